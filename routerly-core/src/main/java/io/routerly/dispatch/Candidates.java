package io.routerly.dispatch;

import io.routerly.domain.Model;
import java.util.List;

/**
 * The models that a call may be sent to.
 *
 * @param ranking models to try, best first
 * @param lastResorts models to try when none of those is left
 */
public record Candidates(List<Model> ranking, List<Model> lastResorts) {
  public Candidates {
    ranking = List.copyOf(ranking);
    lastResorts = List.copyOf(lastResorts);
  }

  /** Returns a ranking without last resorts. */
  public static Candidates of(List<Model> ranking) {
    return new Candidates(ranking, List.of());
  }
}
