package io.routerly.health;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an error rate is made of what was seen.
 *
 * <p>Pseudo counts are added, so that a few attempts do not decide. In the window they are
 * successes: a model of which nothing is known is taken to be well. In a long run of failures half
 * of them are failures, so that an outage shows within a few calls. Immutable.
 */
public final class Smoothing {
  private final Recency recency;
  private final double pseudoCounts;

  /**
   * @param window at most {@link Recency#LONGEST_WINDOW}
   * @param halfLife more than nothing
   * @param pseudoCounts more than nothing
   */
  public Smoothing(Duration window, Duration halfLife, double pseudoCounts) {
    this.recency = new Recency(window, halfLife);
    this.pseudoCounts = pseudoCounts;
  }

  Recency recency() {
    return recency;
  }

  /** Returns the error rate of what was seen in the window. */
  double rate(double failures, double calls) {
    return failures / (calls + pseudoCounts);
  }

  /** Returns the error rate of a model of which nothing counts but a run of failures. */
  double rateOfRun(long failures) {
    return (failures + pseudoCounts / 2) / (failures + pseudoCounts);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof Smoothing is
            && is.pseudoCounts == pseudoCounts
            && is.recency.equals(recency));
  }

  @Override
  public int hashCode() {
    return Objects.hash(recency, pseudoCounts);
  }
}
