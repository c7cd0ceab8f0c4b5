package io.routerly.store.file;

import io.routerly.domain.UsageRecord;
import io.routerly.store.ConfigProblem;
import io.routerly.store.UsagePage;
import io.routerly.store.UsageQuery;
import io.routerly.store.file.LedgerIndex.Stretch;
import io.routerly.store.file.LedgerPart.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks for one page of records from the end of the ledger backwards. It reads no further than the
 * page's last record; how many match in all is known from the totals by day, for which at most the
 * days and hours at both ends of the wanted time are looked at closer. For one thread.
 */
final class PageSearch {
  private final UsageQuery query;
  private final RecordFilter filter;
  private final StretchText text = new StretchText();
  private final List<UsageRecord> items = new ArrayList<>();

  /** How many that match were met or passed over. */
  private long met;

  private long total;

  PageSearch(UsageQuery query) {
    this.query = query;
    this.filter = new RecordFilter(query.filter());
  }

  /** Looks through one file of the ledger that may hold what is wanted, after all later ones. */
  void through(LedgerPart part) throws IOException {
    OptionalLong known = known(part);
    if (known.isPresent() && holdsNothingOfThePage(known.getAsLong())) {
      total += known.getAsLong();
      met += known.getAsLong();
      return;
    }
    MatchingHours hours = new MatchingHours(query.filter(), part.view().totals());
    try (LedgerFile file = part.open()) {
      long matching = count(part, hours, file);
      total += matching;
      if (holdsNothingOfThePage(matching)) {
        met += matching;
      } else {
        long before = met;
        try {
          collect(part, hours, file);
        } finally {
          met = before + matching; // Also if the rest of the file cannot be read.
        }
      }
    }
  }

  UsagePage page(List<ConfigProblem> gaps) {
    return new UsagePage(items, total, gaps);
  }

  /** Returns how many match in a file, if that can be told without its hours. */
  private OptionalLong known(LedgerPart part) throws IOException {
    return filter.includes(part.span())
        ? OptionalLong.of(part.head().records())
        : WholeDays.count(query.filter(), part);
  }

  private boolean holdsNothingOfThePage(long matching) {
    return isFull() || met + matching <= query.offset();
  }

  private boolean isFull() {
    return items.size() == query.limit();
  }

  private long count(LedgerPart part, MatchingHours hours, LedgerFile file) throws IOException {
    long[] matching = {hours.inWholeHours()};
    for (Stretch stretch : part.view().stretches()) {
      if (hours.mayHoldInCutHour(stretch)) {
        text.read(stretch, file)
            .forwards(
                (line, from, to) -> {
                  boolean counts =
                      filter
                          .match(line, from, to)
                          .filter(record -> hours.isCut(HourlyTotals.hourOf(secondOf(record))))
                          .isPresent();
                  matching[0] += counts ? 1 : 0;
                  return true;
                });
      }
    }
    return matching[0];
  }

  private static long secondOf(UsageRecord record) {
    return record.timestamp().getEpochSecond();
  }

  private void collect(LedgerPart part, MatchingHours hours, LedgerFile file) throws IOException {
    List<Stretch> stretches = part.view().stretches();
    for (int i = stretches.size() - 1; i >= 0 && !isFull(); i--) {
      Stretch stretch = stretches.get(i);
      if (filter.includes(Span.of(stretch)) && met + stretch.count() <= query.offset()) {
        met += stretch.count();
      } else if (hours.mayHold(stretch)) {
        text.read(stretch, file).backwards(takerOf(stretch, hours));
      }
    }
  }

  /** Most stretches lie within the wanted time, and hold a match in each of their hours. */
  private StretchText.Taker takerOf(Stretch stretch, MatchingHours hours) {
    return filter.includesTime(Span.of(stretch)) && hours.holdThroughout(stretch)
        ? (line, from, to) -> take(filter.matchAtAnyTime(line, from, to))
        : (line, from, to) ->
            !hours.mayHold(RecordTime.second(line, from, to)) || take(filter.match(line, from, to));
  }

  /** Takes a record that matches, and returns whether there is room for another. */
  private boolean take(Optional<UsageRecord> match) {
    match.ifPresent(
        record -> {
          if (met >= query.offset()) {
            items.add(record);
          }
          met++;
        });
    return !isFull();
  }
}
