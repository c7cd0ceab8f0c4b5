package io.routerly.store.file;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon thread that archives the ledger when a month is over, compresses archives, and removes
 * old ones; a thread of its own, because some of that takes long.
 */
final class ArchiveKeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveKeeping.class);
  private static final long EVERY_MS = 1000;

  private final FileUsageStore usage;
  private final Supplier<ArchiveLimits> limits;
  private final ScheduledExecutorService thread = DaemonThreads.one("routerly-archive");

  /**
   * @param limits what is to become of archives as configured at present
   */
  ArchiveKeeping(FileUsageStore usage, Supplier<ArchiveLimits> limits) {
    this.usage = usage;
    this.limits = limits;
    var unused =
        thread.scheduleWithFixedDelay(this::run, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /** An exception that got out would end the repetition without a word. */
  private void run() {
    try {
      usage.rotateIfDue();
      usage.careForArchives(limits.get());
    } catch (RuntimeException e) {
      LOG.error("looking after archives failed; it will be tried again", e);
    }
  }

  @Override
  public void close() {
    DaemonThreads.end(thread);
  }
}
