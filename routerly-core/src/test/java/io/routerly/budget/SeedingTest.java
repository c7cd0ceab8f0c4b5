package io.routerly.budget;

import static io.routerly.budget.Till.budget;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.budget.Till.Call;
import io.routerly.domain.Budget;
import io.routerly.domain.BudgetMetric;
import io.routerly.domain.BudgetState;
import io.routerly.domain.UsageRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A counter that is new knows what was used before it was made, to the last digit. */
class SeedingTest {
  private static final Scope PROJECT = Scope.project("proj_a");
  private static final List<String> SIZES =
      List.of(
          "hourly", "daily", "weekly", "monthly", "yearly", "second", "minute", "hour", "day",
          "week", "month");

  static Stream<Integer> seeds() {
    return Stream.iterate(0, seed -> seed + 1).limit(60);
  }

  private static List<Budget> budgets() {
    List<Budget> all = new ArrayList<>();
    for (String size : SIZES) {
      for (BudgetMetric metric : BudgetMetric.values()) {
        all.add(budget(metric, "1000000", size));
      }
    }
    return all;
  }

  /** Everything of a state but the moment at which a rolling window began. */
  private static List<String> figures(EnforcedBudgets gate) {
    return Stream.of(Scope.GLOBAL, PROJECT, Scope.token("tok_a"))
        .flatMap(scope -> gate.states(scope).stream())
        .map(SeedingTest::figures)
        .toList();
  }

  private static String figures(BudgetState state) {
    return "%s %s %s: %s used, %s reserved, reset %s"
        .formatted(
            state.level(),
            state.budget().metric(),
            state.budget().windowSize(),
            state.used().stripTrailingZeros().toPlainString(),
            state.reserved().stripTrailingZeros().toPlainString(),
            state.resetAt());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRestartChangesNoFigure(int seed) {
    Till till = new Till();
    till.configure(budgets(), budgets(), budgets());
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      till.pass(random.nextInt(10) == 0 ? random.nextLong(40_000_000) : random.nextInt(70_000));
      till.ask()
          .ifPresent(
              call -> {
                assertThat(call.reservation().hold(Till.MODEL)).isEmpty();
                till.succeed(call, random.nextInt(100), random.nextInt(100));
              });
    }
    assertThat(figures(till.started())).isEqualTo(figures(till.gate));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aBudgetThatIsMadeWhileCallsAreUnderWayCountsThemOnce(int seed) {
    Till always = new Till();
    always.configure(budgets(), budgets(), budgets());
    Till later = new Till();
    later.configure(List.of(budget(BudgetMetric.COST, "1000000", "yearly")), List.of(), List.of());
    Random random = new Random(seed);
    List<Call> openAlways = new ArrayList<>();
    List<Call> openLater = new ArrayList<>();
    int madeAt = 10 + random.nextInt(40);
    for (int i = 0; i < 60; i++) {
      long pause = random.nextInt(10) == 0 ? random.nextLong(9_000_000) : random.nextInt(9_000);
      always.pass(pause);
      later.pass(pause);
      if (i == madeAt) {
        later.configure(budgets(), budgets(), budgets());
      }
      openAlways.add(always.ask().orElseThrow());
      openLater.add(later.ask().orElseThrow());
      int which = random.nextInt(openAlways.size());
      step(always, openAlways, which, new Random(seed * 100L + i));
      step(later, openLater, which, new Random(seed * 100L + i));
    }
    assertThat(figures(later.gate)).isEqualTo(figures(always.gate));
  }

  private static void step(Till till, List<Call> open, int which, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> till.succeed(open.remove(which), random.nextInt(90), random.nextInt(90));
      case 1 -> open.remove(which).reservation().end();
      case 2 ->
          till.charge(open.get(which), Till.MODEL, random.nextInt(90), random.nextInt(9), false);
      default -> assertThat(open.get(which).reservation().hold(Till.MODEL)).isEmpty();
    }
  }

  @Test
  void longWindowsAreSummedUpFromTotalsOfHours() {
    Till till = new Till();
    for (int day = 0; day < 40; day++) {
      till.pass(Duration.ofDays(1).toMillis());
      till.succeed(till.ask().orElseThrow(), 1, 1);
    }
    till.configure(
        List.of(budget(BudgetMetric.CALLS, "1000", "yearly")),
        List.of(budget(BudgetMetric.CALLS, "1000", "month")),
        List.of());
    assertThat(till.state(Scope.GLOBAL).used()).isEqualByComparingTo("40");
    assertThat(till.state(PROJECT).used()).isEqualByComparingTo("31");
    assertThat(till.past.read()).isLessThanOrEqualTo(2);
  }

  @Test
  void aRecordThatIsWrittenAtLastWhileTheLedgerIsAskedCountsOnce() {
    Till till = new Till();
    till.succeed(till.ask().orElseThrow(), 1, 1);
    Deque<UsageRecord> waiting = new ArrayDeque<>(till.past.records());
    MemoryPast past = new MemoryPast();
    Runnable catchesUp =
        () -> {
          while (!waiting.isEmpty()) {
            past.append(waiting.removeFirst());
          }
        };
    till.configure(List.of(budget(BudgetMetric.CALLS, "9", "daily")), List.of(), List.of());
    EnforcedBudgets gate =
        till.started(
            () -> then(past.snapshot(), catchesUp), () -> then(List.copyOf(waiting), catchesUp));
    assertThat(gate.states(Scope.GLOBAL).get(0).used()).isEqualByComparingTo("1");
  }

  private static <T> T then(T answer, Runnable next) {
    next.run();
    return answer;
  }

  @Test
  void aRecordOfAnHourAgoThatStillWaitsCounts() {
    Till till = new Till();
    till.succeed(till.ask().orElseThrow(), 1, 1);
    till.pass(Duration.ofHours(2).toMillis());
    till.configure(List.of(budget(BudgetMetric.CALLS, "9", "daily")), List.of(), List.of());
    EnforcedBudgets gate = till.started(new MemoryPast()::snapshot, till.past::records);
    assertThat(gate.states(Scope.GLOBAL).get(0).used()).isEqualByComparingTo("1");
  }

  @Test
  void callsEndWhileTheLedgerIsAsked() {
    Till till = new Till();
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    till.gate =
        till.started(
            () -> then(till.past.snapshot(), Objects.requireNonNull(meanwhile.get())), List::of);
    Call call = till.ask().orElseThrow();
    meanwhile.set(() -> CompletableFuture.runAsync(() -> till.succeed(call, 1, 1)).join());
    till.configure(List.of(budget(BudgetMetric.CALLS, "9", "daily")), List.of(), List.of());
    assertThat(till.state(Scope.GLOBAL).used()).isEqualByComparingTo("1");
  }

  @Test
  void countsOnceWhateverIsChangedWhileManyCall() throws Exception {
    Till till = new Till();
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(9);
    try {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Random random = new Random(i);
        clients.add(pool.submit(() -> client(till, random)));
      }
      Future<?> administrator = pool.submit(() -> change(till, over));
      for (Future<?> client : clients) {
        client.get();
      }
      over.set(true);
      administrator.get();
    } finally {
      pool.shutdownNow();
    }
    till.configure(budgets(), budgets(), budgets());
    assertThat(figures(till.gate)).isEqualTo(figures(till.started()));
    BigDecimal calls =
        BigDecimal.valueOf(till.past.records().stream().mapToInt(record -> record.calls()).sum());
    assertThat(till.gate.states(PROJECT))
        .filteredOn(state -> state.budget().metric() == BudgetMetric.CALLS)
        .filteredOn(state -> state.budget().windowSize().endsWith("ly"))
        .allMatch(state -> state.used().compareTo(calls) == 0);
  }

  private static void client(Till till, Random random) {
    for (int i = 0; i < 1_500; i++) {
      Call call = till.ask().orElseThrow();
      assertThat(call.reservation().hold(Till.MODEL)).isEmpty();
      if (random.nextInt(5) > 0) {
        till.charge(call, Till.MODEL, 3, random.nextInt(7), true);
      }
      call.reservation().end();
    }
  }

  /** Makes and removes budgets for as long as clients call. */
  private static void change(Till till, AtomicBoolean over) {
    while (!over.get()) {
      till.configure(budgets(), List.of(), List.of());
      till.gate.refresh();
      till.configure(List.of(), budgets(), budgets());
      till.gate.refresh();
    }
  }
}
