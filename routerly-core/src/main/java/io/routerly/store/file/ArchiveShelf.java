package io.routerly.store.file;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/**
 * The totals of archives that were asked for lately, of which only so many are kept. Thread-safe.
 */
final class ArchiveShelf {
  /** How many sums and stretches in all; some 20 MB. */
  private static final long MOST = 100_000;

  private final Cache<Archive, LedgerView> views =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .weigher(
              (Archive archive, LedgerView view) ->
                  1 + view.totals().size() + view.stretches().size())
          .executor(Runnable::run)
          .build();

  Optional<LedgerView> get(Archive archive) {
    return Optional.ofNullable(views.getIfPresent(archive));
  }

  void put(Archive archive, LedgerView view) {
    views.put(archive, view);
  }

  void remove(Archive archive) {
    views.invalidate(archive);
  }
}
