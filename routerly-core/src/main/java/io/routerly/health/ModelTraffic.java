package io.routerly.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** What one model got, in windows of any length up to an hour. Thread-safe. */
final class ModelTraffic {
  private final Volume calls;
  private final Volume tokens;

  /** Held while it is seen whether there is room, and the place is taken. */
  private final ReentrantLock beginning = new ReentrantLock();

  ModelTraffic(long startedAt) {
    this.calls = Volume.startingAt(startedAt);
    this.tokens = Volume.startingAt(startedAt);
  }

  long calls(long now, Duration window) {
    return calls.sum(now, window);
  }

  long tokens(long now, Duration window) {
    return tokens.sum(now, window);
  }

  /** Counts an attempt, unless there is no room for it. */
  boolean begin(long now, long expected, List<Ceiling> ceilings) {
    if (ceilings.isEmpty()) {
      count(now, expected);
      return true;
    }
    beginning.lock();
    try {
      for (Ceiling ceiling : ceilings) {
        if (!hasRoom(now, expected, ceiling)) {
          return false;
        }
      }
      count(now, expected);
      return true;
    } finally {
      beginning.unlock();
    }
  }

  private boolean hasRoom(long now, long expected, Ceiling ceiling) {
    return fits(calls, now, 1, ceiling.window(), ceiling.calls())
        && fits(tokens, now, expected, ceiling.window(), ceiling.tokens());
  }

  private static boolean fits(
      Volume volume, long now, long more, Duration window, Optional<Long> most) {
    return most.isEmpty() || volume.sum(now, window) + more <= most.get();
  }

  private void count(long now, long expected) {
    calls.add(now, 1);
    use(now, expected);
  }

  void use(long now, long used) {
    if (used > 0) {
      tokens.add(now, used);
    }
  }

  void takeBack(long now, long usedAt, long expected) {
    tokens.takeBack(now, usedAt, expected);
  }

  Optional<Duration> untilRoom(long now, Ceiling ceiling, long expected) {
    long callsLeft = ceiling.calls().orElse(Long.MAX_VALUE) - 1;
    long tokensLeft = ceiling.tokens().orElse(Long.MAX_VALUE) - expected;
    if (callsLeft < 0 || tokensLeft < 0) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofNanos(
            Math.max(
                calls.nanosUntil(now, ceiling.window(), callsLeft),
                tokens.nanosUntil(now, ceiling.window(), tokensLeft))));
  }

  /** Sums for short, for middling and for long windows: each is told to a thirtieth of itself. */
  private record Volume(SlidingSum shorter, SlidingSum middling, SlidingSum longer) {
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final Duration MIDDLING = Duration.ofMinutes(6);
    private static final Duration LONG = Duration.ofMinutes(Traffic.MOST_MINUTES);

    static Volume startingAt(long startedAt) {
      return new Volume(
          SlidingSum.of(SHORT, Duration.ofMillis(200), startedAt),
          SlidingSum.of(MIDDLING, Duration.ofSeconds(1), startedAt),
          SlidingSum.of(LONG, Duration.ofSeconds(12), startedAt));
    }

    void add(long now, long amount) {
      shorter.add(now, amount);
      middling.add(now, amount);
      longer.add(now, amount);
    }

    void takeBack(long now, long addedAt, long amount) {
      shorter.takeBack(now, addedAt, amount);
      middling.takeBack(now, addedAt, amount);
      longer.takeBack(now, addedAt, amount);
    }

    long sum(long now, Duration window) {
      return of(window).sum(now, window.toNanos());
    }

    long nanosUntil(long now, Duration window, long most) {
      return of(window).nanosUntil(now, window.toNanos(), most);
    }

    private SlidingSum of(Duration window) {
      if (window.compareTo(SHORT) <= 0) {
        return shorter;
      }
      return window.compareTo(MIDDLING) <= 0 ? middling : longer;
    }
  }
}
