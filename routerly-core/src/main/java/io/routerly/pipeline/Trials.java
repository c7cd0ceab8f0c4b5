package io.routerly.pipeline;

import io.routerly.dispatch.Obstacle;
import io.routerly.domain.Model;
import io.routerly.error.GatewayException;
import io.routerly.health.Ending;
import io.routerly.health.HealthBoard;
import io.routerly.health.ModelHealth;
import io.routerly.provider.ProviderRefusal;
import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part that one call has in trying out models that failed: it has the one place of a model, or
 * waits for the call that has it and then shares its outcome. For one thread at a time.
 */
final class Trials implements AutoCloseable {
  /** What says of the model that it fails, and will fail those who wait for it as well. */
  private static final Set<Ending> OF_THE_MODEL =
      Set.of(Ending.FAILURE, Ending.KEY_REFUSED, Ending.RATE_LIMITED);

  private final HealthBoard board;
  private final long decidedAt;

  /** How many trials of a model had begun when the call began to wait for one, by its id. */
  private Map<String, Long> awaited = Map.of();

  private @Nullable Trial trial;

  private record Trial(Model model, ModelHealth health) {}

  /**
   * @param decidedAt when the ranking was made, in nanoseconds of a clock that only goes forward
   */
  Trials(HealthBoard board, long decidedAt) {
    this.board = board;
    this.decidedAt = decidedAt;
  }

  /** Returns why the model is not tried out now, or takes the place. */
  Optional<Obstacle> obstacle(Model model, boolean lastResort) {
    ModelHealth health = board.of(model.id());
    Optional<GatewayException> failure = outcome(model, health);
    if (failure.isPresent()) {
      return Optional.of(
          new Obstacle(
              "health",
              "the model has failed, also when another call tried it out",
              Obstacle.Weight.FIRM,
              failure));
    }
    long begunBefore = health.begunTrials();
    return switch (health.beginTrial(decidedAt, lastResort)) {
      case NOT_NEEDED -> Optional.empty();
      case MAY_BEGIN -> {
        trial = new Trial(model, health);
        yield Optional.empty();
      }
      case TAKEN -> {
        if (lastResort) {
          await(model, begunBefore);
        }
        yield failing("the model has failed, and another call is trying it out", lastResort);
      }
      case FAILED_SINCE ->
          failing("the model has failed, also when another call tried it out", lastResort);
    };
  }

  private Optional<GatewayException> outcome(Model model, ModelHealth health) {
    Long begunBefore = awaited.get(model.id());
    return begunBefore == null ? Optional.empty() : health.trialFailedSince(begunBefore);
  }

  private void await(Model model, long begunBefore) {
    awaited = awaited.isEmpty() ? new HashMap<>() : awaited;
    awaited.putIfAbsent(model.id(), begunBefore);
  }

  private static Optional<Obstacle> failing(String reason, boolean lastResort) {
    Obstacle.Weight weight = lastResort ? Obstacle.Weight.MOMENTARY : Obstacle.Weight.YIELDING;
    return Optional.of(new Obstacle("health", reason, weight));
  }

  /** Ends the trial of a model that failed, if this call tries it out. */
  void failed(Model model, Ending ending, GatewayException why) {
    if (OF_THE_MODEL.contains(ending) && !isOfThePath(why)) {
      end(model, health -> health.failTrial(retold(model, why)));
    } else {
      end(model, ModelHealth::endTrial);
    }
  }

  /** What passes through may ask for anything; others do not ask for the same. */
  private static boolean isOfThePath(GatewayException why) {
    return why instanceof ProviderRefusal refusal
        && refusal.format() == WireFormat.OPAQUE
        && refusal.status() < 500;
  }

  /** What a provider says to one call is not for others to read; what it means is. */
  private static GatewayException retold(Model model, GatewayException why) {
    String message = "Model %s failed when another call tried it out just now: ";
    if (why instanceof ProviderRefusal refusal) {
      return new ProviderRefusal(
          refusal.format(),
          refusal.status(),
          message.formatted(model.id())
              + "its provider answered with status "
              + refusal.status()
              + ".",
          refusal.retryAfter().map(Trials::header).map(List::of).orElse(List.of()),
          new byte[0]);
    }
    return new GatewayException(why.code(), message.formatted(model.id()) + why.sentence());
  }

  private static Header header(Duration retryAfter) {
    return new Header("retry-after", String.valueOf((retryAfter.toMillis() + 999) / 1000));
  }

  /** Another model may be asked in the meantime, whose end tells nothing of this one. */
  void end(Model model, Consumer<ModelHealth> ending) {
    Trial begun = trial;
    if (begun != null && begun.model().id().equals(model.id())) {
      ending.accept(begun.health());
      trial = null;
    }
  }

  @Override
  public void close() {
    Trial begun = trial;
    if (begun != null) {
      end(begun.model(), ModelHealth::endTrial);
    }
  }
}
