import io.routerly.bootstrap.BuiltIns;
import io.routerly.chat.Conversation;
import io.routerly.domain.BudgetMetric;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Headroom;
import io.routerly.domain.Model;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.Resilience;
import io.routerly.domain.UsageRecord;
import io.routerly.health.AttemptEnd;
import io.routerly.health.Ending;
import io.routerly.health.Learnt;
import io.routerly.routing.Candidate;
import io.routerly.routing.Deadline;
import io.routerly.routing.Decision;
import io.routerly.routing.NamedPolicy;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.Router;
import io.routerly.routing.RoutingContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures what one decision costs, with all policies that ask nobody else, over a number of
 * models.
 *
 * <p>Usage: {@code java DecisionCost MODELS CALLS ROUNDS}. Measures with nothing learnt and after
 * that many past calls, spread over all models, of which one in twenty fails; the rounds of both
 * alternate. Prints, for each, the median time of a decision in microseconds and the bytes that it
 * allocates, then the ratio of the times.
 */
public final class DecisionCost {
  private static final int DECISIONS_PER_ROUND = 20_000;
  private static final int WARM_UP_ROUNDS = 5;
  private static final long MILLIS_BETWEEN_CALLS = 5;
  private static final List<String> ASKING = List.of("llm", "semantic-intent");

  private final List<Candidate> candidates;
  private final AtomicLong clock = new AtomicLong();
  private final Learnt learnt = Learnt.nothing(clock::get);
  private final List<NamedPolicy> policies = policies(learnt);
  private final Router router = new Router();
  private final RoutingContext context;
  private long sink;

  private DecisionCost(int models) {
    List<Candidate> all = new ArrayList<>();
    for (int i = 0; i < models; i++) {
      all.add(new Candidate(model(i), i));
    }
    candidates = List.copyOf(all);
    context = context(candidates.stream().map(candidate -> candidate.model().id()).toList());
  }

  public static void main(String[] arguments) {
    int models = Integer.parseInt(arguments[0]);
    int calls = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    DecisionCost fresh = new DecisionCost(models);
    DecisionCost seasoned = new DecisionCost(models);
    seasoned.learn(calls);
    double[] before = new double[rounds];
    double[] after = new double[rounds];
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      double first = fresh.round();
      double second = seasoned.round();
      if (round >= 0) {
        before[round] = first;
        after[round] = second;
      }
    }
    double ratio = median(after) / median(before);
    System.out.printf(Locale.ROOT, "%.1f %d%n", median(before), fresh.bytes());
    System.out.printf(Locale.ROOT, "%.1f %d%n", median(after), seasoned.bytes());
    System.out.printf(Locale.ROOT, "%.2f%n", ratio);
    if (fresh.sink + seasoned.sink == 0) {
      throw new IllegalStateException("No decision ranked a model.");
    }
  }

  private static List<NamedPolicy> policies(Learnt learnt) {
    List<NamedPolicy> policies = new ArrayList<>();
    for (PolicyFactory factory : BuiltIns.policies(learnt)) {
      if (!ASKING.contains(factory.type())) {
        policies.add(
            new NamedPolicy(factory.type(), factory.create(PolicySpec.of(factory.type()))));
      }
    }
    return policies;
  }

  private static Model model(int number) {
    return new Model(
        "model-" + number,
        number % 2 == 0 ? "anthropic" : "openai",
        Optional.empty(),
        Optional.of(BigDecimal.valueOf(10 + number, 4)),
        Optional.of(BigDecimal.valueOf(50 + 5L * number, 4)),
        Optional.empty(),
        Optional.empty(),
        Optional.of(128_000 + 1000 * number),
        List.of("chat", "vision", "tools"),
        List.of(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  private RoutingContext context(List<String> models) {
    ProjectToken token =
        new ProjectToken(
            "tok_bench000000000000",
            "HASHED:none",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            BudgetMode.EXTEND,
            List.of());
    Project project =
        new Project(
            "proj_bench00000000000",
            "Bench",
            "bench",
            Optional.empty(),
            List.of(),
            models,
            Optional.empty(),
            List.of(token),
            List.of(),
            List.of(),
            Resilience.DEFAULT);
    List<Headroom> left =
        List.of(
            new Headroom(BudgetMetric.COST, new BigDecimal("12.50")),
            new Headroom(BudgetMetric.TOTAL_TOKENS, new BigDecimal("1000000")));
    return new RoutingContext(
            "trc_bench000000000000",
            project,
            token,
            "auto",
            new RoutingContext.Demand(
                CallType.CHAT, false, 500, OptionalLong.of(1000), Conversation.UNKNOWN),
            Deadline.in(Duration.ofSeconds(5), System::nanoTime, () -> false),
            false)
        .within(() -> left);
  }

  private void learn(int calls) {
    for (int call = 0; call < calls; call++) {
      Model model = candidates.get(call % candidates.size()).model();
      clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(MILLIS_BETWEEN_CALLS));
      learnt.began(model, context.project());
      Ending ending = call % 19 == 7 ? Ending.FAILURE : Ending.SUCCESS;
      learnt.ended(new AttemptEnd(model, ending, record(model, call), Optional.empty()));
    }
  }

  private UsageRecord record(Model model, int call) {
    return new UsageRecord(
        "use_bench000000000000",
        Instant.EPOCH,
        context.project().id(),
        context.project().slug(),
        context.token().id(),
        model.id(),
        model.provider(),
        "auto",
        1,
        CallType.CHAT,
        false,
        new UsageRecord.Tokens(400, 50 + call % 700, 0, 0, 0),
        false,
        Optional.empty(),
        300 + call % 900,
        Optional.empty(),
        CallStatus.SUCCESS,
        Optional.empty(),
        "trc_bench000000000000");
  }

  /** Returns the mean time of a decision in microseconds; a call comes with each of them. */
  private double round() {
    long start = System.nanoTime();
    for (int i = 0; i < DECISIONS_PER_ROUND; i++) {
      clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(MILLIS_BETWEEN_CALLS));
      Decision decision = router.decide(context, policies, candidates);
      sink += decision.ranking().size();
    }
    return (System.nanoTime() - start) / 1000.0 / DECISIONS_PER_ROUND;
  }

  private long bytes() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1000; i++) {
      sink += router.decide(context, policies, candidates).ranking().size();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / 1000;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
