package io.routerly.store.file;

import io.routerly.store.ConfigProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the ledger, where records are added.
 *
 * <p>Before each record it makes sure that the file ends as it left it: that nothing is left of a
 * write that failed, and that nobody else changed or replaced the file. For one thread at a time,
 * but for {@link #sync}.
 */
final class LedgerEnd implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LedgerEnd.class);

  private final HomeLayout layout;
  private final Clock clock;
  private volatile LedgerFile file;
  private LedgerIndex index;

  /** Offset after the last record; the closing bracket follows. */
  private long end;

  /** Which file it is, so that another one put in its place is noticed. */
  private Object identity;

  /** Whether another file has taken the name of the one that is open. */
  private boolean displaced;

  /** Whether the file may not end as it should, after a write that failed. */
  private boolean frayed;

  private volatile Optional<ConfigProblem> problem = Optional.empty();

  LedgerEnd(HomeLayout layout, Clock clock, LedgerOpening.Opened opened) {
    this.layout = layout;
    this.clock = clock;
    file = opened.file();
    index = opened.index();
    end = opened.end();
    identity = FileStamps.identity(layout.usage());
  }

  /**
   * Adds a record.
   *
   * @param text a comma, a line feed, the record, and the end of the array
   * @param second the second of the epoch of its timestamp
   */
  void append(JsonBytes text, long second) throws IOException {
    requireSound();
    int skipped = index.count() == 0 ? 1 : 0; // The first record has no comma before it.
    int length = text.length() - skipped;
    frayed = true;
    try {
      file.write(end, text.bytes(), skipped, length);
      frayed = false;
    } catch (IOException e) {
      mendAfter(e);
      throw e;
    }
    long from = end + 2 - skipped;
    end += length - LedgerTail.CLOSING.length;
    index.add(from, end, second);
  }

  /** Makes sure that a record can be added, and puts right what can be put right. */
  void requireSound() throws IOException {
    if (frayed && !displaced && file.length() >= end) {
      mend();
    }
    if (displaced || file.length() != end + LedgerTail.CLOSING.length) {
      reopen();
    }
  }

  /** Looks whether the file's name still leads to it, which costs too much before each record. */
  void look() {
    displaced |= !identity.equals(FileStamps.identity(layout.usage()));
  }

  /** Ends the array behind the last whole record, where a failed write left something else. */
  private void mend() throws IOException {
    file.write(end, LedgerTail.CLOSING, 0, LedgerTail.CLOSING.length);
    file.truncate(end + LedgerTail.CLOSING.length);
    frayed = false;
  }

  /** Readers of the file should find a valid array even while the disk is full. */
  private void mendAfter(IOException failure) {
    try {
      mend();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Takes over what someone else made of the ledger, if it is whole. */
  private void reopen() throws IOException {
    List<ConfigProblem> notices = new ArrayList<>();
    try {
      LedgerOpening.Opened opened =
          new LedgerOpening(layout, new DiskOps(), clock, notices).reopen();
      file.close();
      file = opened.file();
      index = opened.index();
      end = opened.end();
      identity = FileStamps.identity(layout.usage());
      displaced = false;
      frayed = false;
      problem = Optional.empty();
      log.warn("usage.json was changed while the service runs; {} records count", index.count());
    } catch (HomeRefusedException e) {
      problem = e.problems().stream().findFirst();
      throw new IOException(problem.map(ConfigProblem::message).orElse("damaged"), e);
    }
  }

  /** Returns a reader of all records up to now. */
  LedgerReader reader() {
    Path path = layout.usage();
    return new LedgerReader(path, index.snapshot());
  }

  /** Returns what is wrong with the file at present. Thread-safe. */
  Optional<ConfigProblem> problem() {
    return problem;
  }

  /** Has all records reach the disk. Thread-safe. */
  void sync() throws IOException {
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
