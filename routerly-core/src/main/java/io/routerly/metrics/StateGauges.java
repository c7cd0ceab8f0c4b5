package io.routerly.metrics;

import static io.micrometer.core.instrument.MultiGauge.Row;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.routerly.domain.Budget;
import io.routerly.domain.BudgetLevel;
import io.routerly.domain.BudgetState;
import io.routerly.domain.Model;
import io.routerly.domain.PriceCard;
import io.routerly.domain.Project;
import io.routerly.domain.WindowType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** How budgets and models stand, of those that are configured at the moment. For one thread. */
final class StateGauges {
  private static final double MILLIS = 1_000;

  private final Sources sources;
  private final MultiGauge used;
  private final MultiGauge reserved;
  private final MultiGauge limit;
  private final MultiGauge errorRate;
  private final MultiGauge cooldown;
  private final MultiGauge models;

  StateGauges(MeterRegistry registry, Sources sources) {
    this.sources = sources;
    used = gauge(registry, "routerly.budget.used", "What was used of a budget in its window");
    reserved = gauge(registry, "routerly.budget.reserved", "What is held for calls under way");
    limit = gauge(registry, "routerly.budget.limit", "What may be used of a budget in its window");
    errorRate =
        gauge(registry, "routerly.model.error.rate", "Share of recent attempts that failed");
    cooldown =
        gauge(registry, "routerly.model.cooldown.seconds", "For how long a model is left alone");
    models = gauge(registry, "routerly.models", "Models that are configured");
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  /** Asks anew how things stand. */
  void refresh() {
    Map<Tags, BudgetState> budgets = budgets();
    refresh(used, budgets, BudgetState::used);
    refresh(reserved, budgets, BudgetState::reserved);
    refresh(limit, budgets, state -> state.budget().limit());
    List<Model> configured = sources.models().get();
    refresh(errorRate, configured, sources.errorRate());
    refresh(cooldown, configured, this::cooldownSeconds);
    models.register(
        List.of(
            Row.of(Tags.of("priced", "true"), count(configured, true)),
            Row.of(Tags.of("priced", "false"), count(configured, false))),
        true);
  }

  private static long count(List<Model> configured, boolean priced) {
    return configured.stream()
        .filter(model -> PriceCard.of(model, 0).isPresent() == priced)
        .count();
  }

  private double cooldownSeconds(Model model) {
    return sources.cooldown().apply(model).map(Duration::toMillis).orElse(0L) / MILLIS;
  }

  private static void refresh(MultiGauge gauge, List<Model> models, ToDoubleFunction<Model> value) {
    List<Row<?>> rows = new ArrayList<>();
    for (Model model : models) {
      Tags tags = Tags.of("model", model.id(), "provider", model.provider());
      rows.add(Row.of(tags, value.applyAsDouble(model)));
    }
    gauge.register(rows, true);
  }

  private static void refresh(
      MultiGauge gauge, Map<Tags, BudgetState> budgets, Function<BudgetState, BigDecimal> value) {
    List<Row<?>> rows = new ArrayList<>();
    budgets.forEach((tags, state) -> rows.add(Row.of(tags, value.apply(state).doubleValue())));
    gauge.register(rows, true);
  }

  /** Of budgets that only differ in their limit the tightest is shown. */
  private Map<Tags, BudgetState> budgets() {
    Map<String, String> projects = new HashMap<>();
    for (Project project : sources.projects().get()) {
      projects.put(project.id(), project.slug());
      project.tokens().forEach(token -> projects.put(token.id(), project.slug()));
    }
    Map<Tags, BudgetState> budgets = new LinkedHashMap<>();
    for (BudgetState state : sources.budgets().get()) {
      budgets.merge(tags(state, projects), state, StateGauges::tighter);
    }
    return budgets;
  }

  private static BudgetState tighter(BudgetState one, BudgetState other) {
    return other.budget().limit().compareTo(one.budget().limit()) < 0 ? other : one;
  }

  private static Tags tags(BudgetState state, Map<String, String> projects) {
    Budget budget = state.budget();
    boolean isPeriod = budget.windowType() == WindowType.PERIOD;
    boolean ofToken = state.level() == BudgetLevel.TOKEN;
    return Tags.of(
        "level", state.level().wireName(),
        "project", projects.getOrDefault(state.scopeId(), ""),
        "token", ofToken ? state.scopeId() : "",
        "metric", budget.metric().wireName(),
        "window_type", budget.windowType().wireName(),
        "window", budget.windowSize(),
        "time_zone", isPeriod ? budget.timeZone().orElse("UTC") : "");
  }
}
