package io.routerly.error;

import static java.util.Locale.ROOT;

/**
 * The stable names of what can go wrong, each with the HTTP status it is answered with.
 *
 * <p>The name in lower case is what clients see in error bodies and in the header {@code
 * x-routerly-error}; it never changes. Codes that begin with {@code PROVIDER_} tell of the
 * provider's failure, all others of the gateway's own decision.
 */
public enum ErrorCode {
  INVALID_REQUEST(400),
  /** What came back from the identity provider belongs to no sign-in that was begun here. */
  SIGN_IN_INVALID(400),
  FIELDS_NOT_SUPPORTED(400),
  MEDIA_UNAVAILABLE(400),
  /** What the request may cost is more than its project allows for one. */
  MAX_COST_EXCEEDED(400),
  PREVIOUS_RESPONSE_NOT_FOUND(400),
  INVALID_API_KEY(401),
  CONFLICTING_CREDENTIALS(401),
  UNAUTHENTICATED(401),
  INVALID_LOGIN(401),
  FORBIDDEN(403),
  PROJECT_MISMATCH(403),
  ALREADY_CONFIGURED(403),
  INVALID_SETUP_CODE(403),
  /** The identity provider knows the person, and they may not come in. */
  SIGN_IN_REFUSED(403),
  NOT_FOUND(404),
  MODEL_NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  REQUEST_TIMEOUT(408),
  CONFLICT(409),
  CONFIG_FILE_INVALID(409),
  PRECONDITION_FAILED(412),
  REQUEST_TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  TOO_MANY_ATTEMPTS(429),
  /** The token has as many calls under way as it may have. */
  TOO_MANY_PARALLEL(429),
  INTERNAL_ERROR(500),
  /** A notification channel did not take a message. */
  NOTIFICATION_FAILED(502),
  /** The identity provider cannot be reached, or what it says cannot be trusted. */
  IDENTITY_PROVIDER_FAILED(502),
  PROVIDER_UNREACHABLE(502),
  PROVIDER_BAD_RESPONSE(502),
  PROVIDER_INTERRUPTED(502),
  BUDGET_EXCEEDED(503),
  NO_MODEL_AVAILABLE(503),
  STORE_UNAVAILABLE(503),
  USAGE_STORE_UNAVAILABLE(503),
  OVERLOADED(503),
  PROVIDER_TIMEOUT(504),
  /** The provider answered with an error of its own; the status is the provider's. */
  PROVIDER_ERROR(502),
  /** Another model answered before this one, which nobody waits for; nobody reads the status. */
  OVERTAKEN(499),
  /** The client left before its answer was complete; nobody reads the status. */
  CLIENT_GONE(499);

  private final int status;
  private final String wireName = name().toLowerCase(ROOT);

  ErrorCode(int status) {
    this.status = status;
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the name that clients see, such as {@code budget_exceeded}. */
  public String wireName() {
    return wireName;
  }
}
