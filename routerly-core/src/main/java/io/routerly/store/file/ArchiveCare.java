package io.routerly.store.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after archives: sees that their totals are there and those by the day in memory, compresses
 * them, and removes those that are too old, as the settings want it. For one thread.
 */
final class ArchiveCare {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveCare.class);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final Archives archives;
  private final Supplier<LedgerPart> current;
  private final DiskOps disk;
  private final Clock clock;

  private Optional<Instant> lastLook = Optional.empty();
  private Optional<ArchiveLimits> lastLimits = Optional.empty();
  private List<Archive> lastList = List.of();

  /** Those whose totals by the day were asked for, which need not be done twice. */
  private final Set<Archive> met = new HashSet<>();

  /**
   * @param current the file that is written to, as it is at present
   */
  ArchiveCare(Archives archives, Supplier<LedgerPart> current, DiskOps disk, Clock clock) {
    this.archives = archives;
    this.current = current;
    this.disk = disk;
    this.clock = clock;
  }

  /** Does what is to be done, if anything may have changed. */
  void run(ArchiveLimits limits) {
    Instant now = clock.instant();
    boolean lately = lastLook.filter(last -> now.isBefore(last.plus(LOOK_EVERY))).isPresent();
    if (lately && lastLimits.equals(Optional.of(limits)) && lastList.equals(archives.list())) {
      return;
    }
    archives.refresh();
    if (!meet() || !lookAfter(limits, now)) {
      return; // The service is stopping.
    }
    lastLook = Optional.of(now);
    lastLimits = Optional.of(limits);
    lastList = archives.list();
  }

  /**
   * Asks archives for their totals by the day, newest first, so that people seldom wait for them.
   *
   * @return whether it came to the end
   */
  private boolean meet() {
    List<Archive> newestFirst = new ArrayList<>(archives.list());
    Collections.reverse(newestFirst);
    for (Archive archive : newestFirst) {
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
      if (met.add(archive)) {
        run(archive, () -> archive.days().whole());
      }
    }
    met.retainAll(newestFirst);
    return true;
  }

  /** Returns whether it came to the end. */
  private boolean lookAfter(ArchiveLimits limits, Instant now) {
    for (Archive archive : archives.list()) {
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
      run(archive, () -> lookAfter(archive, limits, now));
    }
    return true;
  }

  /** What is damaged stays as it is: a person may find more in it than totals from before tell. */
  private static boolean isPlainAndWhole(Archive archive) {
    return !GzipLedger.isZipped(archive.volume().path()) && archive.problem().isEmpty();
  }

  private void lookAfter(Archive archive, ArchiveLimits limits, Instant now) throws IOException {
    Optional<Integer> months = limits.retentionMonths();
    if (months.isPresent() && isTooOld(archive, months.get(), now)) {
      archives.remove(archive);
      LOG.warn("{} was removed: all of it is older than the retention", archive.shownAs());
    } else if (limits.gzip() && isPlainAndWhole(archive)) {
      new ArchivePacking(disk).pack(archive);
    }
  }

  /** Only what the clock takes for old is worth a look at the whole ledger. */
  private boolean isTooOld(Archive archive, int months, Instant now) throws IOException {
    long newest = archive.head().lastSecond();
    if (newest >= Retention.before(now, months)) {
      return false;
    }
    List<LedgerPart> parts = new ArrayList<>(archives.list());
    parts.add(current.get());
    return newest < Retention.before(Retention.agreedTime(parts, now), months);
  }

  private static void run(Archive archive, LedgerVolume.Step step) {
    try {
      step.run();
    } catch (ArchiveDamagedException e) {
      LOG.debug("passed over", e); // It was told of when it was found.
    } catch (InterruptedIOException e) {
      LOG.debug("left for the next start", e);
    } catch (IOException e) {
      LOG.warn("{} could not be looked after; it will be tried again", archive.shownAs(), e);
    }
  }
}
