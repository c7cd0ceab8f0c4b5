package io.routerly.routing;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The scores of one model by policy, in the order of the policies. Every call pays for them and
 * hardly anybody reads them, so they become a map only when they are read. Immutable.
 */
final class Scores extends AbstractMap<String, Double> {
  private final String[] policies;
  private final double[][] values;
  private final int candidate;

  /**
   * @param policies the names of the policies; shared, not copied
   * @param values by policy and candidate; empty where a policy abstained, and not a number where
   *     it left a candidate out; shared, not copied
   */
  Scores(String[] policies, double[][] values, int candidate) {
    this.policies = policies;
    this.values = values;
    this.candidate = candidate;
  }

  @Override
  public Set<Map.Entry<String, Double>> entrySet() {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (int i = 0; i < policies.length; i++) {
      if (values[i].length > 0 && !Double.isNaN(values[i][candidate])) {
        scores.put(policies[i], values[i][candidate]);
      }
    }
    return Collections.unmodifiableMap(scores).entrySet();
  }
}
