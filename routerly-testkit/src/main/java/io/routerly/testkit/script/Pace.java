package io.routerly.testkit.script;

import java.time.Duration;

/**
 * How the bytes of an answer, head and framing included, are cut into separate writes.
 *
 * @param pieceBytes the size of a write, at least 1
 * @param pause the silence after each
 */
public record Pace(int pieceBytes, Duration pause) {
  /** Every part of the answer in one write. */
  public static final Pace WHOLE = new Pace(Integer.MAX_VALUE, Duration.ZERO);

  public Pace {
    if (pieceBytes < 1 || pause.isNegative()) {
      throw new IllegalArgumentException("No pace: " + pieceBytes + " bytes, then " + pause);
    }
  }
}
