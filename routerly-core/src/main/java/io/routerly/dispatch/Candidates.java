package io.routerly.dispatch;

import io.routerly.domain.Model;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The models that a call may be sent to.
 *
 * @param ranking models to try, best first
 * @param lastResorts models to try when none of those is left
 * @param hedgeAfter how long a model may take to begin its answer before the next one of the
 *     ranking is asked beside it; absent: none ever is
 */
public record Candidates(
    List<Model> ranking, List<Model> lastResorts, Optional<Duration> hedgeAfter) {
  public Candidates {
    ranking = List.copyOf(ranking);
    lastResorts = List.copyOf(lastResorts);
  }

  /** Returns a ranking without last resorts. */
  public static Candidates of(List<Model> ranking) {
    return new Candidates(ranking, List.of(), Optional.empty());
  }
}
