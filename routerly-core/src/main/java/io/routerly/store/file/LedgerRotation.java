package io.routerly.store.file;

import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the ledger of past months to the archive and begins an empty one.
 *
 * <p>A crash after any step leaves every record in one file and in one only: either the ledger
 * still has its name, or it has that of the archive and the empty one lies ready under the name
 * that {@link LedgerOpening} looks for. One thread at a time.
 */
final class LedgerRotation {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerRotation.class);
  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);
  private static final byte[] NO_RECORDS = {'[', '\n', ']', '\n'};

  private final HomeLayout layout;
  private final Archives archives;
  private final DiskOps disk;
  private final Clock clock;

  private Instant notBefore = Instant.MIN;
  private volatile Optional<ConfigProblem> problem = Optional.empty();

  LedgerRotation(HomeLayout layout, Archives archives, DiskOps disk, Clock clock) {
    this.layout = layout;
    this.archives = archives;
    this.disk = disk;
    this.clock = clock;
  }

  /**
   * Archives the ledger if it was begun in a month before the present one.
   *
   * @param lock guards the end; held only while names change
   * @return whether it did
   */
  boolean runIfDue(LedgerEnd end, ReentrantLock lock) {
    Instant now = clock.instant();
    YearMonth month = LedgerContents.monthOf(now);
    if (now.isBefore(notBefore)) {
      return false;
    }
    notBefore = Instant.MIN;
    problem = Optional.empty();
    if (!isDue(end, lock, month)) {
      return false;
    }
    try {
      finish(run(end, lock, month));
      return true;
    } catch (IOException e) {
      LOG.error("usage.json could not be moved to the archive; it will be tried again", e);
      notBefore = now.plus(RETRY_AFTER);
      problem = Optional.of(failed(e));
      return false;
    }
  }

  /** What follows an archive was begun after the archive's month, if with late records of it. */
  private boolean isDue(LedgerEnd end, ReentrantLock lock, YearMonth month) {
    List<Archive> before = archives.list();
    lock.lock();
    try {
      if (!before.isEmpty()) {
        end.notBegunBefore(before.get(before.size() - 1).name().month().plusMonths(1));
      }
      return end.isOlderThan(month);
    } finally {
      lock.unlock();
    }
  }

  private Archive run(LedgerEnd end, ReentrantLock lock, YearMonth month) throws IOException {
    disk.makeFolder(archives.folder());
    disk.write(layout.usageNext(), NO_RECORDS);
    disk.syncFolder(layout.data());
    end.sync(); // Leaves little to synchronise while appending waits.
    lock.lock();
    try {
      ArchiveName name = archives.free(nameMonth(end, month));
      Path target = archives.folder().resolve(name.plain());
      return archives.add(name, end.moveAway(target, month, disk));
    } finally {
      lock.unlock();
    }
  }

  /** Without this, a crash would cost the next start some time. */
  private void finish(Archive archive) {
    LOG.info("usage.json of past months is now {}", archive.shownAs());
    try {
      disk.syncFolder(layout.data());
      archive.store(archive.view());
    } catch (IOException e) {
      LOG.warn("the archiving of {} may not be on the disk yet", archive.shownAs(), e);
    }
  }

  /** The last record may be of the new month already, which the archive is not named after. */
  private static YearMonth nameMonth(LedgerEnd end, YearMonth month) {
    YearMonth newest =
        LedgerContents.monthOf(Instant.ofEpochSecond(end.part().head().lastSecond()));
    return newest.isBefore(month) ? newest : month.minusMonths(1);
  }

  /** Returns why the last try failed. Thread-safe. */
  Optional<ConfigProblem> problem() {
    return problem;
  }

  private static ConfigProblem failed(IOException cause) {
    return new ConfigProblem(
        "usage.json",
        "",
        "of past months cannot be moved to data/archive ("
            + cause
            + "); it grows on meanwhile: look at the disk",
        Severity.WARNING);
  }
}
