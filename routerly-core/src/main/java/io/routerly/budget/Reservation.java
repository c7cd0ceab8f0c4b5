package io.routerly.budget;

import io.routerly.domain.Model;
import io.routerly.domain.UsageRecord;
import java.util.Optional;

/**
 * What is held of the budgets for one call, and what the call's attempts turn into actual use.
 * Thread-safe.
 */
public interface Reservation {
  /**
   * Returns why what is held and what is left do not suffice for one more attempt, at this model,
   * or empty if they do. Asked before each fallback: it may cost more than the model that failed.
   */
  Optional<String> shortfall(Model model);

  /**
   * Counts what one attempt has used, on top of what earlier ones have. The first charge counts the
   * call itself, but for a record of type {@code routing}, which is never a call; after {@link
   * #end} there is none.
   */
  void charge(UsageRecord actual);

  /**
   * Gives back what is held and was not charged: all of it, the call included, if nothing was
   * charged. A second end has no effect.
   */
  void end();
}
