package io.routerly.budget;

import io.routerly.domain.Headroom;
import io.routerly.domain.Model;
import io.routerly.domain.UsageRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is held of the budgets for one call, and what the call's attempts turn into actual use.
 * Thread-safe.
 */
public interface Reservation {
  /** Returns when the call was admitted: its use counts as of then. */
  Instant admittedAt();

  /** Returns whether only the cheapest models are to serve the call. */
  boolean cheapestOnly();

  /**
   * Returns what is left of each budget that holds for the call and blocks, for the call itself.
   */
  List<Headroom> headroom();

  /** Returns those of some models that are expected to cost least for this call. */
  List<Model> cheapest(List<Model> models);

  /**
   * Holds what an attempt at this model is expected to use, beside what attempts at other models
   * hold, or returns why the budgets have no room for it, and changes nothing. What is held for the
   * model already is not held twice.
   */
  Optional<Admission.Refused> hold(Model model);

  /**
   * Holds what a question to a model is expected to use that a decision asks on the call's behalf,
   * beside all that is held for the call, until it is charged or released. Holds nothing if the
   * budgets have no room for it, or if it may cost more than the project allows for one request.
   *
   * @return whether it may be asked
   */
  boolean holdQuestion(Model model, Estimate question);

  /** Gives back what is held for an attempt at this model. */
  void release(Model model);

  /**
   * Counts what one attempt has used, in the place of what it held. A record that counts the call
   * takes the place of the held call, too.
   */
  void charge(UsageRecord actual);

  /**
   * Gives back what is held and was not charged: all of it, the call included, if nothing was
   * charged. A second end has no effect.
   */
  void end();
}
