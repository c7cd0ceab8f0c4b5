package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.UsageRecord;
import io.routerly.store.Queries;
import io.routerly.store.RandomUsage;
import io.routerly.store.Records;
import io.routerly.store.UsagePage;
import io.routerly.store.UsageSnapshot;
import io.routerly.store.Usages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the ledger when a month is over. */
final class LedgerRotationTest {
  private final Months months;

  LedgerRotationTest(@TempDir Path home) throws IOException {
    months = new Months(home);
  }

  @Test
  void aMonthThatIsOverIsArchivedAndStillFound() throws IOException {
    try (FileUsageStore store = months.open()) {
      months.append(store, "use_1");
      store.rotateIfDue();
      assertThat(months.archived()).isEmpty();

      months.at(Months.NOVEMBER);
      months.append(store, "use_2");
      store.rotateIfDue();
      months.append(store, "use_3");
      assertThat(months.archived())
          .containsExactly("usage-2026-10.json", "usage-2026-10.totals.json");
      assertFound(store);
    }
    try (FileUsageStore again = months.open()) {
      assertFound(again);
    }
    assertThat(Files.readString(months.layout.usage())).contains("use_3").doesNotContain("use_2");
    assertThat(LedgerCheck.archiveProblems(months.layout)).isEmpty();
  }

  private static void assertFound(FileUsageStore store) {
    assertThat(Months.ids(store)).containsExactly("use_3", "use_2", "use_1");
    assertThat(Months.all(store)).hasSize(3);
    assertThat(store.get("use_1")).isPresent();
    assertThat(store.problems()).isEmpty();
    UsagePage november = store.find(Queries.between(Months.NOVEMBER, Months.DECEMBER));
    assertThat(november.total()).isEqualTo(2);
    UsagePage second = store.find(Queries.page(1, 1));
    assertThat(second.items()).extracting(UsageRecord::id).containsExactly("use_2");
    assertThat(second.total()).isEqualTo(3);
    assertThat(store.find(Queries.page(1, 2)).items())
        .extracting(UsageRecord::id)
        .containsExactly("use_1");
  }

  @Test
  void aMonthThatEndedWhileTheServiceWasDownIsArchivedAtTheStart() throws IOException {
    try (FileUsageStore store = months.open()) {
      months.append(store, "use_1");
    }
    months.at(Months.DECEMBER);
    try (FileUsageStore store = months.open()) {
      assertThat(months.archived()).contains("usage-2026-10.json");
      assertThat(Months.ids(store)).containsExactly("use_1");
      assertThat(Files.readString(months.layout.usage())).isEqualTo("[\n]\n");
    }
  }

  @Test
  void aLateRecordOfTheMonthBeforeStaysInTheNewFile() throws IOException {
    try (FileUsageStore store = months.open()) {
      months.append(store, "use_1");
      months.at(Months.NOVEMBER);
      store.rotateIfDue();
      store.append(Records.record("use_late", Months.OCTOBER));
      store.rotateIfDue();
      assertThat(store.find(Queries.between(Months.OCTOBER, Months.NOVEMBER)).total()).isEqualTo(2);
    }
    try (FileUsageStore again = months.open()) {
      again.rotateIfDue();
      assertThat(months.archived())
          .containsExactly("usage-2026-10.json", "usage-2026-10.totals.json");
      assertThat(Months.all(again)).hasSize(2);
    }
  }

  @Test
  void aSecondArchiveOfAMonthGetsANameOfItsOwn() throws IOException {
    try (FileUsageStore store = months.open()) {
      months.append(store, "use_1");
      Files.createDirectories(months.layout.archive());
      Files.writeString(months.archive("usage-2026-10.json"), "[\n]\n");
      months.at(Months.NOVEMBER);
      store.rotateIfDue();
      assertThat(months.archived()).contains("usage-2026-10-2.json");
      assertThat(Files.readString(months.archive("usage-2026-10.json"))).isEqualTo("[\n]\n");
      assertThat(Months.ids(store)).containsExactly("use_1");
    }
  }

  @Test
  void monthsWithoutRecordsLeaveNoArchive() throws IOException {
    try (FileUsageStore store = months.open()) {
      months.at(Months.NOVEMBER);
      store.rotateIfDue();
      months.append(store, "use_1");
      store.rotateIfDue();
      assertThat(months.archived()).isEmpty();
    }
  }

  @Test
  void aLedgerOfManyMonthsBecomesOneArchive() throws IOException {
    try (FileUsageStore store = months.open()) {
      store.append(Records.record("use_1", Months.OCTOBER.minus(Duration.ofDays(400))));
      store.append(Records.record("use_2", Months.OCTOBER.minus(Duration.ofDays(40))));
    }
    try (FileUsageStore store = months.open()) {
      assertThat(months.archived())
          .containsExactly("usage-2026-09.json", "usage-2026-09.totals.json");
      assertThat(Months.ids(store)).containsExactly("use_2", "use_1");
    }
  }

  @Test
  void aSnapshotFromBeforeIsReadAsItWas() throws IOException {
    try (FileUsageStore store = months.open()) {
      months.append(store, "use_1");
      UsageSnapshot before = store.snapshot();
      months.at(Months.NOVEMBER);
      store.rotateIfDue();
      months.append(store, "use_2");
      assertThat(Usages.records(before, Months.OCTOBER, Months.DECEMBER))
          .extracting(UsageRecord::id)
          .containsExactly("use_1");
    }
  }

  @Test
  void recordsThatArriveMeanwhileAreNeitherLostNorDoubled() throws Exception {
    int threads = 4;
    int each = 400;
    try (FileUsageStore store = months.open()) {
      months.append(store, "use_first");
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        RandomUsage random = new RandomUsage(t, Months.OCTOBER, Duration.ofHours(2));
        done.add(pool.submit(() -> random.records(each).forEach(store::append)));
      }
      int before = 0;
      for (int month = 1; done.stream().anyMatch(one -> !one.isDone()); month++) {
        months.at(Months.OCTOBER.plus(Duration.ofDays(31L * month)));
        store.rotateIfDue();
        int now = Months.all(store).size();
        assertThat(now).isGreaterThanOrEqualTo(before);
        before = now;
      }
      for (Future<?> one : done) {
        one.get();
      }
      pool.shutdown();
      assertThat(Months.all(store)).hasSize(threads * each + 1);
      assertThat(store.isHealthy()).isTrue();
    }
    try (FileUsageStore again = months.open()) {
      assertThat(Months.all(again)).hasSize(threads * each + 1);
    }
  }
}
