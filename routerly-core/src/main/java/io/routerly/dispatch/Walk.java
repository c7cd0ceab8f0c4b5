package io.routerly.dispatch;

import io.routerly.domain.Model;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which model of a ranking is asked next: in order, but for those that the guard passes
 * over; those that it would rather leave alone, and the last resorts, come after all others. One
 * owner thread.
 */
final class Walk {
  /** How often is looked whether a model is free that another call is trying out. */
  private static final Duration LOOK = Duration.ofMillis(50);

  /** When it is worth another call where a model was still being tried out by others. */
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final AttemptGuard guard;
  private final Consumer<Duration> pause;
  private final Deque<Model> ranked;
  private final Deque<Model> deferred = new ArrayDeque<>();
  private final Deque<Model> lastResorts;
  private final List<PassedOver> passedOver = new ArrayList<>();
  private int neededWindow;
  private @Nullable Model latest;
  private int asked;
  private @Nullable GatewayException failure;

  private record PassedOver(Model model, Obstacle obstacle) {}

  /**
   * @param pause lets time pass, or throws if nobody waits for the call any more
   */
  Walk(Candidates candidates, AttemptGuard guard, Consumer<Duration> pause) {
    this.ranked = new ArrayDeque<>(candidates.ranking());
    this.lastResorts = new ArrayDeque<>(candidates.lastResorts());
    this.guard = guard;
    this.pause = pause;
  }

  /** Returns the next model that may be asked, if there is one. */
  Optional<Model> next() {
    while (!ranked.isEmpty()) {
      Model model = ranked.removeFirst();
      Optional<Obstacle> obstacle = tooSmall(model).or(() -> guard.obstacle(model, false));
      if (obstacle.isEmpty()) {
        return turnOf(model);
      }
      passOver(model, obstacle.get());
    }
    return nextLastResort();
  }

  /** Returns whether the ranking has models whose turn has not come. */
  boolean isAnyRanked() {
    return !ranked.isEmpty();
  }

  /**
   * Returns the next model that may be asked beside another one: none of those that are but tried
   * out, to be left alone or a last resort, which come when no other is left.
   */
  Optional<Model> nextBeside() {
    Iterator<Model> models = ranked.iterator();
    while (models.hasNext()) {
      Model model = models.next();
      if (!guard.isTrial(model)) {
        models.remove();
        Optional<Obstacle> obstacle = tooSmall(model).or(() -> guard.obstacle(model, false));
        if (obstacle.isEmpty()) {
          return turnOf(model);
        }
        passOver(model, obstacle.get());
      }
    }
    return Optional.empty();
  }

  /** Returns the model whose turn came last. */
  Model latest() {
    return Objects.requireNonNull(latest);
  }

  /** Takes note that it is this model that failed last: the one after it could not be asked. */
  void isBackAt(Model model) {
    latest = model;
  }

  private Optional<Model> turnOf(Model model) {
    latest = model;
    return Optional.of(model);
  }

  private void passOver(Model model, Obstacle obstacle) {
    guard.passedOver(model, obstacle);
    if (obstacle.weight() == Obstacle.Weight.FIRM) {
      passedOver.add(new PassedOver(model, obstacle));
    } else {
      deferred.addLast(model);
    }
  }

  private Optional<Model> nextLastResort() {
    while (!deferred.isEmpty() || !lastResorts.isEmpty()) {
      Model model = (deferred.isEmpty() ? lastResorts : deferred).removeFirst();
      Optional<Obstacle> obstacle = tooSmall(model).or(() -> obstacleInTheEnd(model));
      if (obstacle.isEmpty()) {
        return turnOf(model);
      }
      guard.passedOver(model, obstacle.get());
      passedOver.add(new PassedOver(model, obstacle.get()));
      obstacle.get().failure().ifPresent(why -> failed(model, why));
    }
    return Optional.empty();
  }

  /**
   * One call at a time tries out a model that failed; where no other is left, all wait for it. If
   * it fails it has failed for all of them.
   */
  private Optional<Obstacle> obstacleInTheEnd(Model model) {
    Optional<Obstacle> obstacle = guard.obstacle(model, true);
    while (obstacle.isPresent()
        && obstacle.get().weight() == Obstacle.Weight.MOMENTARY
        && !guard.timeLeft().isZero()) {
      pause.accept(LOOK);
      obstacle = guard.timeLeft().isZero() ? obstacle : guard.obstacle(model, true);
    }
    return obstacle;
  }

  /** A prompt that was too long for one model is not worth a try at one that holds no more. */
  private Optional<Obstacle> tooSmall(Model model) {
    int window = model.contextWindow().orElse(Integer.MAX_VALUE);
    return window > neededWindow
        ? Optional.empty()
        : Optional.of(
            Obstacle.of(
                "context",
                "the prompt was too long for a model with a window of "
                    + neededWindow
                    + " tokens, and this one holds "
                    + window));
  }

  /** Returns the number of the attempt that begins now, from 1. */
  int nextNumber() {
    return ++asked;
  }

  /**
   * Takes note of a failure.
   *
   * @throws GatewayException the failure that the client is told of, if it ends the call
   */
  void failed(Model model, GatewayException thrown) {
    GatewayException told = Failover.telling(thrown, Optional.ofNullable(failure));
    FailureKind kind = FailureKind.of(told);
    if (kind.next() == FailureKind.Next.NONE) {
      throw told;
    }
    if (kind.next() == FailureKind.Next.LARGER_WINDOW) {
      neededWindow = Math.max(neededWindow, model.contextWindow().orElse(0));
    }
    if (failure == null || kind != FailureKind.NOT_ASKED || isSooner(told, failure)) {
      failure = told; // What a provider said tells more than that another could not be asked.
    }
  }

  /** Of models that are full by now, the client is told of the one that has room again first. */
  private static boolean isSooner(GatewayException told, GatewayException earlier) {
    return earlier.code() == ErrorCode.NO_MODEL_AVAILABLE
        && told.code() == ErrorCode.NO_MODEL_AVAILABLE
        && told.retryAfter()
            .filter(
                time -> earlier.retryAfter().map(other -> time.compareTo(other) < 0).orElse(true))
            .isPresent();
  }

  /** Returns what the client is told when no model is left. */
  GatewayException failure() {
    return failure == null ? noneCouldBeAsked() : failure;
  }

  private GatewayException noneCouldBeAsked() {
    String reasons =
        passedOver.stream()
            .map(
                passed ->
                    "%s (%s: %s)"
                        .formatted(
                            passed.model().id(),
                            passed.obstacle().by(),
                            passed.obstacle().reason()))
            .collect(Collectors.joining("; "));
    String message = "No model can be asked at present: " + reasons + ".";
    boolean momentary =
        passedOver.stream()
            .anyMatch(passed -> passed.obstacle().weight() == Obstacle.Weight.MOMENTARY);
    return momentary
        ? GatewayException.retryLater(ErrorCode.NO_MODEL_AVAILABLE, message, A_MOMENT)
        : new GatewayException(ErrorCode.NO_MODEL_AVAILABLE, message);
  }
}
