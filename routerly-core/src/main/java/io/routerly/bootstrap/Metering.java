package io.routerly.bootstrap;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.routerly.accounting.Ledger;
import io.routerly.domain.BudgetState;
import io.routerly.event.EventSink;
import io.routerly.health.Cooldowns;
import io.routerly.health.Learnt;
import io.routerly.health.Smoothing;
import io.routerly.metrics.CallMeters;
import io.routerly.metrics.MetricsPage;
import io.routerly.metrics.Sources;
import io.routerly.notify.Notifications;
import io.routerly.store.ConfigStore;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The figures for Prometheus: the gateway's side of {@code metrics}. */
final class Metering implements AutoCloseable {
  /** As the policy {@code health} has it by its defaults. */
  private static final Smoothing SMOOTHING =
      new Smoothing(Duration.ofMinutes(20), Duration.ofMinutes(5), 2);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CallMeters calls = new CallMeters(registry);

  /** Returns what counts calls. */
  EventSink sink() {
    return calls;
  }

  /**
   * Returns all figures; to be called once.
   *
   * @param budgets how all budgets stand
   * @param ledgerHealthy whether usage can be recorded
   */
  MetricsPage page(
      ConfigStore config,
      Supplier<List<BudgetState>> budgets,
      Learnt learnt,
      BooleanSupplier ledgerHealthy,
      Ledger ledger,
      Notifications notifications) {
    return new MetricsPage(
        registry,
        new Sources(
            () -> config.current().models(),
            () -> config.current().projects(),
            budgets,
            model -> learnt.health().of(model.id()).errorRate(SMOOTHING),
            model -> learnt.cooldowns().of(model).map(Cooldowns.Cooldown::remaining),
            ledgerHealthy,
            () -> ledger.waiting().size(),
            () -> messages(notifications.figures())));
  }

  private static Sources.Messages messages(Notifications.Figures figures) {
    return new Sources.Messages(figures.waiting(), figures.delivered(), figures.lost());
  }

  @Override
  public void close() {
    registry.close();
  }
}
