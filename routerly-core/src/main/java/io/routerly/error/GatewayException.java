package io.routerly.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request with a stable code and a sentence for the person who reads it.
 *
 * <p>The message is shown to clients as it stands: it says what is wrong and what to do, and holds
 * no secret. The cause, if any, is for the log alone.
 */
public class GatewayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<Detail> details;
  private final transient @Nullable Duration retryAfter;

  /** One wrong field: where it stands as a JSON pointer, and what is allowed there. */
  public record Detail(String pointer, String message) {}

  public GatewayException(ErrorCode code, String message) {
    this(code, message, null, List.of(), null);
  }

  public GatewayException(ErrorCode code, String message, Throwable cause) {
    this(code, message, cause, List.of(), null);
  }

  protected GatewayException(
      ErrorCode code,
      String message,
      @Nullable Throwable cause,
      List<Detail> details,
      @Nullable Duration retryAfter) {
    super(message, cause);
    this.code = code;
    this.details = List.copyOf(details);
    this.retryAfter = retryAfter;
  }

  /** Returns an exception that names the wrong fields. */
  public static GatewayException withDetails(ErrorCode code, String message, List<Detail> details) {
    return new GatewayException(code, message, null, details, null);
  }

  /** Returns an exception that tells the client when to come back. */
  public static GatewayException retryLater(ErrorCode code, String message, Duration retryAfter) {
    return new GatewayException(code, message, null, List.of(), retryAfter);
  }

  /** Returns the stable code. */
  public ErrorCode code() {
    return code;
  }

  /** Returns the HTTP status to answer with. */
  public int status() {
    return code.status();
  }

  /** Returns the wrong fields, or an empty list. */
  public List<Detail> details() {
    return details;
  }

  /** Returns how long the client should wait before it asks again. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Returns the message, which is never absent here. */
  public String sentence() {
    String message = getMessage();
    return message == null ? code.wireName() : message;
  }
}
