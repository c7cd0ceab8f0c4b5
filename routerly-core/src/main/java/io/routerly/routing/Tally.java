package io.routerly.routing;

import io.routerly.domain.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The running sums of one decision. One owner thread. */
final class Tally {
  private static final double[] ABSTAINED = {};

  /**
   * A last resort is asked at once where no other is left; so it never is what a call waits for.
   */
  private static final Optional<Duration> UNTIL_NONE_IS_LEFT = Optional.of(Duration.ZERO);

  private final List<Candidate> candidates;
  private final String[] policies;
  private final double[][] scores;
  private final double[] totals;
  private final Standing[] standings;
  private final List<Exclusion> exclusions = new ArrayList<>();

  /** How a candidate stands; it only ever gets worse. */
  private enum Standing {
    RANKED,
    TRIAL,
    LAST_RESORT,
    EXCLUDED
  }

  Tally(List<NamedPolicy> policies, List<Candidate> candidates) {
    this.candidates = candidates;
    this.policies = new String[policies.size()];
    for (int i = 0; i < this.policies.length; i++) {
      this.policies[i] = policies.get(i).type();
    }
    this.scores = new double[policies.size()][];
    this.totals = new double[candidates.size()];
    this.standings = new Standing[candidates.size()];
    Arrays.fill(standings, Standing.RANKED);
  }

  /** Counts what the policy of that index says. */
  void add(int policy, List<Verdict> verdicts) {
    if (verdicts.size() != candidates.size()) {
      throw new IllegalStateException(
          "Policy " + policies[policy] + " did not rate every candidate.");
    }
    double[] values = new double[candidates.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(policy, i, verdicts.get(i));
    }
    scores[policy] = differ(values) ? values : ABSTAINED;
    int weight = policies.length - policy;
    for (int i = 0; i < scores[policy].length; i++) {
      totals[i] += Double.isNaN(values[i]) ? 0 : weight * values[i];
    }
  }

  private double value(int policy, int candidate, Verdict verdict) {
    if (verdict instanceof Verdict.Score score) {
      return score.value();
    }
    if (verdict instanceof Verdict.Trial trial) {
      lower(candidate, Standing.TRIAL);
      return trial.value();
    }
    if (verdict instanceof Verdict.LastResort last) {
      lower(candidate, Standing.LAST_RESORT);
      exclude(policy, candidate, last.reason(), UNTIL_NONE_IS_LEFT);
    } else if (verdict instanceof Verdict.Exclude exclude) {
      lower(candidate, Standing.EXCLUDED);
      exclude(policy, candidate, exclude.reason(), exclude.passesIn());
    }
    return Double.NaN;
  }

  private void lower(int candidate, Standing standing) {
    if (standing.compareTo(standings[candidate]) > 0) {
      standings[candidate] = standing;
    }
  }

  private void exclude(int policy, int candidate, String reason, Optional<Duration> passesIn) {
    String modelId = candidates.get(candidate).model().id();
    exclusions.add(new Exclusion(modelId, policies[policy], reason, passesIn));
  }

  private static boolean differ(double[] values) {
    double first = Double.NaN;
    for (double value : values) {
      if (value != first && !Double.isNaN(value)) {
        if (!Double.isNaN(first)) {
          return true;
        }
        first = value;
      }
    }
    return false;
  }

  Decision decision() {
    List<Model> ranking = new ArrayList<>(totals.length);
    List<Model> lastResorts = new ArrayList<>(0);
    List<Decision.Rating> ratings = new ArrayList<>(totals.length);
    for (Integer i : order()) {
      Model model = candidates.get(i).model();
      if (standings[i] == Standing.LAST_RESORT) {
        lastResorts.add(model);
      } else if (standings[i] != Standing.EXCLUDED) {
        boolean trial = standings[i] == Standing.TRIAL;
        ranking.add(model);
        ratings.add(
            new Decision.Rating(model.id(), totals[i], new Scores(policies, scores, i), trial));
      }
    }
    return new Decision(ranking, lastResorts, ratings, exclusions, Optional.empty());
  }

  private Integer[] order() {
    Integer[] order = new Integer[totals.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -totals[i]));
    return order;
  }
}
