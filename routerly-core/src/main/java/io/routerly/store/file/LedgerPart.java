package io.routerly.store.file;

import io.routerly.store.ConfigProblem;
import io.routerly.store.UsageFilter;
import java.io.IOException;
import java.util.Optional;

/** One file of the ledger as a snapshot knows it; what was appended to it since does not count. */
interface LedgerPart {
  /** Returns which times its records span. */
  Span span();

  /** Returns what is known of the file without looking closer. */
  LedgerView.Head head() throws IOException;

  /** Returns what is known of the file. */
  LedgerView view() throws IOException;

  /** Returns what its records sum up to by the day, which costs less than to know all of it. */
  DailyTotals days() throws IOException;

  /** Opens the file for reading. */
  LedgerFile open() throws IOException;

  /**
   * Takes note that the file could not be read, so that answers do without what is left of it.
   *
   * @throws IOException the same, if they must not
   */
  void passOver(IOException cause) throws IOException;

  /** Returns why answers do without it, in whole or in part. */
  Optional<ConfigProblem> problem();

  /**
   * A stretch of time.
   *
   * @param firstSecond second of the epoch
   * @param lastSecond second of the epoch, to its end
   */
  record Span(long firstSecond, long lastSecond) {
    static Span of(LedgerView.Head head) {
      return new Span(head.firstSecond(), head.lastSecond());
    }

    static Span of(LedgerIndex.Stretch stretch) {
      return new Span(stretch.firstSecond(), stretch.lastSecond());
    }

    boolean reachesInto(UsageFilter filter) {
      return filter.from().filter(from -> lastSecond < from.getEpochSecond()).isEmpty()
          && filter.to().filter(to -> firstSecond > to.getEpochSecond()).isEmpty();
    }
  }

  /**
   * The file that is written to.
   *
   * @param volume the file
   * @param view what was known of it
   */
  record Current(LedgerVolume volume, LedgerView view) implements LedgerPart {
    @Override
    public Span span() {
      return Span.of(view.head());
    }

    @Override
    public LedgerView.Head head() {
      return view.head();
    }

    @Override
    public DailyTotals days() {
      return view.totals().days();
    }

    @Override
    public LedgerFile open() throws IOException {
      return volume.open();
    }

    @Override
    public void passOver(IOException cause) throws IOException {
      throw cause;
    }

    @Override
    public Optional<ConfigProblem> problem() {
      return Optional.empty();
    }
  }
}
