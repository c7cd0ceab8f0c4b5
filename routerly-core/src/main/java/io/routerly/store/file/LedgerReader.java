package io.routerly.store.file;

import io.routerly.domain.UsageRecord;
import io.routerly.store.UsagePage;
import io.routerly.store.UsageQuery;
import io.routerly.store.file.LedgerIndex.Stretch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a ledger from its end towards its beginning, one stretch at a time.
 *
 * <p>Needs no lock: what lies before the end of the last stretch does not change any more.
 */
final class LedgerReader {
  private final Path path;
  private final List<Stretch> stretches;

  LedgerReader(Path path, List<Stretch> stretches) {
    this.path = path;
    this.stretches = stretches;
  }

  UsagePage find(UsageQuery query) throws IOException {
    Search search = new Search(query);
    try (LedgerFile file = LedgerFile.readOnly(path)) {
      for (int i = stretches.size() - 1; i >= 0; i--) {
        search.through(stretches.get(i), file);
      }
    }
    return new UsagePage(search.items, search.matched);
  }

  Optional<UsageRecord> get(String id) throws IOException {
    RecordId wanted = new RecordId(id);
    try (LedgerFile file = LedgerFile.readOnly(path)) {
      for (int i = stretches.size() - 1; i >= 0; i--) {
        byte[] text = read(stretches.get(i), file);
        for (int to = text.length; to > 0; ) {
          int from = lineStart(text, to);
          if (wanted.isOf(text, from, to)) {
            return RecordDecoder.decode(text, from, to);
          }
          to = previousEnd(text, from);
        }
      }
    }
    return Optional.empty();
  }

  private static byte[] read(Stretch stretch, LedgerFile file) throws IOException {
    byte[] text = new byte[(int) (stretch.to() - stretch.from())];
    if (file.read(stretch.from(), text, 0, text.length) < text.length) {
      throw new IOException("usage.json was cut short by someone else");
    }
    return text;
  }

  private static int lineStart(byte[] text, int to) {
    int from = to;
    while (from > 0 && text[from - 1] != '\n') {
      from--;
    }
    return from;
  }

  /**
   * Returns the end of the record before the one that begins here: a comma and a line feed less.
   */
  private static int previousEnd(byte[] text, int from) {
    int to = from;
    while (to > 0 && text[to - 1] != '}') {
      to--;
    }
    return to;
  }

  /** One query under way. */
  private static final class Search {
    private final UsageQuery query;
    private final RecordFilter filter;
    private final List<UsageRecord> items = new ArrayList<>();
    private long matched;

    Search(UsageQuery query) {
      this.query = query;
      this.filter = new RecordFilter(query);
    }

    void through(Stretch stretch, LedgerFile file) throws IOException {
      if (filter.excludes(stretch)) {
        return;
      }
      boolean all = filter.includes(stretch);
      boolean nothingToShow =
          items.size() == query.limit() || matched + stretch.count() <= query.offset();
      if (all && nothingToShow) {
        matched += stretch.count();
        return;
      }
      byte[] text = read(stretch, file);
      for (int to = text.length; to > 0; ) {
        int from = lineStart(text, to);
        if (all || filter.matches(text, from, to)) {
          take(text, from, to);
        }
        to = previousEnd(text, from);
      }
    }

    private void take(byte[] text, int from, int to) {
      if (matched >= query.offset() && items.size() < query.limit()) {
        RecordDecoder.decode(text, from, to).ifPresent(items::add);
      }
      matched++;
    }
  }
}
