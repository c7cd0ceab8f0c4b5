package io.routerly.store.file;

import io.routerly.domain.UsageRecord;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the ledger, where records are added.
 *
 * <p>Before each record it makes sure that the file ends as it left it: that nothing is left of a
 * write that failed, and that nobody else changed or replaced the file. A file that someone else
 * changed is checked as a start would, and taken over if it is whole. While it is not, records are
 * refused at once, and only {@link #recover} looks at it again. For one thread at a time, but for
 * {@link #sync}, {@link #end} and {@link #problem}.
 */
final class LedgerEnd implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerEnd.class);

  /** A comma and a line feed. */
  private static final int SEPARATOR_BYTES = 2;

  /** Checks and opens what someone else made of the ledger. */
  @FunctionalInterface
  interface Reopening {
    LedgerOpening.Opened reopen() throws IOException;
  }

  private final HomeLayout layout;
  private final Reopening reopening;

  /** Tell whether a file that was refused may be another one by now. */
  private final FileStamps stamps;

  private volatile LedgerFile file;

  /** What is known of the records; the closing bracket follows the last one. */
  private LedgerContents contents;

  private LedgerVolume volume;

  /** The end of the records, for those without the lock. */
  private volatile long recordsEnd;

  /** Which file it is, so that another one put in its place is noticed. */
  private Object identity;

  /** Whether another file has taken the name of the one that is open. */
  private boolean displaced;

  /** Whether the file may not end as it should, after a write that failed. */
  private boolean frayed;

  private volatile Optional<ConfigProblem> problem = Optional.empty();

  LedgerEnd(HomeLayout layout, LedgerOpening.Opened opened, Reopening reopening) {
    this.layout = layout;
    this.reopening = reopening;
    stamps = new FileStamps(List.of(layout.usage()));
    file = opened.file();
    contents = opened.contents();
    recordsEnd = contents.end();
    volume = new LedgerVolume(layout.usage());
    identity = FileStamps.identity(layout.usage());
  }

  /**
   * Adds a record.
   *
   * @param text a comma, a line feed, the record, and the end of the array
   */
  void append(JsonBytes text, UsageRecord record) throws IOException {
    requireSound();
    long end = contents.end();
    int skipped = contents.count() == 0 ? 1 : 0; // The first record has no comma before it.
    int length = text.length() - skipped;
    frayed = true;
    try {
      file.write(end, text.bytes(), skipped, length);
      frayed = false;
    } catch (IOException e) {
      mendAfter(e);
      throw e;
    }
    int to = text.length() - LedgerTail.CLOSING.length;
    contents.written(record, text.bytes(), SEPARATOR_BYTES, to, end + SEPARATOR_BYTES - skipped);
    recordsEnd = contents.end();
  }

  private void requireSound() throws IOException {
    mendIfFrayed();
    requireNoProblem();
    if (isChanged()) {
      takeOver();
    }
  }

  /**
   * Makes sure that a record can be added, and puts right what can be put right; takes as long as a
   * start if someone else changed the file.
   *
   * <p>Also looks whether the file's name still leads to it, which costs too much before each
   * record. A file that was refused is checked again only after it was changed.
   */
  void recover() throws IOException {
    noteIfDisplaced();
    mendIfFrayed();
    if (problem.isPresent() ? stamps.mayHaveChanged() : isChanged()) {
      takeOver();
    }
    requireNoProblem();
  }

  private void noteIfDisplaced() {
    displaced |= !identity.equals(FileStamps.identity(layout.usage()));
  }

  private boolean isChanged() throws IOException {
    return displaced || file.length() != contents.end() + LedgerTail.CLOSING.length;
  }

  private void requireNoProblem() throws IOException {
    Optional<ConfigProblem> present = problem;
    if (present.isPresent()) {
      throw new IOException(present.get().toString());
    }
  }

  private void mendIfFrayed() throws IOException {
    if (frayed && !displaced && file.length() >= contents.end()) {
      mend();
    }
  }

  /** Ends the array behind the last whole record, where a failed write left something else. */
  private void mend() throws IOException {
    long end = contents.end();
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

  /** Goes on with what someone else made of the ledger, if it is whole. */
  private void takeOver() throws IOException {
    try {
      LedgerOpening.Opened opened = reopening.reopen();
      volume.vanish();
      use(opened, new LedgerVolume(layout.usage()));
      LOG.warn("usage.json was changed while the service runs; {} records count", contents.count());
    } catch (HomeRefusedException e) {
      problem = e.problems().stream().findFirst();
      throw new IOException(e.getMessage(), e);
    } catch (IOException e) {
      problem = Optional.of(unreadable(e));
      throw e;
    }
  }

  private void use(LedgerOpening.Opened opened, LedgerVolume in) throws IOException {
    LedgerFile before = file;
    file = opened.file();
    contents = opened.contents();
    recordsEnd = contents.end();
    volume = in;
    identity = FileStamps.identity(layout.usage());
    displaced = false;
    frayed = false;
    problem = Optional.empty();
    before.close();
  }

  private static ConfigProblem unreadable(IOException cause) {
    return new ConfigProblem(
        "usage.json",
        "",
        "was changed while the service runs and cannot be read (" + cause + "): put it back",
        Severity.ERROR);
  }

  /** Says that the file was not begun before that month. */
  void notBegunBefore(YearMonth month) {
    contents.notBegunBefore(month);
  }

  /** Returns whether there are records in a file that was begun before that month. */
  boolean isOlderThan(YearMonth month) {
    return contents.isOlderThan(month);
  }

  /**
   * Gives the file its name in the archive and goes on with the empty one that lies ready.
   *
   * <p>If that cannot be done, the file keeps its name; if not even that, whatever lies there is
   * taken over later.
   *
   * @param month in which the empty file begins
   * @return what the file holds that was moved away
   */
  LedgerPart.Current moveAway(Path target, YearMonth month, DiskOps disk) throws IOException {
    recover();
    LedgerFile fresh = LedgerFile.existing(layout.usageNext());
    try {
      file.sync();
      new LedgerMove(layout, volume, disk).run(target);
    } catch (IOException e) {
      fresh.close();
      noteIfDisplaced();
      throw e;
    }
    LedgerPart.Current closed = part();
    LedgerContents empty = LedgerContents.none();
    empty.beginIn(month);
    use(new LedgerOpening.Opened(fresh, empty), new LedgerVolume(layout.usage()));
    return closed;
  }

  /** Returns all records up to now. */
  LedgerPart.Current part() {
    return new LedgerPart.Current(volume, contents.view());
  }

  /** Returns the offset after the last record. Thread-safe. */
  long end() {
    return recordsEnd;
  }

  /** Returns what is wrong with the file at present. Thread-safe. */
  Optional<ConfigProblem> problem() {
    return problem;
  }

  /** Has all records reach the disk. Thread-safe. */
  void sync() throws IOException {
    LedgerFile synced = file;
    try {
      synced.sync();
    } catch (IOException e) {
      if (synced == file) {
        throw e;
      }
      file.sync(); // The other one was synchronised before it was closed.
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
