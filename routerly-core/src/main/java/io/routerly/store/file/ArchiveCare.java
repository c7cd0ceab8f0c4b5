package io.routerly.store.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after archives: sees that their totals are there, compresses them, and removes those that
 * are too old, as the settings want it. For one thread.
 */
final class ArchiveCare {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveCare.class);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final Archives archives;
  private final DiskOps disk;
  private final Clock clock;

  private Optional<Instant> lastLook = Optional.empty();
  private Optional<ArchiveLimits> lastLimits = Optional.empty();
  private List<Archive> lastList = List.of();

  ArchiveCare(Archives archives, DiskOps disk, Clock clock) {
    this.archives = archives;
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
    for (Archive archive : archives.list()) {
      if (Thread.currentThread().isInterrupted()) {
        return; // The service is stopping.
      }
      lookAfter(archive, limits, now);
    }
    lastLook = Optional.of(now);
    lastLimits = Optional.of(limits);
    lastList = archives.list();
  }

  /** What is damaged stays as it is: a person may find more in it than totals from before tell. */
  private static boolean isPlainAndWhole(Archive archive) {
    return !GzipLedger.isZipped(archive.volume().path()) && archive.problem().isEmpty();
  }

  private void lookAfter(Archive archive, ArchiveLimits limits, Instant now) {
    try {
      long newest = archive.head().lastSecond();
      Optional<Long> oldest =
          limits
              .retentionMonths()
              .map(months -> now.atOffset(ZoneOffset.UTC).minusMonths(months).toEpochSecond());
      if (oldest.filter(limit -> newest < limit).isPresent()) {
        archives.remove(archive);
        LOG.warn("{} was removed: all of it is older than the retention", archive.shownAs());
      } else if (limits.gzip() && isPlainAndWhole(archive)) {
        new ArchivePacking(disk).pack(archive);
      }
    } catch (ArchiveDamagedException e) {
      LOG.debug("passed over", e); // It was told of when it was found.
    } catch (InterruptedIOException e) {
      LOG.debug("left for the next start", e);
    } catch (IOException e) {
      LOG.warn("{} could not be looked after; it will be tried again", archive.shownAs(), e);
    }
  }
}
