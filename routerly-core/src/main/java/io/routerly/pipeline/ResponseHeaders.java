package io.routerly.pipeline;

import static java.util.Locale.ROOT;

import io.routerly.upstream.Header;
import java.util.List;

/**
 * Chooses the provider's headers that reach the client: content type, retry advice, rate limits and
 * request ids; nothing that speaks for the provider's site, such as cookies.
 */
public final class ResponseHeaders {
  private ResponseHeaders() {}

  /** Returns those of an answer. */
  public static List<Header> passedOn(List<Header> headers) {
    return headers.stream().filter(header -> isPassedOn(header.name().toLowerCase(ROOT))).toList();
  }

  /** Returns those of an error: the same, but for what describes a body that may not be passed. */
  public static List<Header> passedOnWithErrors(List<Header> headers) {
    return passedOn(headers).stream()
        .filter(header -> !header.name().toLowerCase(ROOT).startsWith("content-"))
        .toList();
  }

  private static boolean isPassedOn(String name) {
    return switch (name) {
      case "content-type",
          "retry-after",
          "retry-after-ms",
          "request-id",
          "x-request-id",
          "openai-processing-ms",
          "openai-version",
          "content-disposition",
          "x-should-retry" ->
          true;
      default ->
          name.startsWith("x-ratelimit-")
              || name.startsWith("ratelimit")
              || name.startsWith("anthropic-ratelimit-");
    };
  }
}
