package io.routerly.translation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was used last, up to a weight and for a time; what was used longest ago goes first.
 *
 * <p>Strictly so: a cache that keeps what is asked for often would turn away new entries, each of
 * which is asked for once or twice and soon. Thread-safe; each operation takes constant time.
 */
final class RecentlyUsed<K, V> {
  private static final float LOAD = 0.75f;

  private final long mostWeight;
  private final long longestNanos;
  private final ToLongBiFunction<K, V> weigher;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<K, Entry<V>> entries = new LinkedHashMap<>(16, LOAD, true);
  private long weight;

  private record Entry<V>(V value, long weight, long usedAt) {}

  /**
   * @param longest how long something is kept after its last use
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  RecentlyUsed(
      long mostWeight, Duration longest, ToLongBiFunction<K, V> weigher, LongSupplier nanoTime) {
    this.mostWeight = mostWeight;
    this.longestNanos = longest.toNanos();
    this.weigher = weigher;
    this.nanoTime = nanoTime;
  }

  /** Keeps a value, in the place of the one of that key; not if it alone is too heavy. */
  void put(K key, V value) {
    long itsWeight = weigher.applyAsLong(key, value);
    long now = nanoTime.getAsLong();
    lock.lock();
    try {
      forget(entries.remove(key));
      if (itsWeight <= mostWeight) {
        entries.put(key, new Entry<>(value, itsWeight, now));
        weight += itsWeight;
      }
      trim(now);
    } finally {
      lock.unlock();
    }
  }

  /** Returns the value, which counts as a use of it. */
  Optional<V> get(K key) {
    long now = nanoTime.getAsLong();
    lock.lock();
    try {
      trim(now);
      Entry<V> known = entries.get(key);
      if (known == null) {
        return Optional.empty();
      }
      entries.put(key, new Entry<>(known.value(), known.weight(), now));
      return Optional.of(known.value());
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many values are kept. */
  int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  private void trim(long now) {
    var oldest = entries.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<K, Entry<V>> entry = oldest.next();
      if (weight <= mostWeight && now - entry.getValue().usedAt() <= longestNanos) {
        return;
      }
      oldest.remove();
      forget(entry.getValue());
    }
  }

  private void forget(@Nullable Entry<V> entry) {
    if (entry != null) {
      weight -= entry.weight();
    }
  }
}
