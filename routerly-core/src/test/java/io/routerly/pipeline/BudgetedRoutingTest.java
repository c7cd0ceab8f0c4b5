package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.routerly.budget.Admission;
import io.routerly.budget.OpenGate;
import io.routerly.domain.BudgetMetric;
import io.routerly.domain.Headroom;
import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Resilience;
import io.routerly.domain.Stickiness;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.health.Ceiling;
import io.routerly.health.OutputSizes;
import io.routerly.provider.ProviderRefusal;
import io.routerly.routing.Candidate;
import io.routerly.routing.Exclusion;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Trace;
import io.routerly.routing.Verdict;
import io.routerly.routing.policy.BudgetRemainingPolicy;
import io.routerly.wire.WireFormat;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is left of the budgets decides which models are asked, at first and as fallbacks. */
class BudgetedRoutingTest {
  private static final String TEXT =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Model FREE = Models.priced("free", "0", "0");
  private static final Model DEAR = Models.priced("dear", "4", "8");
  private static final Model CHEAP = Models.priced("cheap", "0.001", "0.002");

  /** A budget on cost that knows which models it does not suffice for. */
  private static final class OneBudget extends OpenGate {
    private final String remaining;
    private final List<String> tooDear;

    OneBudget(String remaining, List<String> tooDear) {
      super(Line.NOW);
      this.remaining = remaining;
      this.tooDear = tooDear;
    }

    @Override
    protected List<Headroom> headroom() {
      return List.of(new Headroom(BudgetMetric.COST, BigDecimal.TEN, new BigDecimal(remaining)));
    }

    @Override
    protected Optional<Admission.Refused> hold(Model model) {
      return tooDear.contains(model.id())
          ? Optional.of(
              new Admission.Refused(
                  ErrorCode.BUDGET_EXCEEDED,
                  "the budget of the project does not suffice for it",
                  Optional.empty()))
          : Optional.empty();
    }
  }

  private static Line line(OneBudget budget, List<PolicySpec> policies) {
    return new Line(
        MemoryConfig.of(
            List.of(FREE, DEAR, CHEAP), Values.project(policies, "free", "dear", "cheap")),
        budget,
        BudgetRemainingPolicy.factory(new OutputSizes()));
  }

  private static ProviderRefusal down() {
    return new ProviderRefusal(WireFormat.OPENAI_CHAT, 500, "Down.", List.of(), new byte[0]);
  }

  @Test
  void leavesOutWhatTheBudgetIsExpectedNotToSufficeFor() {
    Line line = line(new OneBudget("1", List.of()), List.of(PolicySpec.of("budget-remaining")));

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("free");
    assertThat(line.traces.get("trc_a").orElseThrow().decision().exclusions())
        .extracting(Exclusion::modelId, Exclusion::by)
        .containsExactly(tuple("dear", "budget-remaining"));
  }

  @Test
  void passesAFallbackOverThatTheBudgetDoesNotSufficeFor() {
    Line line = line(new OneBudget("1", List.of("dear")), List.of());
    line.provider.failNext(down());

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("free", "cheap");
    assertThat(line.traces.get("trc_a").orElseThrow().attempts())
        .extracting(Trace.Attempt::outcome)
        .containsExactly("provider_error", "passed_over", "success");
    assertThat(line.traces.get("trc_a").orElseThrow().attempts().get(1).message())
        .isEqualTo("budget: the budget of the project does not suffice for it");
  }

  @Test
  void passesAHedgeOverThatTheBudgetDoesNotSufficeFor() {
    Resilience hedging = new Resilience(120_000, Stickiness.AUTO, Optional.of(500));
    Line line =
        new Line(
            MemoryConfig.of(
                List.of(FREE, DEAR, CHEAP),
                Values.project(List.of(), hedging, "free", "dear", "cheap")),
            new OneBudget("1", List.of("dear")));
    line.provider.duringNext(line.hedges::begin);

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("free", "cheap");
    assertThat(line.traces.get("trc_a").orElseThrow().attempts())
        .extracting(Trace.Attempt::modelId, Trace.Attempt::outcome)
        .containsExactly(
            tuple("dear", "passed_over"), tuple("free", "overtaken"), tuple("cheap", "success"));
  }

  /** Has a limit that no call gets past, once it is looked at as an attempt begins. */
  private static PolicyFactory fullAt(String model) {
    return PolicyFactory.withoutSettings(
        "full",
        () ->
            new RoutingPolicy() {
              @Override
              public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
                return RoutingPolicy.abstain(candidates, "there is nothing to say");
              }

              @Override
              public Optional<Ceiling> ceiling(Model asked) {
                Ceiling none = new Ceiling(MINUTE, Optional.of(0L), Optional.empty());
                return asked.id().equals(model) ? Optional.of(none) : Optional.empty();
              }
            });
  }

  private static Line lineThatIsFullAt(String model, String... tooDear) {
    return new Line(
        MemoryConfig.of(
            List.of(FREE, DEAR, CHEAP),
            Values.project(List.of(PolicySpec.of("full")), "free", "dear", "cheap")),
        new OneBudget("1", List.of(tooDear)),
        fullAt(model));
  }

  @Test
  void tellsThatTheBudgetIsExhaustedWhereItSufficesForNoModel() {
    Line line = lineThatIsFullAt("none", "free", "dear", "cheap");

    GatewayException refused = catchThrowableOfType(GatewayException.class, () -> line.chat(TEXT));

    assertThat(refused.code()).isEqualTo(ErrorCode.BUDGET_EXCEEDED);
  }

  @Test
  void tellsThatNoModelIsAvailableWhereOneIsFullAndTheBudgetDoesNotSufficeForTheOthers() {
    Line line = lineThatIsFullAt("free", "dear", "cheap");

    GatewayException refused = catchThrowableOfType(GatewayException.class, () -> line.chat(TEXT));

    assertThat(refused.code()).isEqualTo(ErrorCode.NO_MODEL_AVAILABLE);
  }

  @Test
  void tellsWhenAModelIsFreeThatAPolicyLeftOutAndTheBudgetDoesNotSufficeForTheOthers() {
    PolicyFactory out =
        PolicyFactory.withoutSettings(
            "full",
            () ->
                (context, candidates) ->
                    candidates.stream()
                        .<Verdict>map(
                            candidate ->
                                candidate.model().id().equals("free")
                                    ? new Verdict.Exclude("is full", Optional.of(MINUTE))
                                    : new Verdict.Score(0.5))
                        .toList());
    Line line =
        new Line(
            MemoryConfig.of(
                List.of(FREE, DEAR, CHEAP),
                Values.project(List.of(PolicySpec.of("full")), "free", "dear", "cheap")),
            new OneBudget("1", List.of("dear", "cheap")),
            out);

    GatewayException refused = catchThrowableOfType(GatewayException.class, () -> line.chat(TEXT));

    assertThat(refused.code()).isEqualTo(ErrorCode.NO_MODEL_AVAILABLE);
    assertThat(refused.retryAfter()).contains(MINUTE);
  }

  @Test
  void tellsTheProvidersErrorWhenTheBudgetSufficesForNoFallback() {
    Line line = line(new OneBudget("1", List.of("dear", "cheap")), List.of());
    line.provider.failNext(down());
    line.provider.failNext(down());

    GatewayException failure = catchThrowableOfType(GatewayException.class, () -> line.chat(TEXT));

    assertThat(failure).hasMessage("Down.");
    assertThat(line.provider.models()).containsExactly("free", "free");
  }
}
