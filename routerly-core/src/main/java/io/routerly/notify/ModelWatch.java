package io.routerly.notify;

import io.routerly.domain.Model;
import io.routerly.event.EventSink;
import io.routerly.event.GatewayEvent;
import io.routerly.health.HealthBoard;
import io.routerly.health.Smoothing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Notices when the circuit of a model opens and when it has closed again.
 *
 * <p>A model is unhealthy from the error rate on at which the policy {@code health} leaves it out
 * by its defaults. It has recovered when it was below for a minute: a model that is tried out looks
 * well for a moment. For one thread.
 */
public final class ModelWatch {
  static final Duration WELL_FOR = Duration.ofMinutes(1);

  private static final double CIRCUIT_BREAKER = 0.9;
  private static final Smoothing SMOOTHING =
      new Smoothing(Duration.ofMinutes(20), Duration.ofMinutes(5), 2);

  private final HealthBoard health;
  private final Supplier<List<Model>> models;
  private final EventSink events;
  private final Clock clock;
  private final Map<String, Illness> ill = new HashMap<>();

  /** Since when a model is unhealthy, and when it last was. */
  private record Illness(Instant since, Instant last) {}

  /**
   * @param models those that are configured
   */
  public ModelWatch(
      HealthBoard health, Supplier<List<Model>> models, EventSink events, Clock clock) {
    this.health = health;
    this.models = models;
    this.events = events;
    this.clock = clock;
  }

  /** Looks at all models; to be called every few seconds. */
  public void look() {
    List<Model> present = models.get();
    Set<String> ids = present.stream().map(Model::id).collect(Collectors.toSet());
    ill.keySet().retainAll(ids);
    Instant now = clock.instant();
    for (Model model : present) {
      if (health.of(model.id()).errorRate(SMOOTHING) >= CIRCUIT_BREAKER) {
        fails(model, now);
      } else {
        answers(model, now);
      }
    }
  }

  private void fails(Model model, Instant now) {
    Illness known = ill.get(model.id());
    ill.put(model.id(), new Illness(known == null ? now : known.since(), now));
    if (known == null) {
      events.publish(new GatewayEvent.ModelUnhealthy(model.id(), model.provider()));
    }
  }

  private void answers(Model model, Instant now) {
    Illness known = ill.get(model.id());
    if (known != null && !now.isBefore(known.last().plus(WELL_FOR))) {
      ill.remove(model.id());
      events.publish(new GatewayEvent.ModelRecovered(model.id(), model.provider(), known.since()));
    }
  }
}
