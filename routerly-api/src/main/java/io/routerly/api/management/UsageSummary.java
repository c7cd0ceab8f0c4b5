package io.routerly.api.management;

import io.routerly.api.http.JsonAnswer;
import io.routerly.store.HourlyUsage;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsageSnapshot;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sums usage up from totals by the day, or by the hour if they are to be shown, so that it takes
 * the same time whatever the number of records. Times are widened to full hours. For one thread.
 */
final class UsageSummary {
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
  private static final Comparator<Map.Entry<String, HourlyUsage.Sum>> BY_KEY =
      Map.Entry.comparingByKey();
  private static final Comparator<Map.Entry<String, HourlyUsage.Sum>> BY_COST =
      Comparator.comparing((Map.Entry<String, HourlyUsage.Sum> row) -> row.getValue().cost().usd())
          .reversed();

  private final UsageFilter filter;
  private final UsageGrouping grouping;
  private final Optional<Instant> from;
  private final Optional<Instant> to;
  private final Map<String, HourlyUsage.Sum> rows = new HashMap<>();
  private HourlyUsage.Sum total = HourlyUsage.Sum.NOTHING;

  UsageSummary(UsageFilter filter, UsageGrouping grouping) {
    this.filter = filter;
    this.grouping = grouping;
    this.from = filter.from().map(time -> time.truncatedTo(ChronoUnit.HOURS));
    this.to = filter.to().map(UsageSummary::fullHour);
  }

  private static Instant fullHour(Instant time) {
    Instant start = time.truncatedTo(ChronoUnit.HOURS);
    return start.equals(time) ? start : start.plus(Duration.ofHours(1));
  }

  /** Returns the rows, their total, the time that they are about, and what is not in them. */
  JsonObject of(UsageSnapshot usage) {
    read(usage, from.orElse(Instant.EPOCH), to.orElse(LATEST));
    JsonArrayBuilder items = JsonAnswer.JSON.createArrayBuilder();
    for (Map.Entry<String, HourlyUsage.Sum> row : sorted()) {
      items.add(
          withSum(JsonAnswer.JSON.createObjectBuilder().add("key", row.getKey()), row.getValue()));
    }
    JsonObjectBuilder answer = JsonAnswer.JSON.createObjectBuilder();
    from.ifPresent(time -> answer.add("from", time.toString()));
    to.ifPresent(time -> answer.add("to", time.toString()));
    answer.add("items", items).add("total", withSum(JsonAnswer.JSON.createObjectBuilder(), total));
    return UsageGaps.added(usage.gaps(widened()), answer).build();
  }

  private UsageFilter widened() {
    return filter.between(from.orElse(Instant.EPOCH), to.orElse(LATEST));
  }

  private void read(UsageSnapshot usage, Instant start, Instant end) {
    switch (grouping) {
      case HOUR ->
          usage.hours(
              start,
              end,
              hour -> {
                if (filter.matches(hour.key())) {
                  add(hour.hour().toString(), hour.sum());
                }
              });
      case DAY -> usage.days(start, end, filter::matches, this::addDay);
      default -> usage.kinds(start, end, this::addKind);
    }
  }

  private void addDay(Instant day, HourlyUsage.Sum sum) {
    add(day.atOffset(ZoneOffset.UTC).toLocalDate().toString(), sum);
  }

  private void addKind(HourlyUsage.Key kind, HourlyUsage.Sum sum) {
    if (filter.matches(kind)) {
      add(grouping.keyOf(kind), sum);
    }
  }

  private void add(String row, HourlyUsage.Sum sum) {
    rows.merge(row, sum, HourlyUsage.Sum::plus);
    total = total.plus(sum);
  }

  private List<Map.Entry<String, HourlyUsage.Sum>> sorted() {
    Comparator<Map.Entry<String, HourlyUsage.Sum>> order =
        grouping.isTime() ? BY_KEY : BY_COST.thenComparing(BY_KEY);
    return rows.entrySet().stream().sorted(order).toList();
  }

  private static JsonObjectBuilder withSum(JsonObjectBuilder json, HourlyUsage.Sum sum) {
    return json.add("calls", sum.calls())
        .add("errors", sum.errors())
        .add("inputTokens", sum.inputTokens())
        .add("outputTokens", sum.outputTokens())
        .add("cacheTokens", sum.cacheTokens())
        .add("cost", sum.cost().usd())
        .add("unpriced", sum.unpriced());
  }
}
