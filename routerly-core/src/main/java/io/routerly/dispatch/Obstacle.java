package io.routerly.dispatch;

/**
 * Why a model of a ranking is passed over at present.
 *
 * @param by the name of the check
 * @param reason why, as a sentence
 * @param lastResort whether it may be asked all the same when no other model is left
 */
public record Obstacle(String by, String reason, boolean lastResort) {
  /** Returns an obstacle that holds in any case. */
  public static Obstacle of(String by, String reason) {
    return new Obstacle(by, reason, false);
  }
}
