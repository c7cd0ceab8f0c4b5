package io.routerly.health;

import java.time.Duration;

/**
 * How an error rate is made of what was seen.
 *
 * <p>An attempt counts {@code 0.5 ^ (age / half-life)}, and nothing once it is older than the
 * window. Half of the pseudo counts are added as failures and half as successes, so that a few
 * attempts do not decide. Ages are those of slices of {@value #SLICE_SECONDS} s. Immutable; the
 * weights are reckoned once.
 */
public final class Smoothing {
  static final int SLICE_SECONDS = 30;

  /** The longest window that what is kept can answer for. */
  public static final Duration LONGEST_WINDOW = Duration.ofHours(1);

  private final double[] weights;
  private final double pseudoCounts;

  /**
   * @param window at most {@link #LONGEST_WINDOW}
   * @param halfLife more than nothing
   * @param pseudoCounts more than nothing
   */
  public Smoothing(Duration window, Duration halfLife, double pseudoCounts) {
    this.weights = new double[(int) ((window.toSeconds() + SLICE_SECONDS - 1) / SLICE_SECONDS)];
    this.pseudoCounts = pseudoCounts;
    for (int age = 0; age < weights.length; age++) {
      weights[age] = Math.pow(0.5, age * (double) SLICE_SECONDS / halfLife.toSeconds());
    }
  }

  /** Returns the number of slices that the window reaches back, the present one included. */
  int slices() {
    return weights.length;
  }

  double weight(int age) {
    return weights[age];
  }

  double rate(double failures, double calls) {
    return (failures + pseudoCounts / 2) / (calls + pseudoCounts);
  }
}
