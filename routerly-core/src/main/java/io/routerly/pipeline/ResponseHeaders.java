package io.routerly.pipeline;

import static java.util.Locale.ROOT;

import io.routerly.dispatch.Accepted;
import io.routerly.upstream.Header;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the provider's headers that reach the client: content type, retry advice, rate limits and
 * request ids; nothing that speaks for the provider's site, such as cookies.
 */
public final class ResponseHeaders {
  /** Names the client's fields that the model was not told. */
  private static final String DROPPED = "x-routerly-dropped";

  /** Names the model that serves, by its id within Routerly. */
  private static final String MODEL = "x-routerly-model";

  private ResponseHeaders() {}

  /**
   * Returns those of an answer, with one that names the model that serves, and one that names what
   * a translation could not express, if there is any.
   */
  static List<Header> of(Accepted accepted) {
    List<Header> headers = new ArrayList<>(passedOn(accepted.headers()));
    headers.add(new Header(MODEL, accepted.attempt().model().id()));
    return withDropped(headers, accepted.attempt().dropped());
  }

  /** Returns those, with one more that names what was dropped, if anything was. */
  static List<Header> withDropped(List<Header> others, List<String> dropped) {
    if (dropped.isEmpty()) {
      return others;
    }
    List<Header> headers = new ArrayList<>(others);
    headers.add(new Header(DROPPED, String.join(", ", dropped)));
    return headers;
  }

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
