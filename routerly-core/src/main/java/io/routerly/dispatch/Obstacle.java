package io.routerly.dispatch;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a model of a ranking is passed over at present.
 *
 * @param by the name of the check
 * @param reason why, as a sentence
 * @param lastResort whether it may be asked all the same when no other model is left
 * @param retryAfter when the obstacle will be gone, if that is known
 */
public record Obstacle(
    String by, String reason, boolean lastResort, Optional<Duration> retryAfter) {
  /** Returns an obstacle that holds in any case. */
  public static Obstacle of(String by, String reason) {
    return new Obstacle(by, reason, false, Optional.empty());
  }
}
