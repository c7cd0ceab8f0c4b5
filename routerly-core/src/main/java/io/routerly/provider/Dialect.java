package io.routerly.provider;

import io.routerly.wire.ApiTraits;
import io.routerly.wire.UsageCounter.InputCount;
import io.routerly.wire.WireFormat;
import java.util.List;
import java.util.Optional;

/**
 * The facts of one provider's API over HTTP.
 *
 * @param provider the provider's name in configuration
 * @param defaultBaseUrl where the API is, unless a model says otherwise; absent: each model must
 * @param addressing where its endpoints are
 * @param formats the formats it speaks, the one that suits it best first
 * @param authentication how it takes the key
 * @param keyRequired whether it refuses calls without a key
 * @param inputCount what it counts as input tokens
 * @param traits how it differs from the formats it speaks
 * @param rules what is true of some of its models beside that
 * @param original whether it is the API that its formats are named after, or one that passes for
 *     it: calls in its own formats reach it as the client wrote them, and the traits are for
 *     translated calls only
 * @param counting the format whose counting endpoint it has; absent: it counts no tokens unless it
 *     answers
 * @param passThrough the API that takes pass-through calls in the place of this one
 */
public record Dialect(
    String provider,
    Optional<String> defaultBaseUrl,
    Addressing addressing,
    List<WireFormat> formats,
    Authentication authentication,
    boolean keyRequired,
    InputCount inputCount,
    ApiTraits traits,
    List<ModelRule> rules,
    boolean original,
    Optional<WireFormat> counting,
    Optional<Dialect> passThrough) {
  /** Before the name of the model that was fine-tuned, at OpenAI. */
  private static final String FINE_TUNED = "ft:";

  public Dialect {
    formats = List.copyOf(formats);
    rules = List.copyOf(rules);
  }

  /** How a key is shown. */
  public enum Authentication {
    /** {@code Authorization: Bearer}. */
    BEARER("Authorization", "Bearer "),
    /** {@code x-api-key}, as Anthropic wants it. */
    X_API_KEY("x-api-key", ""),
    /** {@code x-goog-api-key}. */
    X_GOOG_API_KEY("x-goog-api-key", ""),
    /** {@code api-key}, as Azure wants it. */
    API_KEY("api-key", "");

    private final String header;
    private final String prefix;

    Authentication(String header, String prefix) {
      this.header = header;
      this.prefix = prefix;
    }

    /** Returns the name of the header that shows the key. */
    String header() {
      return header;
    }

    /** Returns the value of the header for a key. */
    String value(String secret) {
      return prefix + secret;
    }
  }

  /** Begins the facts of an API that is compatible with OpenAI's Chat Completions. */
  public static DialectBuilder openAi(String provider) {
    return new DialectBuilder(provider).speaks(WireFormat.OPENAI_CHAT);
  }

  /** Begins the facts of an API that is compatible with Anthropic's Messages. */
  public static DialectBuilder anthropic(String provider) {
    return new DialectBuilder(provider)
        .speaks(WireFormat.ANTHROPIC_MESSAGES)
        .shows(Authentication.X_API_KEY)
        .isOriginal()
        .countsIn(WireFormat.ANTHROPIC_MESSAGES)
        .counts(InputCount.WITHOUT_CACHE);
  }

  /**
   * Returns the facts for one of its models. Matches the name against patterns; {@link
   * ProviderAdapter#dialectFor} knows the outcome without.
   *
   * @param modelName what the provider calls the model
   */
  public Dialect forModel(String modelName) {
    String plain =
        modelName.startsWith(FINE_TUNED) ? modelName.substring(FINE_TUNED.length()) : modelName;
    List<ModelRule> matching =
        rules.stream().filter(rule -> rule.names().matcher(plain).find()).toList();
    List<WireFormat> itsFormats = formats;
    ApiTraits itsTraits = traits;
    for (ModelRule rule : matching) {
      itsTraits = itsTraits.and(rule.traits());
      if (!rule.formats().isEmpty()) {
        itsFormats = narrowed(itsFormats, rule.formats());
      }
    }
    return new Dialect(
        provider,
        defaultBaseUrl,
        addressing,
        itsFormats,
        authentication,
        keyRequired,
        inputCount,
        itsTraits,
        List.of(),
        original,
        counting,
        passThrough);
  }

  /**
   * Where none that suits the model is spoken here, as with a dated version of Azure's API, the
   * others are as good: the provider says best what it misses.
   */
  private static List<WireFormat> narrowed(List<WireFormat> formats, List<WireFormat> suitable) {
    List<WireFormat> both = suitable.stream().filter(formats::contains).toList();
    return both.stream().allMatch(WireFormat.OPAQUE::equals) ? formats : both;
  }

  /** Returns how calls of one of its models differ from the formats it speaks. */
  public ApiTraits traitsOf(String modelName) {
    return rules.isEmpty() ? traits : forModel(modelName).traits();
  }

  /** Returns the traits that a client's request in one of its formats is fitted to. */
  public ApiTraits relayTraits() {
    return original ? ApiTraits.PLAIN : traits;
  }

  /**
   * Returns whether it understands {@code stream_options.include_usage}; those that do not report
   * usage unasked.
   */
  public boolean takesStreamOptions() {
    return !traits.refused().contains("stream_options");
  }

  /** Returns the API that takes calls in that format. */
  Dialect forCallsIn(WireFormat format) {
    return format == WireFormat.OPAQUE ? passThrough.orElse(this) : this;
  }
}
