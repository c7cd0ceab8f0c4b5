package io.routerly.store.file;

import io.routerly.domain.Ids;
import io.routerly.domain.UsageRecord;
import io.routerly.store.file.LedgerIndex.Stretch;
import io.routerly.store.file.LedgerPart.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks for the record of an id. An id tells its record's time, so that no more than the records
 * beside it are read; a file that begins with ids that others made is read as a whole. For one
 * thread.
 */
final class IdSearch {
  /** A record is seldom longer than a tenth of this. */
  private static final int FIRST_BYTES = 16 * 1024;

  private final RecordId wanted;

  /** The second of the epoch that the id tells. */
  private final Optional<Long> second;

  private Optional<UsageRecord> found = Optional.empty();

  /** Why a file could not be read in which the record may be. */
  private Optional<IOException> hindrance = Optional.empty();

  IdSearch(String id) {
    this.wanted = new RecordId(id);
    this.second = Ids.timeOf(id).map(time -> time.getEpochSecond());
  }

  /**
   * Returns the record, if there is one.
   *
   * @param parts oldest first
   * @throws IOException if there is none, but a file in which it may be cannot be read
   */
  Optional<UsageRecord> in(List<LedgerPart> parts) throws IOException {
    List<LedgerPart> newestFirst = new ArrayList<>(parts);
    Collections.reverse(newestFirst);
    for (LedgerPart part : newestFirst) {
      look(part, true, () -> searchByTime(part));
    }
    for (LedgerPart part : newestFirst) {
      look(part, second.isEmpty(), () -> searchIfOfOthers(part));
    }
    if (found.isEmpty() && hindrance.isPresent()) {
      throw hindrance.get();
    }
    return found;
  }

  private void look(LedgerPart part, boolean mayWellBeThere, LedgerVolume.Step search)
      throws IOException {
    if (found.isPresent()) {
      return;
    }
    try {
      search.run();
    } catch (IOException e) {
      part.passOver(e);
      hindrance = mayWellBeThere ? Optional.of(e) : hindrance;
    }
  }

  private void searchByTime(LedgerPart part) throws IOException {
    if (mayBeIn(part.span())) {
      search(part, stretch -> mayBeIn(Span.of(stretch)));
    }
  }

  private void searchIfOfOthers(LedgerPart part) throws IOException {
    if (!tellsTimes(part)) {
      search(part, stretch -> true);
    }
  }

  private boolean mayBeIn(Span span) {
    return second
        .filter(time -> span.firstSecond() <= time && time <= span.lastSecond())
        .isPresent();
  }

  private void search(LedgerPart part, Predicate<Stretch> where) throws IOException {
    List<Stretch> stretches = part.view().stretches();
    StretchText text = new StretchText();
    try (LedgerFile file = part.open()) {
      for (int i = stretches.size() - 1; i >= 0 && found.isEmpty(); i--) {
        if (where.test(stretches.get(i))) {
          text.read(stretches.get(i), file).backwards(this::take);
        }
      }
    }
  }

  private boolean take(byte[] text, int from, int to) {
    if (wanted.isOf(text, from, to)) {
      found = RecordDecoder.decode(text, from, to);
    }
    return found.isEmpty();
  }

  /**
   * Returns whether the ids in a file tell times: that of its first record does, or there is none.
   */
  private static boolean tellsTimes(LedgerPart part) throws IOException {
    List<Stretch> stretches = part.view().stretches();
    if (stretches.isEmpty()) {
      return true;
    }
    Stretch first = stretches.get(0);
    long to = Math.min(first.to(), first.from() + FIRST_BYTES);
    try (LedgerFile file = part.open()) {
      FirstRecord record = new FirstRecord();
      new StretchText()
          .read(new Stretch(first.from(), to, 1, first.firstSecond(), first.lastSecond()), file)
          .forwards(record::take);
      return record.tellsItsTime;
    }
  }

  /** Looks at one record only. */
  private static final class FirstRecord {
    private boolean tellsItsTime;

    boolean take(byte[] text, int from, int to) {
      tellsItsTime = RecordDecoder.decode(text, from, to).filter(FirstRecord::told).isPresent();
      return false;
    }

    private static boolean told(UsageRecord record) {
      return Ids.timeOf(record.id())
          .filter(time -> time.getEpochSecond() == record.timestamp().getEpochSecond())
          .isPresent();
    }
  }
}
