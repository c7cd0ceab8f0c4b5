package io.routerly.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** What one model got, by the second and by the minute. Thread-safe. */
final class ModelTraffic {
  private static final int SECONDS_PER_MINUTE = 60;

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

  /** Sums for short windows and for long ones. */
  private record Volume(SlidingSum seconds, SlidingSum minutes) {
    static Volume startingAt(long startedAt) {
      return new Volume(SlidingSum.ofSeconds(startedAt), SlidingSum.ofMinutes(startedAt));
    }

    void add(long now, long amount) {
      seconds.add(now, amount);
      minutes.add(now, amount);
    }

    void takeBack(long now, long addedAt, long amount) {
      seconds.takeBack(now, addedAt, amount);
      minutes.takeBack(now, addedAt, amount);
    }

    long sum(long now, Duration window) {
      return isShort(window) ? seconds.sum(now, slices(window)) : minutes.sum(now, slices(window));
    }

    long nanosUntil(long now, Duration window, long most) {
      return (isShort(window) ? seconds : minutes).nanosUntil(now, slices(window), most);
    }

    private static boolean isShort(Duration window) {
      return window.toSeconds() <= Traffic.MOST_SECONDS;
    }

    private static int slices(Duration window) {
      long length = window.toSeconds();
      return (int)
          (isShort(window) ? length : (length + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE);
    }
  }
}
