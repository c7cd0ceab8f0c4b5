package io.routerly.budget;

import static io.routerly.budget.Till.budget;
import static io.routerly.domain.BudgetMetric.CALLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.budget.Till.Call;
import io.routerly.domain.Budget;
import io.routerly.domain.BudgetLevel;
import io.routerly.domain.BudgetMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However many calls come at a time, exactly as many pass as a budget allows. */
class LimitsUnderLoadTest {
  /** Keeps a call of one thread open while others ask. */
  private static final int OPEN_AT_A_TIME = 3;

  static Stream<Arguments> loads() {
    List<Arguments> all = new ArrayList<>();
    for (int limit : List.of(1, 100, 10_000)) {
      for (int threads : List.of(1, 32, 300)) {
        for (BudgetLevel level : BudgetLevel.values()) {
          for (BudgetMode mode : BudgetMode.values()) {
            all.add(Arguments.of(limit, threads, level, mode));
          }
        }
      }
    }
    return all.stream();
  }

  private static Till till(int limit, BudgetLevel level, BudgetMode mode) {
    List<Budget> budgets =
        List.of(budget(CALLS, Integer.toString(limit), "yearly"), budget(CALLS, "1e6", "month"));
    return new Till()
        .configure(
            level == BudgetLevel.GLOBAL ? budgets : List.of(),
            level == BudgetLevel.PROJECT ? budgets : List.of(),
            level == BudgetLevel.TOKEN ? budgets : List.of(),
            mode,
            Optional.empty());
  }

  @ParameterizedTest(name = "{0} calls, {1} threads, on {2} with {3}")
  @MethodSource("loads")
  void exactlyTheLimitPasses(int limit, int threads, BudgetLevel level, BudgetMode mode)
      throws Exception {
    Till till = till(limit, level, mode);
    boolean holds = level != BudgetLevel.PROJECT || mode == BudgetMode.EXTEND;
    AtomicInteger asked = new AtomicInteger(3 * limit);
    AtomicInteger counted = new AtomicInteger();
    each(threads, thread -> load(till, new Random(thread), asked, counted));
    assertThat(counted).hasValueLessThanOrEqualTo(holds ? limit : 3 * limit);

    // what failed has given its place back, so that the rest still passes
    for (Optional<Call> call = till.ask();
        call.isPresent() && counted.get() < 4 * limit;
        call = till.ask()) {
      till.succeed(call.get(), 1, 1);
      counted.incrementAndGet();
    }
    assertThat(counted).hasValue(holds ? limit : 4 * limit);
    Scope scope =
        switch (level) {
          case GLOBAL -> Scope.GLOBAL;
          case PROJECT -> Scope.project("proj_a");
          case TOKEN -> Scope.token("tok_a");
        };
    assertThat(till.state(scope).used()).isEqualByComparingTo(counted.toString());
    assertThat(till.past.records().stream().mapToInt(record -> record.calls()).sum())
        .isEqualTo(counted.get());
  }

  /** A client that has some calls open at a time, of which some fail and some break off. */
  private static void load(Till till, Random random, AtomicInteger asked, AtomicInteger counted) {
    List<Call> open = new ArrayList<>();
    while (asked.getAndDecrement() > 0) {
      till.ask().ifPresent(open::add);
      if (open.size() == OPEN_AT_A_TIME) {
        end(till, open.remove(random.nextInt(OPEN_AT_A_TIME)), random, counted);
      }
    }
    open.forEach(call -> end(till, call, random, counted));
  }

  private static void end(Till till, Call call, Random random, AtomicInteger counted) {
    if (random.nextInt(4) == 0) {
      call.reservation().end(); // no provider answered
      return;
    }
    assertThat(call.reservation().hold(Till.MODEL)).isEmpty();
    till.succeed(call, 1, random.nextInt(3));
    counted.incrementAndGet();
  }

  private interface Task {
    void run(int thread);
  }

  private static void each(int threads, Task task) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        running.add(pool.submit(() -> task.run(thread)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
