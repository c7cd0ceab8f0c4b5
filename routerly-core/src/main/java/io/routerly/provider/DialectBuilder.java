package io.routerly.provider;

import io.routerly.provider.Dialect.Authentication;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.Efforts;
import io.routerly.wire.UsageCounter.InputCount;
import io.routerly.wire.WireFormat;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the facts of an API, beginning with what most of them have in common: a version path of
 * {@code /v1}, a bearer token that is required, pass-through of other paths. Not thread-safe.
 */
public final class DialectBuilder {
  private final String provider;
  private final List<WireFormat> formats = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();
  private final Map<String, String> renamed = new HashMap<>();
  private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
  private final List<ModelRule> rules = new ArrayList<>();
  private Optional<Efforts> efforts = Optional.empty();
  private Optional<String> defaultBaseUrl = Optional.empty();
  private Addressing addressing = Addressing.versioned("/v1");
  private Authentication authentication = Authentication.BEARER;
  private boolean keyRequired = true;
  private InputCount inputCount = InputCount.WITH_CACHE;
  private boolean original;
  private Optional<WireFormat> counting = Optional.empty();
  private Optional<Dialect> passThrough = Optional.empty();

  DialectBuilder(String provider) {
    this.provider = provider;
  }

  /** The API is here, unless a model says otherwise. */
  public DialectBuilder at(String baseUrl) {
    defaultBaseUrl = Optional.of(baseUrl);
    return this;
  }

  /** This stands between the base URL and the paths, in the place of {@code /v1}. */
  public DialectBuilder version(String versionPath) {
    return addressed(Addressing.versioned(versionPath));
  }

  /** The endpoints are found in this way. */
  public DialectBuilder addressed(Addressing way) {
    addressing = way;
    return this;
  }

  /** It speaks this format too; those named earlier suit it better. */
  public DialectBuilder speaks(WireFormat format) {
    formats.add(format);
    return this;
  }

  /** The key is shown in this way. */
  public DialectBuilder shows(Authentication way) {
    authentication = way;
    return this;
  }

  /** It serves without a key, too. */
  public DialectBuilder withOptionalKey() {
    keyRequired = false;
    return this;
  }

  /** It answers these fields at the top of a request with an error. */
  public DialectBuilder refuses(String... fields) {
    refused.addAll(List.of(fields));
    return this;
  }

  /** It calls a field at the top of a request differently. */
  public DialectBuilder calls(String field, String otherName) {
    renamed.put(field, otherName);
    return this;
  }

  /** It differs in these ways, too. */
  public DialectBuilder has(Quirk... more) {
    quirks.addAll(List.of(more));
    return this;
  }

  /** Its models can be asked for these efforts of reasoning, as far as no rule says otherwise. */
  public DialectBuilder takes(Efforts words) {
    efforts = Optional.of(words);
    return this;
  }

  /** These are true of some of its models. */
  public DialectBuilder rules(List<ModelRule> more) {
    rules.addAll(more);
    return this;
  }

  /** Calls in its own formats reach it as the client wrote them. */
  public DialectBuilder isOriginal() {
    original = true;
    return this;
  }

  /** It counts this as input tokens. */
  public DialectBuilder counts(InputCount count) {
    inputCount = count;
    return this;
  }

  /** It has the endpoint that counts the tokens of requests in this format. */
  public DialectBuilder countsIn(WireFormat format) {
    counting = Optional.of(format);
    return this;
  }

  /** Pass-through calls go to this API in its place. */
  public DialectBuilder passesThroughTo(Dialect other) {
    passThrough = Optional.of(other);
    return this;
  }

  /** Returns the facts. */
  public Dialect build() {
    List<WireFormat> all = new ArrayList<>(formats);
    all.add(WireFormat.OPAQUE);
    return new Dialect(
        provider,
        defaultBaseUrl,
        addressing,
        all,
        authentication,
        keyRequired,
        inputCount,
        new ApiTraits(refused, renamed, quirks, efforts, Set.of()),
        rules,
        original,
        counting,
        passThrough);
  }
}
