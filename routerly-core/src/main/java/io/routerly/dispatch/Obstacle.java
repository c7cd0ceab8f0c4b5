package io.routerly.dispatch;

import io.routerly.error.GatewayException;
import java.util.Optional;

/**
 * Why a model of a ranking is passed over at present.
 *
 * @param by the name of the check
 * @param reason why, as a sentence
 * @param weight how much it stands in the way
 * @param failure how the model failed when another call asked it, which this one has waited for
 */
public record Obstacle(
    String by, String reason, Weight weight, Optional<GatewayException> failure) {
  /** An obstacle without a failure. */
  public Obstacle(String by, String reason, Weight weight) {
    this(by, reason, weight, Optional.empty());
  }

  /** How much an obstacle stands in the way. */
  public enum Weight {
    /** The model is not asked in this call. */
    FIRM,
    /** The model is asked when no other is left. */
    YIELDING,
    /** As yielding, and it is worth a wait if no other is left. */
    MOMENTARY
  }

  /** Returns an obstacle that holds in any case. */
  public static Obstacle of(String by, String reason) {
    return new Obstacle(by, reason, Weight.FIRM);
  }
}
