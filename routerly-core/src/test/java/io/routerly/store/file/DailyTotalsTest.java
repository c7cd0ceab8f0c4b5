package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.UsageRecord;
import io.routerly.store.HourlyUsage;
import io.routerly.store.ListedUsage;
import io.routerly.store.RandomUsage;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsagePage;
import io.routerly.store.UsageQuery;
import io.routerly.store.UsageSnapshot;
import io.routerly.store.Usages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Totals by the day: of three months in archives and the present one, some records being late. */
final class DailyTotalsTest {
  private static final Instant START = Instant.parse("2026-09-01T00:00:00Z");
  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
  private static final int RECORDS = 500;
  private static final UsageFilter OF_A_MODEL =
      new UsageFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of("model-1"),
          Optional.empty(),
          Optional.empty());
  private static final ArchiveLimits KEEP = new ArchiveLimits(false, Optional.empty());

  private final Months months;
  private final List<UsageRecord> records = new ArrayList<>();

  DailyTotalsTest(@TempDir Path home) throws IOException {
    months = new Months(home);
    months.at(START);
    try (FileUsageStore store = months.open()) {
      for (int month = 9; month <= 12; month++) {
        Instant start = Instant.parse("2026-%02d-01T00:00:00Z".formatted(month));
        months.at(start);
        store.rotateIfDue();
        append(store, new RandomUsage(month, start.minusSeconds(7200), Duration.ofDays(30)));
      }
    }
    assertThat(months.archived()).hasSize(6);
  }

  private void append(FileUsageStore store, RandomUsage random) {
    for (int i = 0; i < RECORDS; i++) {
      UsageRecord record = random.record(random.time());
      store.append(record);
      records.add(record);
    }
  }

  private static RandomUsage random(long seed) {
    return new RandomUsage(seed, START, Duration.ofDays(121));
  }

  @Test
  void daysAreThoseOfAPlainRecountAtWhateverHoursTheyAreCut() throws IOException {
    try (FileUsageStore store = months.open()) {
      RandomUsage random = random(1);
      for (int i = 0; i < 200; i++) {
        ChronoUnit unit = i % 4 == 0 ? ChronoUnit.DAYS : ChronoUnit.HOURS;
        Instant from = random.time().truncatedTo(unit);
        Instant to =
            i % 5 == 0
                ? from.plus(random.upTo(30), ChronoUnit.HOURS)
                : random.time().truncatedTo(unit);
        assertThat(Usages.days(store.snapshot(), from, to))
            .as("%s to %s", from, to)
            .isEqualTo(Usages.days(new ListedUsage(records), from, to));
        assertSums(store.snapshot(), random.filter(), from, to);
      }
      assertThat(Usages.days(store.snapshot(), Instant.EPOCH, END))
          .isEqualTo(Usages.days(new ListedUsage(records), Instant.EPOCH, END));
      assertSums(store.snapshot(), random.filter(), Instant.EPOCH, END);
    }
  }

  private void assertSums(UsageSnapshot snapshot, UsageFilter filter, Instant from, Instant to) {
    UsageSnapshot plain = new ListedUsage(records);
    assertThat(kinds(snapshot, from, to)).isEqualTo(kinds(plain, from, to));
    assertThat(sums(snapshot, filter, from, to)).isEqualTo(sums(plain, filter, from, to));
  }

  private static Map<HourlyUsage.Key, HourlyUsage.Sum> kinds(
      UsageSnapshot snapshot, Instant from, Instant to) {
    Map<HourlyUsage.Key, HourlyUsage.Sum> sums = new HashMap<>();
    snapshot.kinds(from, to, (kind, sum) -> sums.merge(kind, sum, HourlyUsage.Sum::plus));
    return sums;
  }

  private static Map<Instant, HourlyUsage.Sum> sums(
      UsageSnapshot snapshot, UsageFilter filter, Instant from, Instant to) {
    Map<Instant, HourlyUsage.Sum> sums = new HashMap<>();
    snapshot.days(
        from, to, filter::matches, (day, sum) -> sums.merge(day, sum, HourlyUsage.Sum::plus));
    return sums;
  }

  @Test
  void pagesBetweenAnyTimesOrMidnightsAreThoseOfAPlainRecount() throws IOException {
    try (FileUsageStore store = months.open()) {
      RandomUsage random = random(2);
      for (int i = 0; i < 200; i++) {
        UsageFilter filter = random.filter();
        assertPage(store, i % 2 == 0 ? filter : atMidnights(filter), random);
      }
    }
  }

  private static UsageFilter atMidnights(UsageFilter filter) {
    return new UsageFilter(
        filter.from().map(time -> time.truncatedTo(ChronoUnit.DAYS)),
        filter.to().map(time -> time.truncatedTo(ChronoUnit.DAYS)),
        filter.projectIds(),
        filter.modelId(),
        filter.tokenId(),
        filter.status());
  }

  private void assertPage(FileUsageStore store, UsageFilter filter, RandomUsage random) {
    List<UsageRecord> matching = new ArrayList<>(records.stream().filter(filter::matches).toList());
    Collections.reverse(matching);
    UsageQuery query =
        new UsageQuery(filter, 1 + random.upTo(20), random.upTo(matching.size() + 5));
    UsagePage page = store.find(query);
    assertThat(page.total()).as("%s", query).isEqualTo(matching.size());
    assertThat(page.items())
        .isEqualTo(matching.stream().skip(query.offset()).limit(query.limit()).toList());
  }

  @Test
  void daysThatWereReadInTheBackgroundAnswerWithoutAnotherLookAtTheArchives() throws IOException {
    try (FileUsageStore store = months.open()) {
      store.careForArchives(KEEP);
      for (String name : months.archived()) {
        spoil(months.archive(name));
      }
      UsageSnapshot snapshot = store.snapshot();
      assertThat(Usages.days(snapshot, Instant.EPOCH, END))
          .isEqualTo(Usages.days(new ListedUsage(records), Instant.EPOCH, END));
      assertThat(snapshot.gaps(UsageFilter.ALL)).isEmpty();

      UsageFilter filter = OF_A_MODEL.between(START.plus(3, ChronoUnit.DAYS), END);
      UsagePage page = store.find(new UsageQuery(filter, 1, 0));
      assertThat(page.total()).isEqualTo(records.stream().filter(filter::matches).count());
      assertThat(page.items()).hasSize(1);
      assertThat(page.gaps()).isEmpty();
    }
  }

  private static void spoil(Path file) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    Files.write(file, new byte[(int) Files.size(file)]);
    Files.setLastModifiedTime(file, time);
  }
}
