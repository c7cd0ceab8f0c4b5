package io.routerly.store.file;

import io.routerly.domain.UsageRecord;
import io.routerly.store.HourlyUsage;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsagePage;
import io.routerly.store.UsageQuery;
import io.routerly.store.UsageSnapshot;
import io.routerly.store.file.LedgerIndex.Stretch;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The files of the ledger as they were at one moment. Needs no lock: what lies before the end of
 * the last stretch does not change any more.
 */
final class FileUsageSnapshot implements UsageSnapshot {
  /** Oldest first. */
  private final List<LedgerPart> parts;

  FileUsageSnapshot(List<LedgerPart> parts) {
    this.parts = List.copyOf(parts);
  }

  @Override
  public void records(Instant from, Instant to, Consumer<UsageRecord> reader) {
    records(UsageFilter.ALL.between(from, to), reader);
  }

  @Override
  public void records(UsageFilter wanted, Consumer<UsageRecord> reader) {
    RecordFilter filter = new RecordFilter(wanted);
    try {
      for (LedgerPart part : partsOf(wanted)) {
        records(part, filter, new MatchingHours(wanted, part.view().totals()), reader);
      }
    } catch (IOException e) {
      throw FileUsageStore.unreadable(e);
    }
  }

  private static void records(
      LedgerPart part, RecordFilter filter, MatchingHours hours, Consumer<UsageRecord> reader)
      throws IOException {
    try (LedgerFile file = part.open()) {
      for (Stretch stretch : part.view().stretches()) {
        if (hours.mayHold(stretch)) {
          StretchText.read(stretch, file)
              .forwards(
                  (text, from, to) -> {
                    filter.match(text, from, to).ifPresent(reader);
                    return true;
                  });
        }
      }
    }
  }

  @Override
  public void hours(Instant from, Instant to, Consumer<HourlyUsage> reader) {
    long fromHour = HourlyTotals.hourOf(from.getEpochSecond());
    long toHour = HourlyTotals.hourOf(to.getEpochSecond());
    try {
      for (LedgerPart part : partsOf(UsageFilter.ALL.between(from, to))) {
        part.view().totals().each(fromHour, toHour, reader);
      }
    } catch (IOException e) {
      throw FileUsageStore.unreadable(e);
    }
  }

  private List<LedgerPart> partsOf(UsageFilter filter) {
    return parts.stream().filter(part -> part.span().reachesInto(filter)).toList();
  }

  UsagePage find(UsageQuery query) throws IOException {
    PageSearch search = new PageSearch(query);
    for (int i = parts.size() - 1; i >= 0; i--) {
      search.through(parts.get(i));
    }
    return search.page();
  }

  Optional<UsageRecord> get(String id) throws IOException {
    RecordId wanted = new RecordId(id);
    for (int i = parts.size() - 1; i >= 0; i--) {
      Optional<UsageRecord> found = get(wanted, parts.get(i));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<UsageRecord> get(RecordId wanted, LedgerPart part) throws IOException {
    List<Stretch> stretches = part.view().stretches();
    Found found = new Found(wanted);
    try (LedgerFile file = part.open()) {
      for (int i = stretches.size() - 1; i >= 0 && found.record.isEmpty(); i--) {
        StretchText.read(stretches.get(i), file).backwards(found::take);
      }
    }
    return found.record;
  }

  /** The record of an id, once it was met. */
  private static final class Found {
    private final RecordId wanted;
    private Optional<UsageRecord> record = Optional.empty();

    Found(RecordId wanted) {
      this.wanted = wanted;
    }

    boolean take(byte[] text, int from, int to) {
      if (wanted.isOf(text, from, to)) {
        record = RecordDecoder.decode(text, from, to);
      }
      return record.isEmpty();
    }
  }
}
