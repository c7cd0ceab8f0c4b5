package io.routerly.health;

/**
 * The failures of a model since its last success, and whether they are an outage.
 *
 * <p>They are one from {@value #LONG} on, however many calls went well before, if they are neither
 * old nor far apart, and if not most of what ended in the meantime was well. For one thread at a
 * time; constant size.
 */
final class FailureRun {
  /** From here on failures in a row are an outage rather than chance. */
  static final int LONG = 8;

  /**
   * So many answers to a failure show that a model is well. When a provider goes down while calls
   * are under way, about as many of these end well at first as new ones fail.
   */
  private static final int ANSWERS_TO_A_FAILURE = 2;

  private final long[] latest = new long[LONG];
  private long length;
  private long beganAt;
  private long answersMeanwhile;

  /** Takes note of a failure at this time, in nanoseconds of a clock that only goes forward. */
  void failed(long now) {
    if (length == 0) {
      beganAt = now;
      answersMeanwhile = 0;
    }
    latest[slot(length)] = now;
    length++;
  }

  /** Takes note of that many failures. */
  void failed(long now, int times) {
    for (int i = 0; i < times; i++) {
      failed(now);
    }
  }

  /**
   * Takes note of an answer to a call that began at this time: it ends the run, unless the call
   * began before the run did. Then it tells what was, and is only counted.
   */
  void answered(long callBeganAt) {
    if (isEndedBy(callBeganAt)) {
      length = 0;
    } else {
      answersMeanwhile++;
    }
  }

  boolean isEndedBy(long callBeganAt) {
    return callBeganAt - beganAt >= 0;
  }

  void forget() {
    length = 0;
  }

  /** Returns the number of failures in a row. */
  long length() {
    return length;
  }

  /**
   * Returns whether the model is down for all that is known now.
   *
   * @param window how old the last failure may be, and how far apart one from the next, in
   *     nanoseconds
   */
  boolean isOutage(long now, long window) {
    return length >= LONG
        && answersMeanwhile <= length * ANSWERS_TO_A_FAILURE
        && isClose(window, latest[slot(length - 1)], now)
        && areLatestClose(window);
  }

  private boolean areLatestClose(long window) {
    boolean close = true;
    for (long failure = length - LONG + 1; failure < length; failure++) {
      close &= isClose(window, latest[slot(failure - 1)], latest[slot(failure)]);
    }
    return close;
  }

  private static boolean isClose(long window, long earlier, long later) {
    return later - earlier <= window;
  }

  private static int slot(long failure) {
    return (int) (failure % LONG);
  }
}
