package io.routerly.wire;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How one API, or one model of it, differs from the wire format that it speaks.
 *
 * @param refused fields at the top of a request that it answers with an error; where the request is
 *     written for it they are left out, and named as dropped if they said something
 * @param renamed fields at the top of a request that it calls differently, by the format's name
 * @param quirks what else it does differently
 */
public record ApiTraits(Set<String> refused, Map<String, String> renamed, Set<Quirk> quirks) {
  /** An API that is as its format says. */
  public static final ApiTraits PLAIN = new ApiTraits(Set.of(), Map.of(), Set.of());

  public ApiTraits {
    refused = Set.copyOf(refused);
    renamed = Map.copyOf(renamed);
    quirks = Set.copyOf(quirks);
  }

  /** Returns whether it has a quirk. */
  public boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }

  /** Returns whether nothing differs. */
  public boolean isPlain() {
    return refused.isEmpty() && renamed.isEmpty() && quirks.isEmpty();
  }

  /** Returns these together with others; where both rename a field, the others' name holds. */
  public ApiTraits and(ApiTraits others) {
    if (isPlain() || others.isPlain()) {
      return isPlain() ? others : this;
    }
    Set<String> allRefused = new HashSet<>(refused);
    allRefused.addAll(others.refused);
    Map<String, String> allRenamed = new HashMap<>(renamed);
    allRenamed.putAll(others.renamed);
    Set<Quirk> allQuirks = new HashSet<>(quirks);
    allQuirks.addAll(others.quirks);
    return new ApiTraits(allRefused, allRenamed, allQuirks);
  }

  /** A difference that is more than a name. */
  public enum Quirk {
    /** Chat Completions: takes instructions as {@code system} only, not as {@code developer}. */
    NO_DEVELOPER_ROLE,
    /** Chat Completions: ids of tool calls are exactly nine letters and digits (Mistral). */
    NINE_CHARACTER_TOOL_IDS,
    /** Chat Completions: {@code tool_choice} says {@code any} for {@code required} (Mistral). */
    REQUIRED_IS_ANY,
    /** Chat Completions: JSON mode, but no {@code json_schema}. */
    NO_JSON_SCHEMA,
    /**
     * Chat Completions: refuses whatever else than role, content and tool calls stands in a
     * message, such as {@code name} or {@code reasoning_content} (Mistral, Groq).
     */
    BARE_MESSAGES,
    /** Chat Completions: has functions, but no custom tools, whose input is free text. */
    NO_CUSTOM_TOOLS,
    /** Chat Completions: takes {@code top_k}, which OpenAI's own API refuses. */
    TAKES_TOP_K,
    /** Chat Completions: wants {@code reasoning_content} back in the next turn (DeepSeek). */
    WANTS_REASONING_BACK,
    /** Does not fetch images and documents by URL: they must come in the request. */
    NO_MEDIA_URLS,
    /** Takes {@code temperature} or {@code top_p}, not both (Claude 4.1 to 4.6). */
    TEMPERATURE_OR_TOP_P,
    /** Anthropic: thinks adaptively only, by effort and without a budget. */
    ADAPTIVE_THINKING_ONLY,
    /** Anthropic: cannot be kept from thinking, and refuses to be told so (Fable, Mythos). */
    ALWAYS_THINKS,
    /** Anthropic: neither answers by a JSON schema nor keeps to one in calls of tools. */
    NO_STRUCTURED_OUTPUT,
    /** Gemini: takes a level of thinking in place of a budget (Gemini 3). */
    THINKING_LEVELS,
    /**
     * Gemini, and Google's API in the Chat Completions format: refuses calls of functions that come
     * back without their seal (Gemini 3).
     */
    SEALED_TOOL_CALLS
  }
}
