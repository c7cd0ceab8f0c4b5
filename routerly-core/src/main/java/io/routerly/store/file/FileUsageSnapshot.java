package io.routerly.store.file;

import io.routerly.domain.UsageRecord;
import io.routerly.store.ConfigProblem;
import io.routerly.store.DailyUsage;
import io.routerly.store.HourlyUsage;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsagePage;
import io.routerly.store.UsageQuery;
import io.routerly.store.UsageSnapshot;
import io.routerly.store.file.LedgerIndex.Stretch;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

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
    each(
        partsOf(wanted),
        part -> records(part, filter, new MatchingHours(wanted, part.view().totals()), reader));
  }

  /** Reads one file of the ledger. */
  @FunctionalInterface
  private interface Reading {
    void read(LedgerPart part) throws IOException;
  }

  /** Reads some files; one that cannot be read is passed over if the others can do without it. */
  private static void each(List<LedgerPart> parts, Reading reading) {
    try {
      for (LedgerPart part : parts) {
        try {
          reading.read(part);
        } catch (IOException e) {
          part.passOver(e);
        }
      }
    } catch (IOException e) {
      throw UsageUnavailable.forReading(e);
    }
  }

  private static void records(
      LedgerPart part, RecordFilter filter, MatchingHours hours, Consumer<UsageRecord> reader)
      throws IOException {
    StretchText text = new StretchText();
    try (LedgerFile file = part.open()) {
      for (Stretch stretch : part.view().stretches()) {
        if (hours.mayHold(stretch)) {
          text.read(stretch, file)
              .forwards(
                  (line, from, to) -> {
                    filter.match(line, from, to).ifPresent(reader);
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
    each(
        partsOf(UsageFilter.ALL.between(from, to)),
        part -> part.view().totals().each(fromHour, toHour, reader));
  }

  @Override
  public void days(Instant from, Instant to, Consumer<DailyUsage> reader) {
    WholeDays days = days(from, to);
    each(partsOf(UsageFilter.ALL.between(from, to)), part -> days.read(part, reader));
  }

  @Override
  public void kinds(Instant from, Instant to, BiConsumer<HourlyUsage.Key, HourlyUsage.Sum> reader) {
    WholeDays days = days(from, to);
    each(partsOf(UsageFilter.ALL.between(from, to)), part -> days.readKinds(part, reader));
  }

  @Override
  public void days(
      Instant from,
      Instant to,
      Predicate<HourlyUsage.Key> wanted,
      BiConsumer<Instant, HourlyUsage.Sum> reader) {
    WholeDays days = days(from, to);
    each(partsOf(UsageFilter.ALL.between(from, to)), part -> days.readSums(part, wanted, reader));
  }

  private static WholeDays days(Instant from, Instant to) {
    return new WholeDays(
        HourlyTotals.hourOf(from.getEpochSecond()), HourlyTotals.hourOf(to.getEpochSecond()));
  }

  @Override
  public List<ConfigProblem> gaps(UsageFilter filter) {
    List<LedgerPart> wanted = partsOf(filter);
    each(wanted, LedgerPart::days);
    return problemsOf(wanted);
  }

  private static List<ConfigProblem> problemsOf(List<LedgerPart> parts) {
    return parts.stream().flatMap(part -> part.problem().stream()).toList();
  }

  private List<LedgerPart> partsOf(UsageFilter filter) {
    return parts.stream().filter(part -> part.span().reachesInto(filter)).toList();
  }

  UsagePage find(UsageQuery query) {
    PageSearch search = new PageSearch(query);
    List<LedgerPart> newestFirst = new ArrayList<>(partsOf(query.filter()));
    Collections.reverse(newestFirst);
    each(newestFirst, search::through);
    return search.page(problemsOf(newestFirst));
  }

  Optional<UsageRecord> get(String id) throws IOException {
    return new IdSearch(id).in(parts);
  }
}
