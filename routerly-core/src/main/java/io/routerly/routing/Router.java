package io.routerly.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Adds up what policies say of the candidates.
 *
 * <p>The weight of a policy is the number of policies less its index; the total of a candidate is
 * the sum of weight times score. A policy whose scores are all equal abstains. Ties go to the order
 * of the candidates. Stateless and thread-safe.
 */
public final class Router {
  /**
   * Returns the decision.
   *
   * @param policies in priority order; none leaves the order of the candidates
   * @param candidates in the project's order of preference
   */
  public Decision decide(
      RoutingContext context, List<NamedPolicy> policies, List<Candidate> candidates) {
    Tally tally = new Tally(candidates);
    if (!candidates.isEmpty()) {
      for (int i = 0; i < policies.size(); i++) {
        NamedPolicy policy = policies.get(i);
        List<Verdict> verdicts = policy.policy().rate(context, candidates);
        tally.add(policy.type(), policies.size() - i, verdicts);
      }
    }
    return tally.decision();
  }

  /** The running sums of one decision. */
  private static final class Tally {
    private final List<Candidate> candidates;
    private final double[] totals;
    private final List<Map<String, Double>> scores = new ArrayList<>();
    private final boolean[] excluded;
    private final boolean[] trials;
    private final List<Exclusion> exclusions = new ArrayList<>();

    Tally(List<Candidate> candidates) {
      this.candidates = candidates;
      this.totals = new double[candidates.size()];
      this.excluded = new boolean[candidates.size()];
      this.trials = new boolean[candidates.size()];
      candidates.forEach(candidate -> scores.add(new LinkedHashMap<>()));
    }

    void add(String policy, int weight, List<Verdict> verdicts) {
      if (verdicts.size() != candidates.size()) {
        throw new IllegalStateException("Policy " + policy + " did not rate every candidate.");
      }
      double[] values = new double[candidates.size()];
      Arrays.fill(values, Double.NaN);
      for (int i = 0; i < values.length; i++) {
        if (verdicts.get(i) instanceof Verdict.Score score) {
          values[i] = score.value();
        } else if (verdicts.get(i) instanceof Verdict.Trial trial) {
          values[i] = trial.value();
          trials[i] = true;
        } else if (verdicts.get(i) instanceof Verdict.Exclude exclude) {
          exclude(i, policy, exclude.reason());
        }
      }
      if (differ(values)) {
        for (int i = 0; i < values.length; i++) {
          count(i, policy, weight, values[i]);
        }
      }
    }

    private void exclude(int index, String policy, String reason) {
      excluded[index] = true;
      exclusions.add(new Exclusion(candidates.get(index).model().id(), policy, reason));
    }

    private void count(int index, String policy, int weight, double value) {
      if (!Double.isNaN(value)) {
        totals[index] += weight * value;
        scores.get(index).put(policy, value);
      }
    }

    private static boolean differ(double[] values) {
      return Arrays.stream(values).filter(value -> !Double.isNaN(value)).distinct().count() > 1;
    }

    Decision decision() {
      List<Integer> order =
          IntStream.range(0, totals.length)
              .filter(i -> !excluded[i])
              .boxed()
              .sorted(Comparator.comparingDouble((Integer i) -> totals[i]).reversed())
              .toList();
      return Decision.of(
          order.stream().map(i -> candidates.get(i).model()).toList(),
          order.stream()
              .map(
                  i ->
                      new Decision.Rating(
                          candidates.get(i).model().id(), totals[i], scores.get(i), trials[i]))
              .toList(),
          exclusions);
    }
  }
}
