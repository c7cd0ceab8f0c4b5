package io.routerly.health;

import io.routerly.domain.UsageRecord;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many tokens the answers of each model recently had.
 *
 * <p>Sizes are counted in classes, four to each doubling; when a model has {@value #REMEMBERED}
 * answers all counts are halved, so that the latest ones weigh most. Thread-safe; constant size per
 * model.
 */
public final class OutputSizes implements OutcomeObserver {
  private static final int REMEMBERED = 1000;
  private static final int PER_DOUBLING = 4;
  private static final int CLASSES = 26 * PER_DOUBLING;

  private final Map<String, Histogram> models = new ConcurrentHashMap<>();

  /** Returns the mean number of tokens, or empty while nothing is known. */
  public OptionalLong mean(String modelId) {
    Seen seen = seen(modelId);
    return seen.answers() == 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.round(seen.tokens() / seen.answers()));
  }

  /** Returns the answers of a model that are remembered. */
  public Seen seen(String modelId) {
    Histogram known = models.get(modelId);
    return known == null ? Seen.NOTHING : known.seen();
  }

  /**
   * Returns the number of tokens that this share of the answers does not exceed, rounded up by less
   * than a fifth; empty while nothing is known.
   *
   * @param share from 0 to 1
   */
  public OptionalLong percentile(String modelId, double share) {
    Histogram known = models.get(modelId);
    return known == null ? OptionalLong.empty() : known.percentile(share);
  }

  /**
   * Returns how many tokens an answer is expected to have: as many as this model's answers recently
   * had on average, and no more than the client wants.
   *
   * @param otherwise what is expected while nothing is known
   */
  public long expected(String modelId, OptionalLong most, long otherwise) {
    return Math.min(mean(modelId).orElse(otherwise), most.orElse(Long.MAX_VALUE));
  }

  /** Forgets the models that there are no more. */
  void keepOnly(Set<String> modelIds) {
    models.keySet().retainAll(modelIds);
  }

  @Override
  public void ended(AttemptEnd end) {
    UsageRecord record = end.record();
    if (end.ending() == Ending.SUCCESS && record.tokens().output() > 0) {
      models
          .computeIfAbsent(record.modelId(), absent -> new Histogram())
          .add(record.tokens().output());
    }
  }

  /**
   * What answers came to, those of one model or of several.
   *
   * @param answers how many; no whole number, once old ones have begun to count less
   * @param tokens how many tokens they had together
   */
  public record Seen(double answers, double tokens) {
    /** No answers. */
    public static final Seen NOTHING = new Seen(0, 0);
  }

  private static final class Histogram {
    private final ReentrantLock lock = new ReentrantLock();
    private final double[] counts = new double[CLASSES];
    private double total;
    private double sum;

    void add(long tokens) {
      lock.lock();
      try {
        counts[classOf(tokens)]++;
        total++;
        sum += tokens;
        if (total >= REMEMBERED) {
          halve();
        }
      } finally {
        lock.unlock();
      }
    }

    private void halve() {
      for (int i = 0; i < CLASSES; i++) {
        counts[i] /= 2;
      }
      total /= 2;
      sum /= 2;
    }

    Seen seen() {
      lock.lock();
      try {
        return new Seen(total, sum);
      } finally {
        lock.unlock();
      }
    }

    OptionalLong percentile(double share) {
      lock.lock();
      try {
        double below = 0;
        for (int i = 0; i < CLASSES; i++) {
          below += counts[i];
          if (below >= share * total) {
            return OptionalLong.of(largestIn(i));
          }
        }
        return OptionalLong.of(largestIn(CLASSES - 1));
      } finally {
        lock.unlock();
      }
    }

    private static int classOf(long tokens) {
      double doublings = Math.log((double) tokens) / Math.log(2);
      return Math.min(CLASSES - 1, (int) Math.ceil(doublings * PER_DOUBLING - 1e-9));
    }

    private static long largestIn(int sizeClass) {
      return (long) Math.floor(Math.pow(2, sizeClass / (double) PER_DOUBLING) + 1e-6);
    }
  }
}
