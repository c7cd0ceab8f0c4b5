package io.routerly.routing;

import java.util.List;

/**
 * The meaning of a text as a direction: the closer two meanings, the smaller the angle. Immutable;
 * its length is 1, or 0 for a text that means nothing.
 */
public final class Vector {
  private final float[] parts;

  private Vector(float[] parts) {
    this.parts = parts;
  }

  /** Returns the direction of those numbers. */
  public static Vector of(float... numbers) {
    double squares = 0;
    for (float number : numbers) {
      squares += (double) number * number;
    }
    double length = Math.sqrt(squares);
    float[] parts = new float[numbers.length];
    if (length > 0 && Double.isFinite(length)) {
      for (int i = 0; i < parts.length; i++) {
        parts[i] = (float) (numbers[i] / length);
      }
    }
    return new Vector(parts);
  }

  /**
   * Returns the direction in the middle of others.
   *
   * @param vectors at least one, all of as many dimensions
   */
  public static Vector middle(List<Vector> vectors) {
    float[] sum = new float[vectors.get(0).dimensions()];
    for (Vector vector : vectors) {
      vector.requireDimensions(sum.length);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector.parts[i];
      }
    }
    return of(sum);
  }

  public int dimensions() {
    return parts.length;
  }

  /** Returns the cosine of the angle to another of as many dimensions, from -1 to 1. */
  public double similarity(Vector other) {
    other.requireDimensions(parts.length);
    double product = 0;
    for (int i = 0; i < parts.length; i++) {
      product += parts[i] * other.parts[i];
    }
    return Math.max(-1, Math.min(1, product));
  }

  private void requireDimensions(int wanted) {
    if (parts.length != wanted) {
      throw new IllegalArgumentException(
          "a vector of %d dimensions beside one of %d".formatted(parts.length, wanted));
    }
  }
}
