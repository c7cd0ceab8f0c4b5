package io.routerly.routing;

import io.routerly.domain.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The running sums of one decision. One owner thread. */
final class Tally {
  static final String NONE_LEFT = "no candidate is left to rate";

  private static final String ONE_LEFT = "only one candidate is left to rate";
  private static final String ALL_EQUAL = "all scores are equal";
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
  private final String[] abstentions;
  private final List<Exclusion> exclusions = new ArrayList<>();

  /** Those that no policy left out, and where they stand among all; found when it is asked for. */
  private @Nullable List<Candidate> left;

  private int[] leftAt = {};

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
    this.abstentions = new String[policies.size()];
    Arrays.fill(abstentions, "");
  }

  /** Counts what the policy of that index says of all candidates. */
  void add(int policy, List<Verdict> verdicts) {
    requireAll(policy, verdicts, candidates);
    double[] values = new double[candidates.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(policy, i, verdicts.get(i));
    }
    add(policy, values);
  }

  /** Counts what the policy of that index says of those that are {@link #left}. */
  void addOfLeft(int policy, List<Verdict> verdicts) {
    List<Candidate> rated = left();
    if (rated == candidates) {
      add(policy, verdicts);
      return;
    }
    requireAll(policy, verdicts, rated);
    double[] values = new double[candidates.size()];
    Arrays.fill(values, Double.NaN);
    int[] at = leftAt;
    for (int i = 0; i < at.length; i++) {
      values[at[i]] = value(policy, at[i], verdicts.get(i));
    }
    add(policy, values);
  }

  private void requireAll(int policy, List<Verdict> verdicts, List<Candidate> rated) {
    if (verdicts.size() != rated.size()) {
      throw new IllegalStateException(
          "Policy " + policies[policy] + " did not rate every candidate.");
    }
  }

  /**
   * Returns the candidates that no policy left out so far; where there is none, those that are last
   * resorts. May be empty.
   */
  List<Candidate> left() {
    List<Candidate> known = left;
    if (known == null) {
      known = exclusions.isEmpty() ? candidates : leftOf(worstLeft());
      left = known;
    }
    return known;
  }

  private Standing worstLeft() {
    for (Standing standing : standings) {
      if (standing.compareTo(Standing.TRIAL) <= 0) {
        return Standing.TRIAL;
      }
    }
    return Standing.LAST_RESORT;
  }

  private List<Candidate> leftOf(Standing worst) {
    int[] at = new int[standings.length];
    List<Candidate> found = new ArrayList<>(standings.length);
    for (int i = 0; i < standings.length; i++) {
      if (standings[i].compareTo(worst) <= 0) {
        at[found.size()] = i;
        found.add(candidates.get(i));
      }
    }
    leftAt = Arrays.copyOf(at, found.size());
    return found;
  }

  private void add(int policy, double[] values) {
    boolean counts = differ(values);
    scores[policy] = counts ? values : ABSTAINED;
    if (!counts && abstentions[policy].isEmpty()) {
      abstentions[policy] = whyEqual(values);
    }
    int weight = policies.length - policy;
    for (int i = 0; i < scores[policy].length; i++) {
      totals[i] += Double.isNaN(values[i]) ? 0 : weight * values[i];
    }
  }

  private static String whyEqual(double[] values) {
    int rated = 0;
    for (double value : values) {
      rated += Double.isNaN(value) ? 0 : 1;
    }
    return rated == 0 ? NONE_LEFT : rated == 1 ? ONE_LEFT : ALL_EQUAL;
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
    } else if (verdict instanceof Verdict.Abstain abstain) {
      abstentions[policy] = abstain.reason();
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
    left = null;
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
    return new Decision(
        ranking, lastResorts, ratings, exclusions, Optional.empty(), List.of(abstentions));
  }

  private Integer[] order() {
    Integer[] order = new Integer[totals.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -totals[i]));
    return order;
  }
}
