package io.routerly.dispatch;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.health.Ending;
import io.routerly.provider.ProviderRefusal;
import java.util.Set;

/**
 * What a failure before the first byte means: for the call, and for what is known of the model.
 *
 * <p>This is the one table of it. A refusal that lies in the request itself would be repeated
 * everywhere, so it ends the call; whatever lies in the provider, its key, its limits or the way to
 * it moves on. Statuses decide, never words, but for a prompt that is too long, which has no status
 * of its own.
 */
public enum FailureKind {
  /** The request is wrong for every model: 400, 405, 406, 411, 413, 415, 422. */
  REQUEST(Next.NONE, Ending.REQUEST_REFUSED, false),
  /** The prompt is longer than the model's context window. */
  CONTEXT_OVERFLOW(Next.LARGER_WINDOW, Ending.REQUEST_REFUSED, false),
  /** The provider does not take the key: 401, 402, 403. */
  KEY(Next.ANY, Ending.KEY_REFUSED, false),
  /** There were too many calls: 429. */
  RATE_LIMIT(Next.ANY, Ending.RATE_LIMITED, true),
  /** The provider fails: 5xx, a connection that cannot be made or breaks. */
  PROVIDER(Next.ANY, Ending.FAILURE, true),
  /** The provider does not know the model or the path, or answers nonsense: any other status. */
  MODEL(Next.ANY, Ending.FAILURE, false),
  /** The provider took too long. */
  TIMEOUT(Next.ANY, Ending.FAILURE, false),
  /** The model was not asked, since the request cannot be put to it. */
  NOT_ASKED(Next.ANY, Ending.NOTHING, false),
  /** Nobody waits any more: the client left, or another model was faster. */
  CLIENT(Next.NONE, Ending.NOTHING, false),
  /** The gateway itself refuses or fails. */
  GATEWAY(Next.NONE, Ending.NOTHING, false);

  private static final Set<Integer> FAULTS_OF_THE_REQUEST =
      Set.of(400, 405, 406, 411, 413, 415, 422);
  private static final Set<Integer> FAULTS_OF_THE_KEY = Set.of(401, 402, 403);

  private final Next next;
  private final Ending ending;
  private final boolean passing;

  /** Which models may still be tried. */
  enum Next {
    NONE,
    LARGER_WINDOW,
    ANY
  }

  FailureKind(Next next, Ending ending, boolean passing) {
    this.next = next;
    this.ending = ending;
    this.passing = passing;
  }

  /** Returns what a failure means. */
  public static FailureKind of(GatewayException failure) {
    return failure instanceof ProviderRefusal refusal ? ofRefusal(refusal) : ofCode(failure.code());
  }

  private static FailureKind ofRefusal(ProviderRefusal refusal) {
    int status = refusal.status();
    if (FAULTS_OF_THE_REQUEST.contains(status)) {
      return ContextOverflow.isIn(refusal) ? CONTEXT_OVERFLOW : REQUEST;
    }
    if (FAULTS_OF_THE_KEY.contains(status)) {
      return KEY;
    }
    if (status == 429) {
      return RATE_LIMIT;
    }
    return status >= 500 ? PROVIDER : MODEL;
  }

  private static FailureKind ofCode(ErrorCode code) {
    return switch (code) {
      case PROVIDER_UNREACHABLE, PROVIDER_INTERRUPTED -> PROVIDER;
      case PROVIDER_BAD_RESPONSE, PROVIDER_ERROR -> MODEL;
      case PROVIDER_TIMEOUT -> TIMEOUT;
      case FIELDS_NOT_SUPPORTED,
          MEDIA_UNAVAILABLE,
          PREVIOUS_RESPONSE_NOT_FOUND,
          NO_MODEL_AVAILABLE ->
          NOT_ASKED;
      case CLIENT_GONE, OVERTAKEN -> CLIENT;
      default -> GATEWAY;
    };
  }

  Next next() {
    return next;
  }

  /** Returns what it says of the model. */
  public Ending ending() {
    return ending;
  }

  /** Returns whether it concerns the key alone, so that another key of the model may do. */
  boolean isOfTheKey() {
    return this == KEY || this == RATE_LIMIT;
  }

  /** Returns whether the same call may succeed a moment later. */
  boolean isPassing() {
    return passing;
  }
}
