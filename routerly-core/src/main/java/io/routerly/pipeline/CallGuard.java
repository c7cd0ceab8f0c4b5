package io.routerly.pipeline;

import io.routerly.chat.Conversation;
import io.routerly.chat.TokenUsage;
import io.routerly.dispatch.Attempt;
import io.routerly.dispatch.AttemptGuard;
import io.routerly.dispatch.Obstacle;
import io.routerly.domain.Model;
import io.routerly.error.GatewayException;
import io.routerly.health.Learnt;
import io.routerly.routing.Capability;
import io.routerly.routing.Deadline;
import io.routerly.routing.Decision;
import io.routerly.upstream.Timeouts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets the attempts of one call begin, or not, and has them written down. One owner thread. */
final class CallGuard implements AttemptGuard {
  private final Bookkeeping books;
  private final Decision decision;
  private final Conversation conversation;
  private final Deadline deadline;
  private final Learnt learnt;
  private final Consumer<Model> beginning;
  private boolean failedBefore;
  private boolean probes;

  /**
   * @param decision tells which models are but tried out
   * @param conversation tells what the call takes of a model
   * @param deadline until when another model may be tried
   * @param beginning is told of each attempt that begins
   */
  CallGuard(
      Bookkeeping books,
      Decision decision,
      Conversation conversation,
      Deadline deadline,
      Learnt learnt,
      Consumer<Model> beginning) {
    this.books = books;
    this.decision = decision;
    this.conversation = conversation;
    this.deadline = deadline;
    this.learnt = learnt;
    this.beginning = beginning;
  }

  @Override
  public Optional<Obstacle> obstacle(Model model) {
    return (failedBefore ? unfitAsFallback(model) : Optional.<Obstacle>empty())
        .or(() -> resting(model))
        .or(() -> beingProbed(model));
  }

  /** Policies have looked at what a first choice can do; a fallback may be of any kind. */
  private Optional<Obstacle> unfitAsFallback(Model model) {
    if (deadline.remaining().isZero()) {
      return Optional.of(Obstacle.of("deadline", "the time for all attempts is over"));
    }
    return Capability.missing(model, conversation.features())
        .map(missing -> Obstacle.of("capability", "the model has no capability " + missing));
  }

  private Optional<Obstacle> resting(Model model) {
    return learnt
        .cooldowns()
        .of(model.id())
        .map(
            cooldown ->
                new Obstacle(
                    "cooldown",
                    (cooldown.told() ? "its provider asked" : "it seems best")
                        + " to leave it alone for another "
                        + seconds(cooldown.remaining())
                        + " s",
                    true));
  }

  private static long seconds(Duration time) {
    return Math.max(1, (time.toMillis() + 999) / 1000);
  }

  private Optional<Obstacle> beingProbed(Model model) {
    if (!decision.isTrial(model)) {
      return Optional.empty();
    }
    probes = learnt.health().of(model.id()).beginProbe();
    return probes
        ? Optional.empty()
        : Optional.of(
            Obstacle.of("health", "the model has failed, and another call is trying it out"));
  }

  /** Returns the time-outs of the attempt that begins now: a fallback has but the time left. */
  Timeouts inTime(Timeouts usual) {
    return failedBefore ? usual.within(deadline.remaining()) : usual;
  }

  @Override
  public void begins(Model model) {
    beginning.accept(model);
  }

  @Override
  public void passedOver(Model model, Obstacle obstacle) {
    books.passedOver(model, obstacle.by(), obstacle.reason());
  }

  @Override
  public void failed(Attempt attempt, GatewayException why, Optional<TokenUsage> usage) {
    failedBefore = true;
    try {
      books.failed(attempt, why, usage);
    } finally {
      endProbe(attempt.model());
    }
  }

  /** A model that is but tried out gets the one call, whatever comes of it. */
  @Override
  public boolean mayRepeat(Model model, Duration after) {
    return !decision.isTrial(model) && deadline.remaining().compareTo(after) > 0;
  }

  @Override
  public void notAsked(Model model, GatewayException why) {
    failedBefore = true;
    endProbe(model);
    books.passedOver(model, why.code().wireName(), why.sentence());
  }

  /** Whether the answer also ends well is seen later; the model is there, and that is the news. */
  @Override
  public void accepted(Model model) {
    if (probes) {
      learnt.health().of(model.id()).recovered();
      endProbe(model);
    }
  }

  private void endProbe(Model model) {
    if (probes) {
      probes = false;
      learnt.health().of(model.id()).endProbe();
    }
  }
}
