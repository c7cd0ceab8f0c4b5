package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.UsageRecord;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.HourlyUsage;
import io.routerly.store.Queries;
import io.routerly.store.RandomUsage;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsagePage;
import io.routerly.store.UsageQuery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives: compressed, removed when old, damaged, without totals. */
final class ArchivesTest {
  private static final String PLAIN = "usage-2026-10.json";
  private static final String ZIPPED = "usage-2026-10.json.gz";
  private static final String TOTALS = "usage-2026-10.totals.json";
  private static final ArchiveLimits KEEP = new ArchiveLimits(false, Optional.empty());
  private static final ArchiveLimits ZIP = new ArchiveLimits(true, Optional.empty());

  private static final ArchiveLimits TWO_MONTHS = new ArchiveLimits(false, Optional.of(2));

  private final Months months;
  private final List<UsageRecord> records;

  ArchivesTest(@TempDir Path home) throws IOException {
    months = new Months(home);
    records =
        new RandomUsage(3, Months.OCTOBER.minus(Duration.ofDays(10)), Duration.ofDays(10))
            .records(4000);
    try (FileUsageStore store = months.open()) {
      records.forEach(store::append);
      months.at(Months.NOVEMBER);
      store.rotateIfDue();
    }
  }

  @Test
  void aCompressedArchiveIsReadLikeAnother() throws IOException {
    byte[] plain = Files.readAllBytes(months.archive(PLAIN));
    try (FileUsageStore store = months.open()) {
      store.careForArchives(ZIP);
      assertThat(months.archived()).containsExactly(ZIPPED, TOTALS);
      assertSameAnswers(store);
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(months.archive(ZIPPED)))) {
      assertThat(in.readAllBytes()).isEqualTo(plain);
    }
    assertThat(Files.size(months.archive(ZIPPED))).isLessThan(plain.length / 3);
    try (FileUsageStore again = months.open()) {
      assertSameAnswers(again);
      assertThat(LedgerCheck.archiveProblems(months.layout)).isEmpty();
      Files.delete(months.archive(TOTALS));
      again.careForArchives(KEEP);
    }
    try (FileUsageStore withoutTotals = months.open()) {
      assertSameAnswers(withoutTotals);
    }
  }

  private void assertSameAnswers(FileUsageStore store) {
    assertThat(Months.all(store)).isEqualTo(records);
    RandomUsage random =
        new RandomUsage(5, Months.OCTOBER.minus(Duration.ofDays(10)), Duration.ofDays(10));
    for (int i = 0; i < 20; i++) {
      UsageFilter filter = random.filter();
      List<UsageRecord> matching =
          new ArrayList<>(records.stream().filter(filter::matches).toList());
      Collections.reverse(matching);
      UsageQuery query = new UsageQuery(filter, 10, random.upTo(matching.size()));
      assertThat(store.find(query).total()).isEqualTo(matching.size());
      assertThat(store.find(query).items())
          .isEqualTo(matching.stream().skip(query.offset()).limit(10).toList());
    }
    assertThat(store.get("use_17")).contains(records.get(17));
  }

  @Test
  void totalsThatAreMissingDamagedOrOfAnotherTimeAreReckonedAnew() throws IOException {
    byte[] whole = Files.readAllBytes(months.archive(TOTALS));
    Files.delete(months.archive(TOTALS));
    assertTotalsComeBack(whole);

    byte[] damaged = whole.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(months.archive(TOTALS), damaged);
    assertTotalsComeBack(whole);

    List<String> lines = new ArrayList<>(Files.readAllLines(months.archive(PLAIN)));
    lines.remove(1);
    Files.write(months.archive(PLAIN), lines);
    try (FileUsageStore store = months.open()) {
      assertThat(Months.all(store)).isEqualTo(records.subList(1, records.size()));
    }
  }

  private void assertTotalsComeBack(byte[] whole) throws IOException {
    try (FileUsageStore store = months.open()) {
      assertThat(Months.all(store)).hasSize(records.size());
    }
    assertThat(Files.size(months.archive(TOTALS))).isEqualTo(whole.length);
  }

  @Test
  void anArchiveOnlyCostsItsHeadWhereItIsNotAskedFor() throws IOException {
    try (FileUsageStore store = months.open()) {
      FileTime time = Files.getLastModifiedTime(months.archive(PLAIN));
      long length = Files.size(months.archive(PLAIN));
      Files.write(months.archive(PLAIN), new byte[(int) length]);
      Files.setLastModifiedTime(months.archive(PLAIN), time);
      months.append(store, "use_new");
      assertThat(store.find(Queries.page(1, 0)).total()).isEqualTo(records.size() + 1);
      assertThat(store.find(Queries.between(Months.NOVEMBER, Months.DECEMBER)).total())
          .isEqualTo(1);
    }
  }

  @Test
  void aDamagedArchiveIsToldOfAndPassedOver() throws IOException {
    damageLine(6);
    Files.delete(months.archive(TOTALS));
    try (FileUsageStore store = months.open()) {
      months.append(store, "use_new");
      store.careForArchives(ZIP);
      assertThat(store.isHealthy()).isTrue();
      assertThat(store.problems())
          .singleElement()
          .asString()
          .contains("archive/" + PLAIN)
          .contains("line 7 is damaged");

      UsagePage all = store.find(Queries.all());
      assertThat(all.items()).extracting(UsageRecord::id).containsExactly("use_new");
      assertThat(all.gaps()).isEqualTo(store.problems());
      assertThat(Months.all(store)).hasSize(1);
      assertThat(store.snapshot().gaps(UsageFilter.ALL)).isEqualTo(store.problems());
      UsagePage later =
          store.find(Queries.between(Months.NOVEMBER.plusSeconds(86_401), Months.DECEMBER));
      assertThat(later).isEqualTo(new UsagePage(List.of(), 0));
      assertThat(store.get("use_new")).isPresent();
      assertThatThrownBy(() -> store.get("use_17"))
          .isInstanceOfSatisfying(
              GatewayException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE_STORE_UNAVAILABLE))
          .hasMessageContaining(PLAIN + " line 7 is damaged");
    }
    assertThat(LedgerCheck.archiveProblems(months.layout))
        .singleElement()
        .asString()
        .contains("line 7 is damaged");
    assertThat(months.archived()).contains(PLAIN);
  }

  private void damageLine(int index) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(months.archive(PLAIN)));
    lines.set(index, "g".repeat(lines.get(index).length() - 1) + ",");
    Files.write(months.archive(PLAIN), lines);
  }

  @Test
  void whatADamagedArchiveSummedUpToIsStillKnownFromItsTotals() throws IOException {
    Map<HourlyUsage.Key, HourlyUsage.Sum> before = sums();
    byte[] whole = Files.readAllBytes(months.archive(PLAIN));
    damageLine(6);
    byte[] totals = Files.readAllBytes(months.archive(TOTALS));
    try (FileUsageStore store = months.open()) {
      store.careForArchives(ZIP);
      assertThat(sums(store)).isEqualTo(before);
      UsagePage page = store.find(Queries.all());
      assertThat(page.total()).isEqualTo(records.size());
      assertThat(page.gaps()).singleElement().asString().contains("line 7");
      List<UsageRecord> readable = new ArrayList<>();
      store.snapshot().records(UsageFilter.ALL, readable::add);
      assertThat(readable).hasSize(records.size() - 1);
      assertThat(months.archived()).containsExactly(PLAIN, TOTALS);
      assertThat(Files.readAllBytes(months.archive(TOTALS))).isEqualTo(totals);

      Files.write(months.archive(PLAIN), whole);
      assertThat(Months.all(store)).isEqualTo(records);
      assertThat(store.find(Queries.all()).gaps()).isEmpty();
      assertThat(store.problems()).isEmpty();
    }
  }

  private Map<HourlyUsage.Key, HourlyUsage.Sum> sums() throws IOException {
    try (FileUsageStore store = months.open()) {
      return sums(store);
    }
  }

  private static Map<HourlyUsage.Key, HourlyUsage.Sum> sums(FileUsageStore store) {
    Map<HourlyUsage.Key, HourlyUsage.Sum> sums = new HashMap<>();
    store
        .snapshot()
        .hours(
            Instant.EPOCH,
            Months.DECEMBER,
            hour -> sums.merge(hour.key(), hour.sum(), HourlyUsage.Sum::plus));
    return sums;
  }

  @Test
  void anArchiveThatIsTakenAwayUnderTheServiceIsPassedOver() throws IOException {
    try (FileUsageStore store = months.open()) {
      months.append(store, "use_new");
      Files.delete(months.archive(PLAIN));
      UsagePage page = store.find(Queries.all());
      assertThat(page.items()).extracting(UsageRecord::id).containsExactly("use_new");
      assertThat(page.gaps()).singleElement().asString().contains(PLAIN, "cannot be read");
    }
  }

  @Test
  void aCompressedArchiveThatWasCutShortIsPassedOverAndItsTotalsCount() throws IOException {
    Map<HourlyUsage.Key, HourlyUsage.Sum> before = sums();
    try (FileUsageStore store = months.open()) {
      store.careForArchives(ZIP);
    }
    byte[] zipped = Files.readAllBytes(months.archive(ZIPPED));
    Files.write(months.archive(ZIPPED), Arrays.copyOf(zipped, zipped.length * 2 / 3));
    try (FileUsageStore store = months.open()) {
      assertThat(sums(store)).isEqualTo(before);
      UsagePage page = store.find(Queries.all());
      assertThat(page.items()).isEmpty();
      assertThat(page.gaps()).singleElement().asString().contains("is cut short");
    }
  }

  @Test
  void damageThatIsFoundWhileRecordsAreReadIsToldOfTooAndHidesNoLaterRecord() throws IOException {
    try (FileUsageStore store = months.open()) {
      store.careForArchives(ZIP);
    }
    FileTime time = Files.getLastModifiedTime(months.archive(ZIPPED));
    byte[] zipped = Files.readAllBytes(months.archive(ZIPPED));
    zipped[zipped.length / 2] ^= 1;
    Files.write(months.archive(ZIPPED), zipped);
    Files.setLastModifiedTime(months.archive(ZIPPED), time);
    try (FileUsageStore store = months.open()) {
      months.append(store, "use_new");
      assertThat(store.problems()).isEmpty();
      UsagePage page = store.find(Queries.page(1000, 0));
      assertThat(page.total()).isEqualTo(records.size() + 1);
      assertThat(page.items()).first().extracting(UsageRecord::id).isEqualTo("use_new");
      assertThat(page.gaps()).singleElement().asString().contains(ZIPPED + " is damaged");
      assertThat(store.problems()).isEqualTo(page.gaps());
    }
  }

  @Test
  void aDamagedCompressedArchiveWithoutTotalsIsPassedOver() throws IOException {
    try (FileUsageStore store = months.open()) {
      store.careForArchives(ZIP);
    }
    byte[] zipped = Files.readAllBytes(months.archive(ZIPPED));
    zipped[zipped.length / 2] ^= 1;
    Files.write(months.archive(ZIPPED), zipped);
    Files.delete(months.archive(TOTALS));
    assertZippedIsPassedOver("is damaged");
  }

  @Test
  void whatAnotherProgramCompressedIsToBeUnpacked() throws IOException {
    byte[] plain = Files.readAllBytes(months.archive(PLAIN));
    try (GZIPOutputStream out =
        new GZIPOutputStream(Files.newOutputStream(months.archive(ZIPPED)))) {
      out.write(plain);
    }
    Files.delete(months.archive(PLAIN));
    Files.delete(months.archive(TOTALS));
    assertZippedIsPassedOver("unpack it with gunzip");
  }

  private void assertZippedIsPassedOver(String reason) throws IOException {
    try (FileUsageStore store = months.open()) {
      store.careForArchives(ZIP);
      assertThat(store.problems()).singleElement().asString().contains(reason);
      assertThat(store.find(Queries.all()))
          .isEqualTo(new UsagePage(List.of(), 0, store.problems()));
    }
  }

  @Test
  void anArchiveIsRemovedWhenAllOfItIsOlderThanTheRetention() throws IOException {
    try (FileUsageStore store = months.open()) {
      months.at(Instant.parse("2026-12-20T00:00:00Z"));
      months.append(store, "use_new");
      months.at(Instant.parse("2026-12-22T00:00:00Z"));
      store.careForArchives(TWO_MONTHS);
      assertThat(months.archived()).containsExactly(PLAIN, TOTALS);

      months.at(Instant.parse("2027-01-01T00:00:00Z"));
      months.append(store, "use_newer");
      months.at(Instant.parse("2027-01-03T00:00:00Z"));
      store.careForArchives(TWO_MONTHS);
      assertThat(months.archived()).isEmpty();
      assertThat(Months.ids(store)).containsExactly("use_newer", "use_new");
      assertThat(Months.all(store)).hasSize(2);
    }
  }

  @Test
  void aClockThatIsYearsAheadForAMomentRemovesNothing() throws IOException {
    try (FileUsageStore store = months.open()) {
      months.append(store, "use_new");
      months.at(Instant.parse("2028-11-20T10:00:00Z"));
      store.rotateIfDue();
      store.careForArchives(TWO_MONTHS);
      months.append(store, "use_ahead");
      months.at(Instant.parse("2028-11-20T22:00:00Z"));
      store.careForArchives(TWO_MONTHS);
      months.at(Instant.parse("2026-11-20T22:01:00Z"));
      store.careForArchives(TWO_MONTHS);
      months.append(store, "use_after");
      assertThat(Months.all(store)).hasSize(records.size() + 3).containsAll(records);
    }
  }

  @Test
  void aDayWithoutRecordsOfItsOwnMakesNoArchiveTooOld() throws IOException {
    try (FileUsageStore store = months.open()) {
      months.append(store, "use_new");
      months.at(Instant.parse("2030-01-01T00:00:00Z"));
      store.careForArchives(TWO_MONTHS);
      assertThat(months.archived()).containsExactly(PLAIN, TOTALS);
    }
  }

  @Test
  void anArchiveThatSomeoneAddsOrTakesAwayIsNoticed() throws IOException {
    Path elsewhere = months.layout.data().resolve("elsewhere");
    try (FileUsageStore store = months.open()) {
      store.careForArchives(KEEP);
      Files.move(months.archive(PLAIN), elsewhere);
      months.at(Months.NOVEMBER.plusSeconds(61));
      store.careForArchives(KEEP);
      assertThat(Months.all(store)).isEmpty();

      Files.move(elsewhere, months.archive(PLAIN));
      months.at(Months.NOVEMBER.plusSeconds(122));
      store.careForArchives(KEEP);
      assertThat(Months.all(store)).hasSize(records.size());
    }
  }
}
