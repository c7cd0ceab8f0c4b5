package io.routerly.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All figures as text for Prometheus.
 *
 * <p>Thread-safe; reading them costs time that grows with the numbers of budgets and models, so it
 * is done for one reader at a time.
 */
public final class MetricsPage {
  private final PrometheusMeterRegistry registry;
  private final StateGauges state;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * @param registry has the figures that are counted as things happen
   * @param sources know the others
   */
  public MetricsPage(PrometheusMeterRegistry registry, Sources sources) {
    this.registry = registry;
    this.state = new StateGauges(registry, sources);
    bindLedger(sources);
    bindNotifications(sources);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    CollectorMeters.bindTo(registry);
  }

  private void bindLedger(Sources sources) {
    Gauge.builder("routerly.ledger.healthy", () -> sources.ledgerHealthy().getAsBoolean() ? 1 : 0)
        .description("1 while usage can be recorded, else 0")
        .register(registry);
    Gauge.builder("routerly.ledger.held.records", () -> sources.heldRecords().getAsInt())
        .description("Usage records that wait in memory until the ledger can be written")
        .register(registry);
  }

  private void bindNotifications(Sources sources) {
    Gauge.builder("routerly.notifications.waiting", () -> sources.notifications().get().waiting())
        .description("Messages that channels have yet to take")
        .register(registry);
    FunctionCounter.builder(
            "routerly.notifications.delivered",
            sources,
            from -> from.notifications().get().delivered())
        .description("Messages that channels took")
        .register(registry);
    FunctionCounter.builder(
            "routerly.notifications.lost", sources, from -> from.notifications().get().lost())
        .description("Messages that were given up")
        .register(registry);
  }

  /** Returns the figures of this moment in Prometheus' text format, version 0.0.4. */
  public String text() {
    lock.lock();
    try {
      state.refresh();
      return registry.scrape();
    } finally {
      lock.unlock();
    }
  }
}
