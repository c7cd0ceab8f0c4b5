package io.routerly.store.file;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/**
 * The totals of archives, of which only so many are kept: those by the hour of a few archives that
 * were asked for lately, and those by the day, which are small, of many more. Thread-safe.
 */
final class ArchiveShelf {
  /** How many sums and stretches in all; some 20 MB. */
  private static final long MOST = 100_000;

  /** How many sums by the day; some 40 MB, which hold fifteen years of 35 kinds of records. */
  private static final long MOST_DAILY = 200_000;

  private final Cache<Archive, LedgerView> views =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .weigher(
              (Archive archive, LedgerView view) ->
                  1 + view.totals().size() + view.stretches().size())
          .executor(Runnable::run)
          .build();

  private final Cache<Archive, DailyTotals> days =
      Caffeine.newBuilder()
          .maximumWeight(MOST_DAILY)
          .weigher((Archive archive, DailyTotals daily) -> 1 + daily.size())
          .executor(Runnable::run)
          .build();

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
