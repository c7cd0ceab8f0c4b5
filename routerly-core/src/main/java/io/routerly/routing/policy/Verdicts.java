package io.routerly.routing.policy;

import io.routerly.routing.Candidate;
import io.routerly.routing.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes the verdicts on all candidates, without the cost of a stream on each request's path. */
final class Verdicts {
  private Verdicts() {}

  static List<Verdict> each(List<Candidate> candidates, Function<Candidate, Verdict> verdict) {
    List<Verdict> verdicts = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      verdicts.add(verdict.apply(candidate));
    }
    return verdicts;
  }
}
