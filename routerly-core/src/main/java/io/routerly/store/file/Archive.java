package io.routerly.store.file;

import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An archived file of the ledger, to which nothing is added any more.
 *
 * <p>What is known of it lies in a file of totals beside it, is loaded when it is asked for, and
 * kept as long as the shelf has room, which holds totals by the day longer than all the others.
 * Totals that are missing or damaged, or that were made when the archive looked otherwise from
 * outside, are reckoned anew from the archive. If that is damaged, totals from before still tell
 * what its records summed up to. Thread-safe.
 */
final class Archive implements LedgerPart {
  private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
  private static final int HEAD_BYTES = 4096;

  private final ArchiveName name;
  private final LedgerVolume volume;
  private final ArchiveShelf shelf;
  private final DiskOps disk;

  /** Guards loading, so that nobody reckons what another thread is reckoning. */
  private final ReentrantLock loading = new ReentrantLock();

  private volatile Optional<LedgerView.Head> head = Optional.empty();
  private volatile Optional<Damage> damage = Optional.empty();

  /** Why it cannot be read, and how it looked then. */
  private record Damage(Optional<FileStamp> stamp, String message) {}

  Archive(ArchiveName name, LedgerVolume volume, ArchiveShelf shelf, DiskOps disk) {
    this.name = name;
    this.volume = volume;
    this.shelf = shelf;
    this.disk = disk;
  }

  ArchiveName name() {
    return name;
  }

  LedgerVolume volume() {
    return volume;
  }

  /** Returns how the file is called in messages. */
  String shownAs() {
    return "archive/" + volume.path().getFileName();
  }

  /** Returns the times by its totals, or for want of them by its name. */
  @Override
  public Span span() {
    try {
      return Span.of(head());
    } catch (IOException e) {
      long end = name.month().plusMonths(1).atDay(2).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
      return new Span(Long.MIN_VALUE, end);
    }
  }

  @Override
  public LedgerView.Head head() throws IOException {
    Optional<LedgerView.Head> known = head.or(this::storedHead);
    head = known;
    return known.isPresent() ? known.get() : view().head();
  }

  @Override
  public LedgerFile open() throws IOException {
    return volume.open();
  }

  @Override
  public LedgerView view() throws IOException {
    Optional<LedgerView> kept = shelf.get(this);
    if (kept.isPresent()) {
      return kept.get();
    }
    loading.lock();
    try {
      Optional<LedgerView> since = shelf.get(this);
      return since.isPresent() ? since.get() : load(this::take);
    } finally {
      loading.unlock();
    }
  }

  /** Whoever wants no more than this leaves the room for totals by the hour to others. */
  @Override
  public DailyTotals days() throws IOException {
    Optional<DailyTotals> kept = shelf.days(this);
    if (kept.isPresent()) {
      return kept.get();
    }
    loading.lock();
    try {
      Optional<DailyTotals> since = shelf.days(this);
      return since.isPresent() ? since.get() : load(this::takeDays).totals().days();
    } finally {
      loading.unlock();
    }
  }

  private void takeDays(LedgerView view) {
    head = Optional.of(view.head());
    shelf.putDays(this, view);
  }

  /** Takes over what is known. */
  void take(LedgerView view) {
    head = Optional.of(view.head());
    shelf.put(this, view);
  }

  /**
   * Reckons anew what is known, since that is not what the archive holds.
   *
   * @throws ArchiveDamagedException if it cannot be read
   */
  void reckonAnew() throws IOException {
    loading.lock();
    try {
      head = Optional.empty();
      shelf.remove(this);
      take(reckon());
    } finally {
      loading.unlock();
    }
  }

  /**
   * @param keep takes what is known, unless it is not what the archive holds at present
   */
  private LedgerView load(Consumer<LedgerView> keep) throws IOException {
    FileStamp stamp = FileStamp.of(volume.path());
    Optional<TotalsParser.Stored> stored = disk.read(totals()).flatMap(TotalsParser::parse);
    Optional<Damage> before = damage.filter(known -> known.stamp().equals(Optional.of(stamp)));
    if (stored.isPresent() && (before.isPresent() || stored.get().stamp().equals(stamp))) {
      return before.isPresent() ? stored.get().view() : kept(stored.get().view(), keep);
    }
    if (before.isPresent()) {
      throw new ArchiveDamagedException(before.get().message());
    }
    try {
      return kept(reckon(), keep);
    } catch (ArchiveDamagedException e) {
      return stored.orElseThrow(() -> e).view();
    }
  }

  private static LedgerView kept(LedgerView view, Consumer<LedgerView> keep) {
    keep.accept(view);
    return view;
  }

  private LedgerView reckon() throws IOException {
    LOG.info("the totals of {} are reckoned anew", shownAs());
    LedgerContents contents = LedgerContents.none();
    Optional<String> wrong = LedgerCheck.archive(shownAs(), volume, contents::found);
    if (wrong.isPresent()) {
      note(wrong.get());
      throw new ArchiveDamagedException(wrong.get());
    }
    damage = Optional.empty();
    LedgerView view = contents.view();
    store(view);
    return view;
  }

  /** A file that cannot be opened for other reasons, as when too many are open, may be later. */
  @Override
  public void passOver(IOException cause) throws IOException {
    boolean closed = cause instanceof FileNotFoundException || cause instanceof FileSystemException;
    if (closed && Files.isReadable(volume.path())) {
      throw cause;
    }
    note(
        cause instanceof ArchiveDamagedException
            ? String.valueOf(cause.getMessage())
            : shownAs() + " cannot be read (" + cause + "): put back a backup");
  }

  private void note(String message) {
    Damage found = new Damage(stamp(), message);
    if (!damage.equals(Optional.of(found))) {
      LOG.error("{}; until then answers do without it", message);
    }
    damage = Optional.of(found);
  }

  /** Returns how it looks at present; empty if it is not there. */
  private Optional<FileStamp> stamp() {
    try {
      return Optional.of(FileStamp.of(volume.path()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Writes the totals beside the archive; without them they are reckoned once more. */
  void store(LedgerView view) {
    try {
      byte[] text = TotalsText.of(view, FileStamp.of(volume.path())).toArray();
      new DurableFiles(disk).replace(totals(), text, Optional.empty());
    } catch (IOException e) {
      LOG.warn("the totals of {} cannot be written", shownAs(), e);
    }
  }

  private Optional<LedgerView.Head> storedHead() {
    if (Files.notExists(totals())) {
      return Optional.empty();
    }
    try (LedgerFile file = LedgerFile.readOnly(totals())) {
      byte[] start = new byte[HEAD_BYTES];
      file.read(0, start, 0, start.length);
      FileStamp stamp = FileStamp.of(volume.path());
      return TotalsParser.parseHead(start)
          .filter(text -> text.stamp().equals(stamp))
          .map(TotalsParser.StoredHead::head);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Path totals() {
    return volume.path().resolveSibling(name.totals());
  }

  /** Returns why it cannot be read, as far as that is known and it was not changed since. */
  @Override
  public Optional<ConfigProblem> problem() {
    return damage
        .filter(known -> known.stamp().equals(stamp()))
        .map(known -> new ConfigProblem(shownAs(), "", known.message(), Severity.ERROR));
  }
}
