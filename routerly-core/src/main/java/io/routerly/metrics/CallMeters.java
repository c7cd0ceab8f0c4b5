package io.routerly.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.routerly.domain.UsageRecord;
import io.routerly.event.EventSink;
import io.routerly.event.GatewayEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts calls, attempts, tokens and cost as their records are written.
 *
 * <p>A record finds its meters by one look-up; only the first of its kind has them made. Beyond
 * {@value #MOST} kinds, such as after years of new projects, further ones are counted together
 * under the name {@value Series#OTHER}. Thread-safe.
 */
public final class CallMeters implements EventSink {
  static final int MOST = 2_000;

  /** Upper ends of the histograms' buckets: from a cache's answer to a long thought. */
  private static final List<Duration> BUCKETS =
      List.of(
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(2_500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(120),
          Duration.ofSeconds(300));

  private final MeterRegistry registry;
  private final Map<Series, Meters> meters = new ConcurrentHashMap<>();

  /** What records of one kind are counted with. */
  private record Meters(
      Counter calls, Counter attempts, Counter unpriced, Spent spent, Times times) {}

  /** Tokens by kind, and their cost. */
  private record Spent(
      Counter input,
      Counter output,
      Counter cacheRead,
      Counter cacheWrite,
      Counter reasoning,
      Counter usd) {}

  /** How long attempts took. */
  private record Times(Timer whole, Timer firstToken) {}

  public CallMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void publish(GatewayEvent event) {
    if (event instanceof GatewayEvent.CallFinished finished) {
      count(finished.record());
    }
  }

  private void count(UsageRecord record) {
    Meters found = metersOf(Series.of(record));
    found.calls().increment(record.calls());
    found.attempts().increment(record.count());
    found.unpriced().increment(record.unpriced() ? 1 : 0);
    spend(found.spent(), record);
    if (record.attempt() > 0) { // A refusal is none, and took no time.
      found.times().whole().record(record.durationMs(), TimeUnit.MILLISECONDS);
      record.ttftMs().ifPresent(ms -> found.times().firstToken().record(ms, TimeUnit.MILLISECONDS));
    }
  }

  private static void spend(Spent spent, UsageRecord record) {
    UsageRecord.Tokens tokens = record.tokens();
    spent.input().increment((double) tokens.input());
    spent.output().increment((double) tokens.output());
    spent.cacheRead().increment((double) tokens.cacheRead());
    spent.cacheWrite().increment((double) tokens.cacheWrite());
    spent.reasoning().increment((double) tokens.reasoning());
    record.cost().ifPresent(cost -> spent.usd().increment(cost.total().usd().doubleValue()));
  }

  private Meters metersOf(Series series) {
    Meters known = meters.get(series);
    if (known != null) {
      return known;
    }
    Series kept = meters.size() < MOST ? series : series.folded();
    return meters.computeIfAbsent(kept, this::made);
  }

  private Meters made(Series series) {
    return new Meters(
        counter("routerly.calls", "Client requests that were admitted and answered", series),
        counter("routerly.attempts", "Requests to providers, and refusals by budgets", series),
        counter("routerly.unpriced.attempts", "Attempts at models without prices", series),
        spent(series),
        times(series));
  }

  private Counter counter(String name, String description, Series series) {
    return Counter.builder(name).description(description).tags(series.all()).register(registry);
  }

  private Spent spent(Series series) {
    return new Spent(
        tokens("input", series),
        tokens("output", series),
        tokens("cache_read", series),
        tokens("cache_write", series),
        tokens("reasoning", series),
        Counter.builder("routerly.cost.usd")
            .description("What attempts cost, in US dollars")
            .tags(series.spender())
            .register(registry));
  }

  private Counter tokens(String kind, Series series) {
    return Counter.builder("routerly.tokens")
        .description("Tokens; those of the cache are part of the input, reasoning is of the output")
        .tags(series.spender())
        .tag("kind", kind)
        .register(registry);
  }

  private Times times(Series series) {
    return new Times(
        timer("routerly.attempt.duration", "From the start of an attempt to its end", series),
        timer(
            "routerly.time.to.first.token",
            "From the start of an attempt to the first byte of its answer",
            series));
  }

  private Timer timer(String name, String description, Series series) {
    return Timer.builder(name)
        .description(description)
        .tags(series.model())
        .serviceLevelObjectives(BUCKETS.toArray(Duration[]::new))
        .register(registry);
  }
}
