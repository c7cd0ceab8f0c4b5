package io.routerly.pipeline;

import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.health.AttemptEnd;
import io.routerly.health.OutcomeObserver;
import java.util.List;

/** Tells everybody who learns from attempts how one ended. Thread-safe. */
final class Learning implements OutcomeObserver {
  private final OutcomeObserver[] observers;

  /**
   * @param candidates those of them that learn are told, in their order
   */
  Learning(List<?> candidates) {
    observers =
        candidates.stream()
            .filter(OutcomeObserver.class::isInstance)
            .map(OutcomeObserver.class::cast)
            .toArray(OutcomeObserver[]::new);
  }

  @Override
  public void began(Model model, Project project) {
    for (OutcomeObserver observer : observers) {
      observer.began(model, project);
    }
  }

  @Override
  public void ended(AttemptEnd end) {
    for (OutcomeObserver observer : observers) {
      observer.ended(end);
    }
  }
}
