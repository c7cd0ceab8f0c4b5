package io.routerly.health;

import io.routerly.domain.Model;
import io.routerly.domain.Project;

/**
 * Learns from attempts as they end.
 *
 * <p>A factory of policies that implements it is told of every attempt of every project, and shares
 * what it learns with the policies that it makes: those are made anew for each change of the
 * configuration, the factory lives as long as the process. Thread-safe; called on the thread of the
 * call, before its answer's end goes out, so it must be quick, and keep state of constant size.
 */
public interface OutcomeObserver {
  /** Takes note of an attempt that begins. */
  default void began(Model model, Project project) {}

  /** Takes note of an attempt that ended, well or not. */
  void ended(AttemptEnd end);
}
