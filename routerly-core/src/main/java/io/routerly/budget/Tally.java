package io.routerly.budget;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * What was used and what is held of one metric within one window, up to now.
 *
 * <p>Every amount is dated, and counts as long as the stretch of its date does. Constant size, and
 * constant work on average. Guarded by the lock of the gate that it belongs to.
 */
final class Tally {
  private final TimeWindow window;
  private final Deque<Stretch> stretches = new ArrayDeque<>();
  private BigDecimal used = BigDecimal.ZERO;
  private BigDecimal held = BigDecimal.ZERO;
  private long now = Long.MIN_VALUE;
  private long latest = Long.MIN_VALUE;
  private long next = Long.MIN_VALUE;
  private long began = Long.MIN_VALUE;

  /** What falls into one stretch of time. */
  private static final class Stretch {
    private final long start;
    private BigDecimal used = BigDecimal.ZERO;
    private BigDecimal held = BigDecimal.ZERO;

    Stretch(long start) {
      this.start = start;
    }
  }

  Tally(TimeWindow window) {
    this.window = window;
  }

  TimeWindow window() {
    return window;
  }

  /** Lets go of what no longer counts. Time that goes back stands still. */
  void advance(long time) {
    now = Math.max(now, time);
    if (now >= next) {
      moveOn();
    }
  }

  private void moveOn() {
    latest = window.stretch(now);
    next = window.next(latest);
    began = window.oldest(now);
    while (!stretches.isEmpty() && stretches.peekFirst().start < began) {
      Stretch gone = stretches.removeFirst();
      used = used.subtract(gone.used);
      held = held.subtract(gone.held);
    }
  }

  /** Counts what was used at a time; what lies before the window is passed over. */
  void use(long at, BigDecimal amount) {
    if (amount.signum() != 0 && at >= began) {
      Stretch stretch = stretchOf(at);
      stretch.used = stretch.used.add(amount);
      used = used.add(amount);
    }
  }

  /** Holds an amount for a call of that time. */
  void hold(long at, BigDecimal amount) {
    if (amount.signum() != 0 && at >= began) {
      Stretch stretch = stretchOf(at);
      stretch.held = stretch.held.add(amount);
      held = held.add(amount);
    }
  }

  /** Gives back what was held for a call of that time. */
  void release(long at, BigDecimal amount) {
    if (amount.signum() != 0 && at >= began) {
      Stretch stretch = stretchOf(at);
      stretch.held = stretch.held.subtract(amount);
      held = held.subtract(amount);
    }
  }

  /** Counts what another tally of the same window has counted, as far as it is in the window. */
  void absorb(Tally other) {
    for (Stretch stretch : other.stretches) {
      use(stretch.start, stretch.used);
    }
  }

  private Stretch stretchOf(long at) {
    long start = at >= latest ? latest : window.stretch(at);
    Stretch last = stretches.peekLast();
    if (last != null && last.start == start) {
      return last;
    }
    if (last == null || last.start < start) {
      Stretch added = new Stretch(start);
      stretches.addLast(added);
      return added;
    }
    return olderStretch(start);
  }

  private Stretch olderStretch(long start) {
    for (Iterator<Stretch> newestFirst = stretches.descendingIterator(); newestFirst.hasNext(); ) {
      Stretch stretch = newestFirst.next();
      if (stretch.start == start) {
        return stretch;
      }
      if (stretch.start < start) {
        break;
      }
    }
    return inserted(start);
  }

  /** Only what comes from the ledger is not in the order of time. */
  private Stretch inserted(long start) {
    Stretch added = new Stretch(start);
    Deque<Stretch> later = new ArrayDeque<>();
    while (!stretches.isEmpty() && stretches.peekLast().start > start) {
      later.addFirst(stretches.removeLast());
    }
    stretches.addLast(added);
    stretches.addAll(later);
    return added;
  }

  BigDecimal used() {
    return used;
  }

  BigDecimal held() {
    return held;
  }

  /** Returns since when use counts at present, in epoch milliseconds. */
  long startedAt() {
    return window.startedAt(now);
  }

  /**
   * Returns when something that was used stops to count, in epoch milliseconds: the end of a
   * period, and of a rolling window that of its oldest use; empty while nothing is used of that.
   */
  OptionalLong resetAt() {
    if (window instanceof TimeWindow.Period) {
      return OptionalLong.of(next);
    }
    for (Stretch stretch : stretches) {
      if (stretch.used.signum() != 0) {
        return OptionalLong.of(window.expiry(stretch.start));
      }
    }
    return OptionalLong.empty();
  }

  /** Returns the start of the latest stretch, in epoch milliseconds: that of a whole period. */
  long latest() {
    return latest;
  }
}
