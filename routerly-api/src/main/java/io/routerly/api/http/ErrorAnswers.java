package io.routerly.api.http;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How errors are answered, whoever answers them: in the envelope of the path's API, with the
 * headers that tell the code and when to try again. Thread-safe.
 *
 * <p>A server that cannot hand a request to the application answers with this as the application
 * would.
 */
public final class ErrorAnswers {
  /** The header that carries the code of an error that the gateway itself makes. */
  public static final String ERROR_HEADER = "x-routerly-error";

  /** The header that carries the id of a request, on every answer. */
  public static final String TRACE_HEADER = "x-routerly-trace-id";

  private static final Optional<Duration> A_MOMENT = Optional.of(Duration.ofSeconds(1));

  private final List<ErrorShape> shapes;
  private final ErrorShape otherwise = new ManagementErrorShape();

  /**
   * @param shapes the envelopes of parts of the surface; the first that fits a path is used, and
   *     that of the management API where none does
   */
  public ErrorAnswers(List<ErrorShape> shapes) {
    this.shapes = List.copyOf(shapes);
  }

  /**
   * Returns the body in the envelope of a path's API.
   *
   * @param path the path below the application's root, without a leading slash
   */
  public JsonObject body(String path, GatewayException error) {
    return shapes.stream()
        .filter(shape -> shape.fits(path))
        .findFirst()
        .orElse(otherwise)
        .body(error);
  }

  /** Returns the same as JSON text in UTF-8. */
  public byte[] bytes(String path, GatewayException error) {
    return JsonAnswer.bytes(body(path, error));
  }

  /** Returns the headers that tell the code of an error and whether and when to try again. */
  public static Map<String, String> headers(GatewayException error) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(ERROR_HEADER, error.code().wireName());
    error
        .retryAfter()
        .or(() -> error.code() == ErrorCode.OVERLOADED ? A_MOMENT : Optional.empty())
        .map(wait -> Math.max(1, wait.plusMillis(999).toSeconds()))
        .ifPresent(seconds -> headers.put("Retry-After", seconds.toString()));
    if (error.code() == ErrorCode.BUDGET_EXCEEDED) {
      headers.put("x-should-retry", "false"); // both SDKs would try again by themselves
    }
    if (error.status() == 401) {
      headers.put("WWW-Authenticate", "Bearer");
    }
    return headers;
  }
}
