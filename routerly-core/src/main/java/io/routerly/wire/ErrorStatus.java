package io.routerly.wire;

import java.util.Map;

/**
 * The HTTP statuses that the codes of errors stand for, for errors that come under a status of
 * success or in a stream.
 */
public final class ErrorStatus {
  private static final int UNKNOWN = 502;

  private static final Map<String, Integer> BY_CODE =
      Map.ofEntries(
          // OpenAI, Anthropic, Mistral, DeepSeek
          Map.entry("invalid_request_error", 400),
          Map.entry("context_length_exceeded", 400),
          Map.entry("invalid_prompt", 400),
          Map.entry("invalid_api_key", 401),
          Map.entry("model_not_found", 404),
          Map.entry("insufficient_quota", 429),
          Map.entry("authentication_error", 401),
          Map.entry("permission_error", 403),
          Map.entry("not_found_error", 404),
          Map.entry("request_too_large", 413),
          Map.entry("rate_limit_error", 429),
          Map.entry("rate_limit_exceeded", 429),
          Map.entry("rate_limited", 429),
          Map.entry("api_error", 500),
          Map.entry("server_error", 500),
          Map.entry("timeout_error", 504),
          Map.entry("insufficient_system_resource", 503),
          Map.entry("overloaded_error", 529),
          // Google
          Map.entry("INVALID_ARGUMENT", 400),
          Map.entry("FAILED_PRECONDITION", 400),
          Map.entry("UNAUTHENTICATED", 401),
          Map.entry("PERMISSION_DENIED", 403),
          Map.entry("NOT_FOUND", 404),
          Map.entry("RESOURCE_EXHAUSTED", 429),
          Map.entry("INTERNAL", 500),
          Map.entry("UNAVAILABLE", 503),
          Map.entry("DEADLINE_EXCEEDED", 504));

  private ErrorStatus() {}

  /** Returns whether a code stands for a status. */
  static boolean isKnown(String code) {
    return of(code) != UNKNOWN || code.equals("502");
  }

  /** Returns the status for a code; a code may be a status itself. What is not known is 502. */
  public static int of(String code) {
    return code.matches("[45]\\d\\d")
        ? Integer.parseInt(code)
        : BY_CODE.getOrDefault(code, UNKNOWN);
  }
}
