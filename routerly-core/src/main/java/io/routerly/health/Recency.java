package io.routerly.health;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How much of what was seen still counts: {@code 0.5 ^ (age / half-life)}, and nothing once it is
 * older than the window.
 *
 * <p>Ages are those of slices of {@value #SLICE_SECONDS} s, the present one being of age 0.
 * Immutable; the weights are reckoned once.
 */
public final class Recency {
  static final int SLICE_SECONDS = 30;

  /** The longest window that what is kept can answer for. */
  public static final Duration LONGEST_WINDOW = Duration.ofHours(1);

  /** Slices of the longest window. */
  static final int SLICES = (int) (LONGEST_WINDOW.toSeconds() / SLICE_SECONDS);

  private final double[] weights;
  private final long halfLifeSeconds;

  /**
   * @param window more than nothing, and at most {@link #LONGEST_WINDOW}
   * @param halfLife more than nothing
   */
  public Recency(Duration window, Duration halfLife) {
    this.halfLifeSeconds = halfLife.toSeconds();
    this.weights = new double[(int) ((window.toSeconds() + SLICE_SECONDS - 1) / SLICE_SECONDS)];
    for (int age = 0; age < weights.length; age++) {
      weights[age] = Math.pow(0.5, age * (double) SLICE_SECONDS / halfLifeSeconds);
    }
  }

  /** Returns the number of slices that the window reaches back, the present one included. */
  int slices() {
    return weights.length;
  }

  /** Returns the length of the window, in nanoseconds. */
  long nanos() {
    return TimeUnit.SECONDS.toNanos((long) weights.length * SLICE_SECONDS);
  }

  double weight(int age) {
    return weights[age];
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof Recency is
            && is.weights.length == weights.length
            && is.halfLifeSeconds == halfLifeSeconds);
  }

  @Override
  public int hashCode() {
    return Objects.hash(weights.length, halfLifeSeconds);
  }
}
