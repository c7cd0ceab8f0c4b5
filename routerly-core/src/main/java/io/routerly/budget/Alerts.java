package io.routerly.budget;

import io.routerly.domain.BudgetState;
import io.routerly.domain.WindowType;
import io.routerly.event.EventSink;
import io.routerly.event.GatewayEvent;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when a budget has reached a threshold, is exhausted, or has begun anew: each once per
 * window. Looking happens under the lock of the gate, telling outside of it.
 */
final class Alerts {
  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

  /** Stands for exhaustion among the thresholds, which are from 1 upwards. */
  private static final int EXHAUSTED = 0;

  private final EventSink events;
  private final Map<Watched, Told> told = new HashMap<>();
  private final Queue<GatewayEvent> pending = new ConcurrentLinkedQueue<>();

  /** A budget, whatever else of it changes. */
  private record Watched(Counter.Key key, BigDecimal limit) {}

  /** What was told of a budget in its present window. */
  private static final class Told {
    private long window;
    private long since;
    private final Set<Integer> thresholds = new HashSet<>();
  }

  Alerts(EventSink events) {
    this.events = events;
  }

  /** Looks at how a budget stands; its counter has been brought to {@code now}. */
  void look(Limit limit, long now) {
    Told known = toldOf(limit);
    startAnew(limit, known, now);
    for (int percent : limit.budget().thresholds()) {
      if (limit.hasReached(percent) && isNew(known, percent, now)) {
        pending.add(new GatewayEvent.BudgetThreshold(limit.state(), percent));
      }
    }
    if (limit.isExhausted()) {
      exhausted(limit, known, now);
    }
  }

  /** Looks at budgets that have refused a call, which may be before all of them is used. */
  void refused(BudgetPlan plan, Amounts needed, long now) {
    for (Limit limit : plan.limits()) {
      if (limit.refuses(needed)) {
        exhausted(limit, toldOf(limit), now);
      }
    }
  }

  private void exhausted(Limit limit, Told known, long now) {
    if (isNew(known, EXHAUSTED, now)) {
      pending.add(new GatewayEvent.BudgetExhausted(limit.state()));
    }
  }

  private Told toldOf(Limit limit) {
    Watched watched = new Watched(limit.counter().key(), limit.budget().limit());
    return told.computeIfAbsent(watched, absent -> new Told());
  }

  private static boolean isNew(Told known, int threshold, long now) {
    if (!known.thresholds.add(threshold)) {
      return false;
    }
    known.since = now;
    return true;
  }

  /**
   * A period begins anew at its end. A rolling window does when it is not exhausted any more, and
   * the last alert is as old as the window is long.
   */
  private void startAnew(Limit limit, Told known, long now) {
    Tally tally = limit.counter().tally();
    boolean isPeriod = limit.budget().windowType() == WindowType.PERIOD;
    boolean over =
        isPeriod
            ? known.window != tally.latest()
            : known.since < tally.startedAt() && !limit.isExhausted();
    if (over) {
      if (known.thresholds.contains(EXHAUSTED)) {
        pending.add(new GatewayEvent.BudgetReset(limit.state()));
      }
      known.thresholds.clear();
      known.window = isPeriod ? tally.latest() : 0;
      known.since = now;
    }
  }

  /** Forgets budgets that are no more. */
  void keepOnly(Set<Counter> counters) {
    Set<Counter.Key> keys = new HashSet<>();
    counters.forEach(counter -> keys.add(counter.key()));
    told.keySet().removeIf(watched -> !keys.contains(watched.key()));
  }

  /** Tells what was noticed; not to be called under the lock. */
  void publish() {
    for (GatewayEvent event = pending.poll(); event != null; event = pending.poll()) {
      if (event instanceof GatewayEvent.BudgetExhausted exhausted) {
        log(exhausted.state());
      }
      events.publish(event);
    }
  }

  private static void log(BudgetState state) {
    LOG.warn(
        "A {} budget on {} ({}) is exhausted, {}: {} of {} used",
        state.budget().windowSize(),
        state.budget().metric().wireName(),
        state.level().wireName(),
        state.scopeId(),
        Refusal.plain(state.used()),
        Refusal.plain(state.budget().limit()));
  }
}
