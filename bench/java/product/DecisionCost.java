import io.routerly.bootstrap.BuiltIns;
import io.routerly.chat.Conversation;
import io.routerly.chat.Feature;
import io.routerly.chat.Turn;
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
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
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
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures what one decision costs, with all policies that ask nobody else, over a number of
 * models.
 *
 * <p>Usage: {@code java DecisionCost MODELS CALLS ROUNDS}. Measures with nothing learnt, after a
 * hundredth of that many past calls and after all of them, spread over all models, of which one in
 * twenty fails; each with models that can all serve the request, and with every other one left out,
 * and with decisions of two projects in turn that look back over windows of their own. The rounds
 * of all nine alternate. Prints, for each, the past calls, how many models were ranked, how many
 * projects decide, the median time of a decision in microseconds and the bytes that it allocates.
 *
 * <p>Where calls have been learnt of, each decision is followed by one more, so that what was
 * learnt stays fresh; that is not in the times.
 */
public final class DecisionCost {
  private static final int DECISIONS_PER_ROUND = 20_000;
  private static final int WARM_UP_ROUNDS = 5;
  private static final long MILLIS_BETWEEN_CALLS = 50;
  private static final int LARGE_WINDOW = 128_000;
  private static final int SMALL_WINDOW = 1_000;
  private static final String KEY = "key";
  private static final List<String> ASKING = List.of("llm", "semantic-intent");

  private static final List<Setting> SETTINGS =
      List.of(new Setting(false, 1), new Setting(true, 1), new Setting(false, 2));

  /** Limits that nothing reaches: with them the policy counts calls and tokens. */
  private static final JsonObject LIMITS =
      Json.createObjectBuilder()
          .add("maxCallsPerWindow", 1_000_000)
          .add("maxTokensPerWindow", 1_000_000_000)
          .build();

  /** The windows of a project that does not take those that are usual. */
  private static final Map<String, JsonObject> OTHER_WINDOWS =
      Map.of(
          "health", object().add("windowMinutes", 60).add("halfLifeMinutes", 10).build(),
          "performance", object().add("windowMinutes", 60).add("halfLifeMinutes", 10).build(),
          "fairness", object().add("windowMinutes", 30).build(),
          "rate-limit", Json.createObjectBuilder(LIMITS).add("windowMinutes", 30).build());

  private final List<Candidate> candidates;
  private final AtomicLong clock = new AtomicLong();
  private final Learnt learnt = Learnt.nothing(clock::get, model -> List.of(KEY));
  private final List<List<NamedPolicy>> policies;
  private final Router router = new Router();
  private final ProjectToken token = token();
  private final Project project;
  private final List<Headroom> left =
      List.of(
          new Headroom(BudgetMetric.COST, new BigDecimal("100"), new BigDecimal("12.50")),
          new Headroom(
              BudgetMetric.TOTAL_TOKENS, new BigDecimal("5000000"), new BigDecimal("1000000")));
  private final SplittableRandom random = new SplittableRandom(42);
  private final int past;
  private int calls;
  private int decisions;

  /**
   * What decisions are made in.
   *
   * @param everyOther whether every other model is left out
   * @param projects how many projects decide in turn
   */
  private record Setting(boolean everyOther, int projects) {}

  private DecisionCost(int models, Setting setting, int past) {
    List<PolicyFactory> factories = BuiltIns.policies(learnt);
    List<NamedPolicy> usual = policies(factories, Map.of("rate-limit", LIMITS));
    policies =
        setting.projects() == 1
            ? List.of(usual)
            : List.of(usual, policies(factories, OTHER_WINDOWS));
    List<Candidate> all = new ArrayList<>();
    for (int i = 0; i < models; i++) {
      boolean small = setting.everyOther() && i % 2 == 1;
      all.add(new Candidate(model(i, small ? SMALL_WINDOW : LARGE_WINDOW + 1000 * i), i));
    }
    candidates = List.copyOf(all);
    project = project(all.stream().map(candidate -> candidate.model().id()).toList(), token);
    this.past = past;
    while (calls < past) {
      learn(all.get(calls % models).model());
    }
  }

  public static void main(String[] arguments) {
    int models = Integer.parseInt(arguments[0]);
    int calls = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    List<DecisionCost> subjects = new ArrayList<>();
    for (Setting setting : SETTINGS) {
      for (int past : new int[] {0, calls / 100, calls}) {
        subjects.add(new DecisionCost(models, setting, past));
      }
    }
    double[][] micros = new double[subjects.size()][rounds];
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (int i = 0; i < subjects.size(); i++) {
        double mean = subjects.get(i).round();
        if (round >= 0) {
          micros[i][round] = mean;
        }
      }
    }
    for (int i = 0; i < subjects.size(); i++) {
      DecisionCost subject = subjects.get(i);
      System.out.printf(
          Locale.ROOT,
          "%d %d %d %.1f %d%n",
          subject.past,
          subject.decide().ranking().size(),
          subject.policies.size(),
          median(micros[i]),
          subject.bytes());
    }
  }

  private static JsonObjectBuilder object() {
    return Json.createObjectBuilder();
  }

  private static List<NamedPolicy> policies(
      List<PolicyFactory> factories, Map<String, JsonObject> settings) {
    List<NamedPolicy> policies = new ArrayList<>();
    for (PolicyFactory factory : factories) {
      String type = factory.type();
      if (!ASKING.contains(type)) {
        JsonObject set = settings.getOrDefault(type, JsonValue.EMPTY_JSON_OBJECT);
        policies.add(new NamedPolicy(type, factory.create(new PolicySpec(type, set))));
      }
    }
    return policies;
  }

  private static Model model(int number, int window) {
    return new Model(
        "model-" + number,
        number % 2 == 0 ? "anthropic" : "openai",
        Optional.empty(),
        List.of(),
        Optional.of(BigDecimal.valueOf(10 + number, 4)),
        Optional.of(BigDecimal.valueOf(50 + 5L * number, 4)),
        Optional.empty(),
        Optional.empty(),
        Optional.of(window),
        List.of("chat", "vision", "tools"),
        List.of(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  private static ProjectToken token() {
    return new ProjectToken(
        "tok_bench000000000000",
        "HASHED:none",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        BudgetMode.EXTEND,
        List.of());
  }

  private static Project project(List<String> models, ProjectToken token) {
    return new Project(
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
  }

  private Decision decide() {
    RoutingContext context =
        new RoutingContext(
                "trc_bench000000000000",
                project,
                token,
                "auto",
                new RoutingContext.Demand(
                    CallType.CHAT, false, 500, OptionalLong.of(1000), new Tools()),
                Deadline.in(Duration.ofSeconds(5), System::nanoTime, () -> false),
                false)
            .within(() -> left);
    return router.decide(context, policies.get(decisions++ % policies.size()), candidates);
  }

  /** What requests take of a model is known from the check of their body. */
  private record Tools() implements Conversation {
    @Override
    public Set<Feature> features() {
      return Set.of(Feature.TOOLS, Feature.IMAGES);
    }

    @Override
    public List<Turn> turns() {
      return List.of();
    }
  }

  private void learn(Model model) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(MILLIS_BETWEEN_CALLS));
    learnt.traffic().began(model, project);
    Ending ending = random.nextInt(20) == 0 ? Ending.FAILURE : Ending.SUCCESS;
    learnt.ended(new AttemptEnd(model, KEY, ending, record(model, calls), Optional.empty()));
    calls++;
  }

  private UsageRecord record(Model model, int call) {
    return new UsageRecord(
        "use_bench000000000000",
        Instant.EPOCH,
        project.id(),
        project.slug(),
        token.id(),
        model.id(),
        model.provider(),
        "auto",
        1,
        1,
        1,
        CallType.CHAT,
        false,
        new UsageRecord.Tokens(400, 50 + call % 700, 0, 0, 0),
        false,
        Optional.empty(),
        10 + call % 40, // less than between two calls, so that each ends before the next begins
        Optional.empty(),
        CallStatus.SUCCESS,
        Optional.empty(),
        "trc_bench000000000000");
  }

  /** Returns the mean time of a decision in microseconds. */
  private double round() {
    long nanos = 0;
    for (int i = 0; i < DECISIONS_PER_ROUND; i++) {
      long start = System.nanoTime();
      Decision decision = decide();
      nanos += System.nanoTime() - start;
      if (decision.ranking().isEmpty()) {
        throw new IllegalStateException("Every model is left out: " + decision.exclusions());
      }
      if (calls > 0) {
        learn(decision.ranking().get(0));
      }
    }
    return nanos / 1000.0 / DECISIONS_PER_ROUND;
  }

  private long bytes() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1000; i++) {
      decide();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / 1000;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
