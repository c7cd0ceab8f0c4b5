package io.routerly.health;

import io.routerly.domain.CallType;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long the successful answers of each model recently took: streamed ones to their first byte,
 * buffered ones to their end. Calls that are passed through may ask for anything, and tell nothing
 * of how long others take. An attempt that another model overtook would have taken longer than it
 * did, which is news where it is more than the mean.
 *
 * <p>What is kept of a model is a ring of slices, each with a sum and a number of samples.
 * Thread-safe; constant size per model.
 */
public final class Latencies implements OutcomeObserver {
  private final LongSupplier nanoTime;
  private final Map<Key, Slices> known = new ConcurrentHashMap<>();

  private record Key(String modelId, boolean streamed) {}

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public Latencies(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Returns the mean time in milliseconds, or empty with fewer than {@code minSamples} in the
   * window.
   *
   * @param recency how much a sample of some age counts
   */
  public OptionalDouble mean(String modelId, boolean streamed, Recency recency, int minSamples) {
    Slices slices = known.get(new Key(modelId, streamed));
    return slices == null
        ? OptionalDouble.empty()
        : slices.mean(nanoTime.getAsLong(), recency, minSamples);
  }

  /** Forgets the models that there are no more. */
  void keepOnly(Set<String> modelIds) {
    known.keySet().removeIf(key -> !modelIds.contains(key.modelId()));
  }

  @Override
  public void ended(AttemptEnd end) {
    boolean answered = end.ending() == Ending.SUCCESS;
    boolean told = answered || end.ending() == Ending.OVERTAKEN;
    if (!told || end.record().callType() == CallType.PASSTHROUGH) {
      return;
    }
    boolean streamed = end.record().stream();
    long millis =
        streamed
            ? end.record().ttftMs().orElse(end.record().durationMs())
            : end.record().durationMs();
    long now = nanoTime.getAsLong();
    Slices slices =
        known.computeIfAbsent(new Key(end.record().modelId(), streamed), absent -> new Slices(now));
    if (answered) {
      slices.add(now, millis);
    } else {
      slices.addAtLeast(now, millis);
    }
  }

  private static final class Slices {
    private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(Recency.SLICE_SECONDS);

    private final ReentrantLock lock = new ReentrantLock();
    private final long startedAt;
    private final long[] sums = new long[Recency.SLICES];
    private final int[] samples = new int[Recency.SLICES];
    private long newest;
    private @Nullable Older older;

    /** The weighted sums of the slices before one. */
    private record Older(Recency recency, long than, double sum, double weight, long samples) {}

    Slices(long startedAt) {
      this.startedAt = startedAt;
    }

    void add(long now, long millis) {
      lock.lock();
      try {
        advance(now);
        int slice = (int) (newest % sums.length);
        sums[slice] += millis;
        samples[slice]++;
      } finally {
        lock.unlock();
      }
    }

    /** Adds a sample of which only the least is known, unless the others say as much. */
    void addAtLeast(long now, long millis) {
      lock.lock();
      try {
        advance(now);
        if (millis * (double) Arrays.stream(samples).sum() >= Arrays.stream(sums).sum()) {
          add(now, millis);
        }
      } finally {
        lock.unlock();
      }
    }

    OptionalDouble mean(long now, Recency recency, int minSamples) {
      lock.lock();
      try {
        advance(now);
        Older before = older(recency);
        int slice = (int) (newest % sums.length);
        return before.samples() + samples[slice] < minSamples
            ? OptionalDouble.empty()
            : OptionalDouble.of((before.sum() + sums[slice]) / (before.weight() + samples[slice]));
      } finally {
        lock.unlock();
      }
    }

    /** Nothing is ever added to a slice once the next one runs. */
    private Older older(Recency recency) {
      Older known = older;
      if (known == null || !known.recency().equals(recency) || known.than() != newest) {
        known = sumOfOlder(recency);
        older = known;
      }
      return known;
    }

    private Older sumOfOlder(Recency recency) {
      double sum = 0;
      double weight = 0;
      long counted = 0;
      int reach = (int) Math.min(newest + 1, Math.min(recency.slices(), sums.length));
      for (int age = 1; age < reach; age++) {
        int slice = (int) ((newest - age) % sums.length);
        sum += recency.weight(age) * sums[slice];
        weight += recency.weight(age) * samples[slice];
        counted += samples[slice];
      }
      return new Older(recency, newest, sum, weight, counted);
    }

    /** Empties the slices that have begun since the last look; a clock never goes back here. */
    private void advance(long now) {
      long current = Math.max(0, now - startedAt) / SLICE_NANOS;
      long first = Math.max(newest + 1, current - sums.length + 1);
      for (long slice = first; slice <= current; slice++) {
        sums[(int) (slice % sums.length)] = 0;
        samples[(int) (slice % sums.length)] = 0;
      }
      newest = Math.max(newest, current);
    }
  }
}
