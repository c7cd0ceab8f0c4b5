package io.routerly.budget;

import static io.routerly.budget.Till.budget;
import static io.routerly.domain.BudgetMetric.CALLS;
import static io.routerly.domain.BudgetMetric.TOTAL_TOKENS;

import io.routerly.budget.Till.Call;
import io.routerly.domain.BudgetState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.annotations.Validate;
import org.jetbrains.kotlinx.lincheck.paramgen.ThreadIdGen;
import org.jetbrains.kotlinx.lincheck.strategy.stress.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Whatever threads do to the counters at a time is as if they had done it one after the other: what
 * each of them saw is what a plain counter shows in some such order. Lincheck makes the programs of
 * the threads up, runs each many times, and looks for that order.
 */
class LinearizableCountersTest {
  private static final int THREADS = 3;
  private static final int MOST_CALLS = 3;

  /** Less than three times what {@link Till#ESTIMATE} needs. */
  private static final int MOST_TOKENS = 400;

  private static final int ESTIMATE = 150;
  private static final int ACTUAL = 7;

  @Test
  void whatThreadsSeeIsExplainedByAnOrderOfWhatTheyDid() {
    LinChecker.check(
        Gate.class,
        new StressOptions()
            .threads(THREADS)
            .actorsBefore(1)
            .actorsPerThread(4)
            .actorsAfter(1)
            .iterations(30)
            .invocationsPerIteration(400)
            .minimizeFailedScenario(false)
            .sequentialSpecification(OneByOne.class));
  }

  /** The real counters; each thread ends the calls that it began itself. */
  public static final class Gate {
    private final Till till =
        new Till()
            .configure(
                List.of(budget(CALLS, "" + MOST_CALLS, "yearly")),
                List.of(budget(TOTAL_TOKENS, "" + MOST_TOKENS, "month")),
                List.of());

    private final List<Deque<Call>> open =
        Stream.<Deque<Call>>generate(ArrayDeque::new).limit(THREADS + 2).toList();

    private Deque<Call> openOf(int thread) {
      return open.get(thread % open.size());
    }

    @Operation
    public boolean admit(@Param(gen = ThreadIdGen.class) int thread) {
      Optional<Call> call = till.ask();
      call.ifPresent(
          admitted -> {
            openOf(thread).push(admitted);
            admitted.reservation().hold(Till.MODEL);
          });
      return call.isPresent();
    }

    @Operation
    public boolean settle(@Param(gen = ThreadIdGen.class) int thread) {
      Optional<Call> call = Optional.ofNullable(openOf(thread).poll());
      call.ifPresent(ended -> till.succeed(ended, ACTUAL - 1, 1));
      return call.isPresent();
    }

    @Operation
    public boolean release(@Param(gen = ThreadIdGen.class) int thread) {
      Optional<Call> call = Optional.ofNullable(openOf(thread).poll());
      call.ifPresent(ended -> ended.reservation().end());
      return call.isPresent();
    }

    @Operation
    public String calls() {
      return text(till.state(Scope.GLOBAL));
    }

    @Operation
    public String tokens() {
      return text(till.state(Scope.project("proj_a")));
    }

    private static String text(BudgetState state) {
      return state.used() + " used, " + state.reserved() + " held";
    }

    @Validate
    public void neverMoreThanTheLimit() {
      for (Scope scope : List.of(Scope.GLOBAL, Scope.project("proj_a"))) {
        BudgetState state = till.state(scope);
        if (state.used().add(state.reserved()).compareTo(state.budget().limit()) > 0) {
          throw new IllegalStateException("more than the limit: " + text(state));
        }
      }
    }
  }

  /** What the counters are to be, for one thread. */
  public static final class OneByOne {
    private final int[] open = new int[THREADS + 2];
    private int used;
    private int held;

    public boolean admit(int thread) {
      boolean calls = used + held + 1 <= MOST_CALLS;
      boolean tokens = used * ACTUAL + (held + 1) * ESTIMATE <= MOST_TOKENS;
      if (calls && tokens) {
        held++;
        open[thread % open.length]++;
      }
      return calls && tokens;
    }

    public boolean settle(int thread) {
      boolean settled = release(thread);
      used += settled ? 1 : 0;
      return settled;
    }

    public boolean release(int thread) {
      boolean released = open[thread % open.length] > 0;
      if (released) {
        open[thread % open.length]--;
        held--;
      }
      return released;
    }

    public String calls() {
      return used + " used, " + held + " held";
    }

    public String tokens() {
      return used * ACTUAL + " used, " + held * ESTIMATE + " held";
    }
  }
}
