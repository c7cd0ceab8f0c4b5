package io.routerly.health;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How long the successful answers of each model recently took: streamed ones to their first byte,
 * buffered ones to their end.
 *
 * <p>What is kept of a model is a sum and a weight that fade together, for each of the half-lives
 * that are asked for. Thread-safe; constant size per model and half-life.
 */
public final class Latencies implements OutcomeObserver {
  private final LongSupplier nanoTime;
  private final Map<Duration, Map<Key, Fading>> byHalfLife = new ConcurrentHashMap<>();

  private record Key(String modelId, boolean streamed) {}

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public Latencies(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Sees to it that means of this half-life are kept from now on. */
  public void keep(Duration halfLife) {
    byHalfLife.computeIfAbsent(halfLife, absent -> new ConcurrentHashMap<>());
  }

  /**
   * Returns the mean time in milliseconds, a sample counting {@code 0.5 ^ (age / halfLife)}, or
   * empty with fewer than {@code minSamples} since the start.
   *
   * @param halfLife one that is kept
   */
  public OptionalDouble mean(String modelId, boolean streamed, Duration halfLife, int minSamples) {
    Fading known = byHalfLife.getOrDefault(halfLife, Map.of()).get(new Key(modelId, streamed));
    return known == null ? OptionalDouble.empty() : known.mean(minSamples);
  }

  @Override
  public void ended(AttemptEnd end) {
    if (end.ending() != Ending.SUCCESS) {
      return;
    }
    boolean streamed = end.record().stream();
    long millis =
        streamed
            ? end.record().ttftMs().orElse(end.record().durationMs())
            : end.record().durationMs();
    Key key = new Key(end.record().modelId(), streamed);
    byHalfLife.forEach(
        (halfLife, means) ->
            means
                .computeIfAbsent(key, absent -> new Fading())
                .add(millis, nanoTime.getAsLong(), halfLife));
  }

  private static final class Fading {
    private final ReentrantLock lock = new ReentrantLock();
    private double sum;
    private double weight;
    private long samples;
    private long at;

    void add(long millis, long now, Duration halfLife) {
      lock.lock();
      try {
        double halves = (double) (now - at) / TimeUnit.SECONDS.toNanos(halfLife.toSeconds());
        double fade = samples == 0 ? 0 : Math.pow(0.5, Math.max(0, halves));
        sum = sum * fade + millis;
        weight = weight * fade + 1;
        samples++;
        at = now;
      } finally {
        lock.unlock();
      }
    }

    OptionalDouble mean(int minSamples) {
      lock.lock();
      try {
        return samples < minSamples ? OptionalDouble.empty() : OptionalDouble.of(sum / weight);
      } finally {
        lock.unlock();
      }
    }
  }
}
