package io.routerly.store;

import static io.routerly.store.Records.NOW;
import static io.routerly.store.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.UsageRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every usage store does. A subclass opens one kind of store. */
public abstract class UsageStoreContract {
  /** Opens the store, on what it held when it was last closed, if anything. */
  protected abstract UsageStore open();

  @Test
  void aNewStoreHoldsNothing() {
    try (UsageStore store = open()) {
      assertThat(store.find(Queries.all())).isEqualTo(new UsagePage(List.of(), 0));
      assertThat(store.get("use_1")).isEmpty();
      assertThat(store.isHealthy()).isTrue();
    }
  }

  @Test
  void recordsComeBackAsTheyWereNewestFirst() {
    UsageRecord unpriced =
        new UsageRecord(
            "use_3",
            NOW.plusNanos(123_456_789),
            "proj_a",
            "my-app",
            "tok_a",
            "gpt-5-mini",
            "openai",
            "say \"hi\"\\\n\u0001 für 你好 😀",
            2,
            0,
            1,
            CallType.MESSAGES,
            false,
            UsageRecord.Tokens.NONE,
            true,
            Optional.empty(),
            Long.MAX_VALUE,
            Optional.empty(),
            CallStatus.TIMEOUT,
            Optional.of(new UsageRecord.Failure("provider_timeout", "no byte within 30 s")),
            "trc_b");
    try (UsageStore store = open()) {
      store.append(record("use_1"));
      store.append(record("use_2"));
      store.append(unpriced);
      assertThat(store.find(Queries.all()).items())
          .containsExactly(unpriced, record("use_2"), record("use_1"));
    }
    try (UsageStore again = open()) {
      assertThat(again.find(Queries.all()).items())
          .containsExactly(unpriced, record("use_2"), record("use_1"));
      assertThat(again.get("use_3")).contains(unpriced);
      assertThat(again.get("use_")).isEmpty();
    }
  }

  @Test
  void pagesAreCutOutOfAllThatMatch() {
    try (UsageStore store = open()) {
      for (int i = 0; i < 3000; i++) {
        store.append(record("use_" + i));
      }
      UsagePage page = store.find(Queries.page(2, 1500));
      assertThat(page.total()).isEqualTo(3000);
      assertThat(page.items()).extracting(UsageRecord::id).containsExactly("use_1499", "use_1498");
      assertThat(store.find(Queries.page(10, 2995)).items()).hasSize(5);
      assertThat(store.find(Queries.page(10, 5000))).isEqualTo(new UsagePage(List.of(), 3000));
    }
  }

  @Test
  void timesAreFromInclusiveToExclusive() {
    try (UsageStore store = open()) {
      for (int i = 0; i < 3000; i++) {
        store.append(record("use_" + i, NOW.plusMillis(i * 500L)));
      }
      UsagePage page =
          store.find(Queries.between(NOW.plusMillis(1_000_500), NOW.plusMillis(1_001_500)));
      assertThat(page.items()).extracting(UsageRecord::id).containsExactly("use_2002", "use_2001");
      assertThat(page.total()).isEqualTo(2);
      assertThat(store.find(Queries.between(NOW, NOW.plusSeconds(1000))).total()).isEqualTo(2000);
      assertThat(store.find(Queries.between(NOW.minusSeconds(9), NOW)).total()).isZero();
    }
  }

  @Test
  void everyFilterNarrows() {
    try (UsageStore store = open()) {
      store.append(record("use_1", NOW, "proj_a", "m", CallStatus.SUCCESS));
      store.append(record("use_2", NOW, "proj_b", "m", CallStatus.SUCCESS));
      store.append(record("use_3", NOW, "proj_c", "m", CallStatus.SUCCESS));
      store.append(record("use_4", NOW, "proj_a", "n", CallStatus.SUCCESS));
      store.append(record("use_5", NOW, "proj_a", "m", CallStatus.ABORTED));
      UsageQuery query = Queries.of(Set.of("proj_a", "proj_b"), "m", CallStatus.SUCCESS);
      assertThat(store.find(query).items())
          .extracting(UsageRecord::id)
          .containsExactly("use_2", "use_1");
      assertThat(store.find(Queries.of(Set.of(), "m", CallStatus.SUCCESS)).total()).isZero();
    }
  }

  @Test
  void parallelAppendsAllArrive() throws Exception {
    long threads = 32;
    int each = 200;
    try (UsageStore store = open()) {
      ExecutorService pool = Executors.newFixedThreadPool((int) threads);
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        done.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    store.append(record("use_" + thread + "_" + i));
                  }
                }));
      }
      for (Future<?> one : done) {
        one.get();
      }
      pool.shutdown();
      assertThat(store.find(Queries.all()).total()).isEqualTo(threads * each);
    }
    try (UsageStore again = open()) {
      assertThat(again.find(Queries.all()).total()).isEqualTo(threads * each);
      assertThat(again.get("use_31_199")).isPresent();
    }
  }

  @Test
  void anInterruptedThreadLosesNothing() {
    try (UsageStore store = open()) {
      Thread.currentThread().interrupt();
      store.append(record("use_1"));
      assertThat(store.find(Queries.all()).total()).isEqualTo(1);
      assertThat(Thread.interrupted()).isTrue();
      store.append(record("use_2"));
      assertThat(store.find(Queries.all()).total()).isEqualTo(2);
    }
  }

  @Test
  void aSnapshotHoldsWhatWasAppendedBeforeItAndNothingElse() {
    try (UsageStore store = open()) {
      List<UsageRecord> all = new RandomUsage(1, NOW, Duration.ofHours(5)).records(2500);
      all.subList(0, 1500).forEach(store::append);
      UsageSnapshot before = store.snapshot();
      all.subList(1500, 2500).forEach(store::append);

      assertSame(before, all.subList(0, 1500));
      assertSame(store.snapshot(), all);
    }
    try (UsageStore again = open()) {
      List<UsageRecord> all = new RandomUsage(1, NOW, Duration.ofHours(5)).records(2500);
      assertSame(again.snapshot(), all);
      assertThat(Usages.hours(again.snapshot(), NOW, NOW)).isEmpty();
    }
  }

  private static void assertSame(UsageSnapshot snapshot, List<UsageRecord> records) {
    Instant from = NOW.minus(1, ChronoUnit.HOURS);
    Instant to = NOW.plus(9, ChronoUnit.HOURS);
    assertThat(Usages.records(snapshot, from, to)).containsExactlyElementsOf(records);
    assertThat(Usages.hours(snapshot, from, to))
        .isEqualTo(Usages.hours(new ListedUsage(records), from, to));
    assertThat(Usages.days(snapshot, from, to))
        .isEqualTo(Usages.days(new ListedUsage(records), from, to));
  }

  @Test
  void snapshotsTakenWhileRecordsArriveAreExact() throws Exception {
    int threads = 8;
    int each = 300;
    try (UsageStore store = open()) {
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        RandomUsage random = new RandomUsage(t, NOW, Duration.ofHours(3));
        done.add(pool.submit(() -> random.records(each).forEach(store::append)));
      }
      while (done.stream().anyMatch(one -> !one.isDone())) {
        assertTotalsFitRecords(store.snapshot());
      }
      for (Future<?> one : done) {
        one.get();
      }
      pool.shutdown();
      assertTotalsFitRecords(store.snapshot());
      assertThat(Usages.records(store.snapshot(), NOW, NOW.plusSeconds(20_000)))
          .hasSize(threads * each);
    }
  }

  private static void assertTotalsFitRecords(UsageSnapshot snapshot) {
    Instant to = NOW.plus(4, ChronoUnit.HOURS);
    List<UsageRecord> records = Usages.records(snapshot, NOW, to);
    assertThat(Usages.hours(snapshot, NOW, to))
        .isEqualTo(Usages.hours(new ListedUsage(records), NOW, to));
  }
}
