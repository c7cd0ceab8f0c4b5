package io.routerly.pipeline;

import static io.routerly.pipeline.HedgedCalls.TEXT;
import static io.routerly.pipeline.HedgedCalls.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.routerly.budget.EnforcedBudgets;
import io.routerly.budget.Scope;
import io.routerly.domain.Budget;
import io.routerly.domain.BudgetMetric;
import io.routerly.domain.BudgetState;
import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.domain.OnExhausted;
import io.routerly.domain.Project;
import io.routerly.domain.Resilience;
import io.routerly.domain.Stickiness;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.WindowType;
import io.routerly.store.HourlyUsage;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsageSnapshot;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What hedged calls are charged where budgets are enforced. */
class HedgedBudgetsTest {
  private static final List<Model> MODELS =
      List.of(Models.priced("a", "0.01", "0.03"), Models.priced("b", "0.02", "0.05"));

  private final MemoryConfig config = MemoryConfig.of(MODELS, project());
  private final EnforcedBudgets budgets =
      new EnforcedBudgets(
          config::current,
          NothingYet::new,
          List::of,
          modelId -> OptionalLong.empty(),
          event -> {},
          Clock.fixed(Line.NOW, ZoneOffset.UTC));
  private final Line line = new Line(config, budgets);

  private static Project project() {
    Project plain =
        Values.project(
            List.of(), new Resilience(120_000, Stickiness.AUTO, Optional.of(500)), "a", "b");
    return new Project(
        plain.id(),
        plain.name(),
        plain.slug(),
        plain.defaultTimeoutMs(),
        plain.policies(),
        plain.models(),
        plain.modelSelection(),
        plain.tokens(),
        plain.members(),
        List.of(budget(BudgetMetric.COST), budget(BudgetMetric.CALLS)),
        plain.resilience());
  }

  private static Budget budget(BudgetMetric metric) {
    return new Budget(
        metric,
        BigDecimal.valueOf(100),
        WindowType.PERIOD,
        "monthly",
        OnExhausted.BLOCK,
        100,
        List.of(),
        Optional.empty());
  }

  private BudgetState state(BudgetMetric metric) {
    return budgets.states(Scope.project("proj_a")).stream()
        .filter(state -> state.budget().metric() == metric)
        .findFirst()
        .orElseThrow();
  }

  private BigDecimal recordedCost() {
    return line.ledger.records().stream()
        .map(record -> record.cost().orElseThrow().total().usd())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private void assertChargedAndReleased(int calls) {
    assertThat(state(BudgetMetric.CALLS).used()).isEqualByComparingTo(BigDecimal.valueOf(calls));
    assertThat(state(BudgetMetric.COST).used()).isEqualByComparingTo(recordedCost());
    assertThat(state(BudgetMetric.COST).reserved()).isZero();
    assertThat(state(BudgetMetric.CALLS).reserved()).isZero();
    assertThat(line.ledger.records().stream().mapToInt(UsageRecord::calls).sum()).isEqualTo(calls);
  }

  @Test
  void bothAttemptsAreHeldWhileTheyRunAndPaidForAndOneCallIsCounted() {
    BigDecimal[] held = new BigDecimal[2];
    line.provider.duringNext(
        () -> {
          held[0] = state(BudgetMetric.COST).reserved();
          line.provider.duringNext(() -> held[1] = state(BudgetMetric.COST).reserved());
          line.hedges.begin();
        });

    line.chat(TEXT);

    assertThat(held[0]).isPositive();
    assertThat(held[1]).isGreaterThan(held[0].multiply(BigDecimal.valueOf(2)));
    assertThat(line.ledger.records())
        .hasSize(2)
        .allSatisfy(record -> assertThat(record.cost().orElseThrow().total().usd()).isPositive());
    assertChargedAndReleased(1);
  }

  @Test
  void aHedgeThatFailsCostsNothingAndIsGivenBack() {
    line.provider.duringNext(
        () -> {
          line.provider.failNext(refusal(500));
          line.hedges.begin();
        });

    line.chat(TEXT);

    assertThat(line.ledger.records()).extracting(UsageRecord::calls).containsExactly(0, 1);
    assertChargedAndReleased(1);
  }

  @Test
  void aCallThatBothFailIsNotCounted() {
    line.provider.duringNext(
        () -> {
          line.provider.failNext(refusal(404));
          line.provider.failNext(refusal(401));
          line.hedges.begin();
        });

    assertThat(catchThrowable(() -> line.chat(TEXT))).isNotNull();

    assertThat(line.ledger.records()).hasSize(2);
    assertChargedAndReleased(0);
  }

  /** A ledger in which nothing is written. */
  private static final class NothingYet implements UsageSnapshot {
    @Override
    public void records(Instant from, Instant to, Consumer<UsageRecord> reader) {}

    @Override
    public void records(UsageFilter filter, Consumer<UsageRecord> reader) {}

    @Override
    public void hours(Instant from, Instant to, Consumer<HourlyUsage> reader) {}
  }
}
