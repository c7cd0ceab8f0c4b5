package io.routerly.provider;

import io.routerly.wire.ApiTraits;
import io.routerly.wire.Efforts;
import io.routerly.wire.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something that is true of some models of a provider only.
 *
 * @param names found in what the provider calls those models
 * @param traits how they differ from the provider's others
 * @param formats the formats that they are reached through, of those of the provider, the one that
 *     suits them best first; empty: all of them, in the provider's order
 */
public record ModelRule(Pattern names, ApiTraits traits, List<WireFormat> formats) {
  public ModelRule {
    formats = List.copyOf(formats);
  }

  /** Returns a rule for models that refuse some fields at the top of a request. */
  static ModelRule refuses(String names, String... fields) {
    return new ModelRule(
        Pattern.compile(names), new ApiTraits(Set.of(fields), Map.of(), Set.of()), List.of());
  }

  /** Returns a rule for models that can be asked for these efforts of reasoning, and no others. */
  static ModelRule takes(String names, String... efforts) {
    return has(names, ApiTraits.taking(Efforts.of(efforts)));
  }

  /** Returns a rule for models that differ in more. */
  static ModelRule has(String names, ApiTraits traits) {
    return new ModelRule(Pattern.compile(names), traits, List.of());
  }

  /** Returns a rule for models that are reached through these formats, the best one first. */
  static ModelRule speaks(String names, WireFormat... formats) {
    return new ModelRule(Pattern.compile(names), ApiTraits.PLAIN, List.of(formats));
  }
}
