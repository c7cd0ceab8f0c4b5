package io.routerly.provider;

import io.routerly.wire.UsageCounter.InputCount;
import io.routerly.wire.WireFormat;
import java.util.Optional;
import java.util.Set;

/**
 * The facts of one provider's API over HTTP.
 *
 * @param provider the provider's name in configuration
 * @param defaultBaseUrl where the API is, unless a model says otherwise; absent: each model must
 * @param versionPath what stands between the base URL and the paths, such as {@code /v1}; base URLs
 *     are understood with and without it
 * @param formats the formats it speaks
 * @param authentication how it takes the key
 * @param keyRequired whether it refuses calls without a key
 * @param takesStreamOptions whether it understands {@code stream_options.include_usage}; those that
 *     do not report usage unasked
 * @param inputCount what it counts as input tokens
 */
public record Dialect(
    String provider,
    Optional<String> defaultBaseUrl,
    String versionPath,
    Set<WireFormat> formats,
    Authentication authentication,
    boolean keyRequired,
    boolean takesStreamOptions,
    InputCount inputCount) {
  public Dialect {
    formats = Set.copyOf(formats);
  }

  /** How a key is shown. */
  public enum Authentication {
    /** {@code Authorization: Bearer}. */
    BEARER,
    /** {@code x-api-key}, with {@code anthropic-version}. */
    X_API_KEY
  }

  /** Returns the facts of an API that is compatible with OpenAI's Chat Completions. */
  public static Dialect openAiCompatible(
      String provider, Optional<String> defaultBaseUrl, String versionPath) {
    return new Dialect(
        provider,
        defaultBaseUrl,
        versionPath,
        Set.of(WireFormat.OPENAI_CHAT, WireFormat.OPAQUE),
        Authentication.BEARER,
        true,
        true,
        InputCount.WITH_CACHE);
  }

  /** Returns the facts of an API that is compatible with Anthropic's Messages. */
  public static Dialect anthropicCompatible(String provider, Optional<String> defaultBaseUrl) {
    return new Dialect(
        provider,
        defaultBaseUrl,
        "/v1",
        Set.of(WireFormat.ANTHROPIC_MESSAGES, WireFormat.OPAQUE),
        Authentication.X_API_KEY,
        true,
        false,
        InputCount.WITHOUT_CACHE);
  }

  /** Returns this with the formats of OpenAI itself. */
  public Dialect withResponses() {
    return new Dialect(
        provider,
        defaultBaseUrl,
        versionPath,
        Set.of(WireFormat.OPENAI_CHAT, WireFormat.OPENAI_RESPONSES, WireFormat.OPAQUE),
        authentication,
        keyRequired,
        takesStreamOptions,
        inputCount);
  }

  /** Returns this for a provider that reports usage unasked and refuses to be asked. */
  public Dialect withoutStreamOptions() {
    return new Dialect(
        provider,
        defaultBaseUrl,
        versionPath,
        formats,
        authentication,
        keyRequired,
        false,
        inputCount);
  }

  /** Returns this for a provider that also serves without a key. */
  public Dialect withOptionalKey() {
    return new Dialect(
        provider,
        defaultBaseUrl,
        versionPath,
        formats,
        authentication,
        false,
        takesStreamOptions,
        inputCount);
  }
}
