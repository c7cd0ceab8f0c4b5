package io.routerly.health;

import io.routerly.domain.Model;
import io.routerly.domain.Project;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many calls and tokens each model recently got, in all and by project.
 *
 * <p>Calls count as they begin, tokens as they end, in rings of seconds for short windows and of
 * minutes for long ones. Thread-safe; constant size per model and project.
 */
public final class Traffic implements OutcomeObserver {
  /** The longest window that calls and tokens can be told for, in minutes. */
  public static final int MOST_MINUTES = 60;

  /** The longest window that is told to the second; longer ones are told to the minute. */
  static final int MOST_SECONDS = 300;

  private final LongSupplier nanoTime;
  private final Map<String, Volume> calls = new ConcurrentHashMap<>();
  private final Map<String, Volume> tokens = new ConcurrentHashMap<>();
  private final Map<Pair, Window> shares = new ConcurrentHashMap<>();

  private record Pair(String projectId, String modelId) {}

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public Traffic(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Returns the calls that a model got from all projects within this time. */
  public long calls(String modelId, Duration window) {
    return sum(calls.get(modelId), window);
  }

  /** Returns the tokens that calls of all projects used within this time. */
  public long tokens(String modelId, Duration window) {
    return sum(tokens.get(modelId), window);
  }

  private long sum(@Nullable Volume volume, Duration window) {
    return volume == null ? 0 : volume.sum(nanoTime.getAsLong(), window);
  }

  /** Returns the calls that a model got from one project within these minutes. */
  public long callsOf(String projectId, String modelId, int minutes) {
    Window window = shares.get(new Pair(projectId, modelId));
    return window == null ? 0 : window.sum(nanoTime.getAsLong(), minutes);
  }

  @Override
  public void began(Model model, Project project) {
    long now = nanoTime.getAsLong();
    calls.computeIfAbsent(model.id(), absent -> new Volume(now)).add(now, 1);
    shares
        .computeIfAbsent(new Pair(project.id(), model.id()), absent -> Window.ofMinutes(now))
        .add(now, 1);
  }

  @Override
  public void ended(AttemptEnd end) {
    long used = end.record().tokens().total();
    if (used > 0) {
      long now = nanoTime.getAsLong();
      tokens.computeIfAbsent(end.record().modelId(), absent -> new Volume(now)).add(now, used);
    }
  }

  /** What one model got, by the second and by the minute. */
  private static final class Volume {
    private final Window seconds;
    private final Window minutes;

    Volume(long startedAt) {
      this.seconds = new Window(MOST_SECONDS, TimeUnit.SECONDS.toNanos(1), startedAt);
      this.minutes = Window.ofMinutes(startedAt);
    }

    void add(long now, long amount) {
      seconds.add(now, amount);
      minutes.add(now, amount);
    }

    long sum(long now, Duration window) {
      long length = window.toSeconds();
      return length <= MOST_SECONDS
          ? seconds.sum(now, (int) length)
          : minutes.sum(now, (int) ((length + 59) / 60));
    }
  }

  /** Sums by slice of time, in a ring; the running slice counts as a whole. */
  private static final class Window {
    private final ReentrantLock lock = new ReentrantLock();
    private final long[] sums;
    private final long sliceNanos;
    private final long startedAt;
    private long newest;

    /** The sum of the last slices but the running one, and for which these are. */
    private long older;

    private long olderThan = -1;
    private int olderSlices;

    Window(int slices, long sliceNanos, long startedAt) {
      this.sums = new long[slices];
      this.sliceNanos = sliceNanos;
      this.startedAt = startedAt;
    }

    static Window ofMinutes(long startedAt) {
      return new Window(MOST_MINUTES, TimeUnit.MINUTES.toNanos(1), startedAt);
    }

    void add(long now, long amount) {
      lock.lock();
      try {
        advance(now);
        sums[(int) (newest % sums.length)] += amount;
      } finally {
        lock.unlock();
      }
    }

    long sum(long now, int slices) {
      lock.lock();
      try {
        advance(now);
        if (olderThan != newest || olderSlices != slices) {
          olderThan = newest;
          olderSlices = slices;
          older = sumOfOlder(slices);
        }
        return older + sums[(int) (newest % sums.length)];
      } finally {
        lock.unlock();
      }
    }

    /** Nothing is ever added to a slice once the next one runs. */
    private long sumOfOlder(int slices) {
      long sum = 0;
      for (long slice = newest - 1; slice >= 0 && slice > newest - slices; slice--) {
        sum += sums[(int) (slice % sums.length)];
      }
      return sum;
    }

    private void advance(long now) {
      long current = Math.max(0, now - startedAt) / sliceNanos;
      for (long slice = Math.max(newest + 1, current - sums.length + 1);
          slice <= current;
          slice++) {
        sums[(int) (slice % sums.length)] = 0;
      }
      newest = Math.max(newest, current);
    }
  }
}
