package io.routerly.store.file;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/**
 * The totals of archives, of which only so many are kept: those by the hour of a few archives that
 * were asked for lately, and those by the day, which are small, of many more. Thread-safe.
 */
final class ArchiveShelf {
  /** Of sums by the hour and stretches. */
  private static final long MOST_BYTES = 20L << 20;

  /** Of sums by the day, which hold two years of a thousand kinds of records each day. */
  private static final long MOST_DAILY_BYTES = 40L << 20;

  private static final int STRETCH_BYTES = 64;

  private final Cache<Archive, LedgerView> views;
  private final Cache<Archive, DailyTotals> days;

  ArchiveShelf() {
    this(MOST_BYTES, MOST_DAILY_BYTES);
  }

  /**
   * @param mostBytes of sums by the hour
   * @param mostDailyBytes of sums by the day
   */
  ArchiveShelf(long mostBytes, long mostDailyBytes) {
    views =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes)
            .weigher((Archive archive, LedgerView view) -> bytes(view))
            .executor(Runnable::run)
            .build();
    days =
        Caffeine.newBuilder()
            .maximumWeight(mostDailyBytes)
            .weigher((Archive archive, DailyTotals daily) -> 1 + daily.bytes())
            .executor(Runnable::run)
            .build();
  }

  private static int bytes(LedgerView view) {
    return 1 + view.totals().bytes() + STRETCH_BYTES * view.stretches().size();
  }

  Optional<LedgerView> get(Archive archive) {
    return Optional.ofNullable(views.getIfPresent(archive));
  }

  Optional<DailyTotals> days(Archive archive) {
    return Optional.ofNullable(days.getIfPresent(archive));
  }

  void put(Archive archive, LedgerView view) {
    views.put(archive, view);
    putDays(archive, view);
  }

  /** Keeps the totals by the day alone. */
  void putDays(Archive archive, LedgerView view) {
    days.put(archive, view.totals().days());
  }

  void remove(Archive archive) {
    views.invalidate(archive);
    days.invalidate(archive);
  }
}
