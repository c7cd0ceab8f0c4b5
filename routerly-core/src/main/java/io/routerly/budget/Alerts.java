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
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** Percentage of the limit below which a rolling window that was exhausted has room again. */
  private static final int ROOM_AGAIN_BELOW = 90;

  private static final long SHORTEST_PAUSE_MS = 3_600_000;

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

  /**
   * Looks at budgets that have refused a call. One of which little is left may never be used up to
   * the last, though it refuses all calls; one that has room for others is well.
   */
  void refused(BudgetPlan plan, Amounts needed, long now) {
    for (Limit limit : plan.limits()) {
      if (limit.refuses(needed) && limit.state().isNearlyExhausted()) {
        look(limit, now);
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
    return told.computeIfAbsent(watched(limit), absent -> new Told());
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
   * the last alert is as old as the window is long; it may have room again before that.
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
    } else if (!isPeriod && hasRoomAgain(limit, known, now)) {
      pending.add(new GatewayEvent.BudgetReset(limit.state()));
      known.thresholds.removeIf(one -> one == EXHAUSTED || !limit.hasReached(one));
    }
  }

  /**
   * A tenth of it, and not at once: else one that calls fill to the brim would tell all the time.
   */
  private static boolean hasRoomAgain(Limit limit, Told known, long now) {
    return known.thresholds.contains(EXHAUSTED)
        && !limit.hasReached(ROOM_AGAIN_BELOW)
        && now - known.since >= SHORTEST_PAUSE_MS;
  }

  /** Forgets budgets that are no more, or have another limit. */
  void keepOnly(Stream<Limit> limits) {
    Set<Watched> watched = limits.map(Alerts::watched).collect(Collectors.toSet());
    told.keySet().retainAll(watched);
  }

  private static Watched watched(Limit limit) {
    return new Watched(limit.counter().key(), limit.budget().limit());
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
