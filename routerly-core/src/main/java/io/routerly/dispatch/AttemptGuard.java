package io.routerly.dispatch;

import io.routerly.chat.TokenUsage;
import io.routerly.domain.Model;
import io.routerly.error.GatewayException;
import io.routerly.secret.UsableKey;
import java.time.Duration;
import java.util.Optional;

/**
 * Stands before each attempt of one call, and hears how it failed. For one thread at a time.
 *
 * <p>A ranking is made when a call begins. What it was made of may have changed by the time a model
 * of it is reached: its budget is spent, its provider wants to be left alone, another call is
 * trying it out, the call's time is over.
 */
public interface AttemptGuard {
  /**
   * Returns why a model is passed over, or empty if the attempt may begin now. Then whatever the
   * attempt holds is held, until {@link #failed}, {@link #notAsked} or {@link #accepted}, or until
   * the call is over.
   *
   * @param lastResort whether no other model is left: then an obstacle that yields is none
   */
  Optional<Obstacle> obstacle(Model model, boolean lastResort);

  /**
   * Takes note that a model is about to be asked beside another one: what holds for fallbacks holds
   * for it too.
   */
  void hedges();

  /** Takes note that a request is about to be sent to a model, and returns the key for it. */
  UsableKey begins(Model model);

  /** Takes note that a model was passed over. */
  void passedOver(Model model, Obstacle obstacle);

  /**
   * Takes note of a failed attempt, or of one that was overtaken by another.
   *
   * @param usage what the provider reported all the same
   */
  void failed(Attempt attempt, GatewayException why, Optional<TokenUsage> usage);

  /** Returns whether a model is but tried out, so that one failure is enough. */
  boolean isTrial(Model model);

  /**
   * Returns whether a model is to have all of its time, and no other is asked beside it: others
   * overtook it so often that this call is to find out whether it hangs.
   */
  boolean isToBeWaitedFor(Model model);

  /** Returns whether a model that refused its key may be asked at once with another one. */
  boolean hasAnotherKey(Model model);

  /** Returns whether a model that failed may be asked once more after that time. */
  boolean mayRepeat(Model model, Duration after);

  /** Returns how long the call may still wait for a model that another call is trying out. */
  Duration timeLeft();

  /**
   * Returns how long an attempt that begins now may take until its stream begins, however alive its
   * provider seems.
   */
  Duration timeFor(Model model);

  /** Takes note that a model could not be asked at all; there is no record of that. */
  void notAsked(Model model, GatewayException why);

  /** Takes note that a model accepted the call. */
  void accepted(Model model);
}
