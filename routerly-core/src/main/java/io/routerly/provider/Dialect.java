package io.routerly.provider;

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
 * @param takesStreamOptions whether it understands {@code stream_options.include_usage}; those that
 *     do not report usage unasked
 * @param inputCount what it counts as input tokens
 * @param passThrough the API that takes pass-through calls in the place of this one
 */
public record Dialect(
    String provider,
    Optional<String> defaultBaseUrl,
    Addressing addressing,
    List<WireFormat> formats,
    Authentication authentication,
    boolean keyRequired,
    boolean takesStreamOptions,
    InputCount inputCount,
    Optional<Dialect> passThrough) {
  public Dialect {
    formats = List.copyOf(formats);
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
        .withoutStreamOptions()
        .counts(InputCount.WITHOUT_CACHE);
  }

  /** Returns the API that takes calls in that format. */
  Dialect forCallsIn(WireFormat format) {
    return format == WireFormat.OPAQUE ? passThrough.orElse(this) : this;
  }
}
