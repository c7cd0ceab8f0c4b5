package io.routerly.pipeline;

import io.routerly.budget.Admission;
import io.routerly.chat.TokenUsage;
import io.routerly.dispatch.Attempt;
import io.routerly.dispatch.AttemptGuard;
import io.routerly.dispatch.FailureKind;
import io.routerly.dispatch.Obstacle;
import io.routerly.domain.Model;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.health.Ending;
import io.routerly.health.Learnt;
import io.routerly.health.ModelHealth;
import io.routerly.routing.Capability;
import io.routerly.secret.UsableKey;
import io.routerly.upstream.Timeouts;
import io.routerly.upstream.UpstreamTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets the attempts of one call begin, or not, and has them written down. Closing it gives back
 * whatever an attempt still holds that ended in a way that nobody foresaw. For one thread at a
 * time.
 */
final class CallGuard implements AttemptGuard, AutoCloseable {
  private static final String BUDGET = "budget";
  private static final String MAX_COST = "max-cost";
  private static final String CAPABILITY = "capability";
  private static final Set<String> PASSES_NOT_BY_ITSELF = Set.of(BUDGET, MAX_COST, CAPABILITY);

  private final Ground ground;
  private final Bookkeeping books;
  private final Learnt learnt;
  private final KeyChoice keys;
  private final TimeShares times;
  private final Consumer<Model> beginning;
  private final List<Model> over = new ArrayList<>(2);
  private boolean fallback;
  private Admission.@Nullable Refused shortOf;
  private boolean otherwiseBusy;
  private final Trials trials;

  /** Ids of keys by the id of their model, where that has several. */
  private Map<String, List<String>> usedKeys = Map.of();

  /**
   * @param beginning is told of each attempt that begins
   */
  CallGuard(
      Ground ground, Bookkeeping books, Learnt learnt, KeyChoice keys, Consumer<Model> beginning) {
    this.ground = ground;
    this.books = books;
    this.learnt = learnt;
    this.keys = keys;
    this.times = new TimeShares(ground);
    this.trials = new Trials(learnt.health(), ground.decidedAt());
    this.beginning = beginning;
  }

  @Override
  public Optional<Obstacle> obstacle(Model model, boolean lastResort) {
    Optional<Obstacle> obstacle =
        (fallback ? unfitAsFallback(model) : Optional.<Obstacle>empty())
            .or(() -> resting(model, lastResort))
            .or(() -> beingTriedOut(model, lastResort))
            .or(() -> unaffordable(model));
    if (obstacle.isEmpty()) {
      times.cameTo(model);
    }
    return obstacle;
  }

  /** Policies have looked at what a first choice can do; a fallback may be of any kind. */
  private Optional<Obstacle> unfitAsFallback(Model model) {
    if (ground.deadline().remaining().isZero()) {
      return Optional.of(Obstacle.of("deadline", "the time for all attempts is over"));
    }
    return Capability.missing(model, ground.conversation().features())
        .map(missing -> Obstacle.of(CAPABILITY, "the model has no capability " + missing));
  }

  /** What is held for a model that failed is given back as soon as another one may be asked. */
  private Optional<Obstacle> unaffordable(Model model) {
    for (Model other : over) {
      if (!other.id().equals(model.id())) {
        ground.reservation().release(other);
      }
    }
    over.clear();
    Optional<Admission.Refused> refused = ground.reservation().hold(model);
    if (refused.isEmpty()) {
      return Optional.empty();
    }
    trials.end(model, ModelHealth::giveUpTrial);
    shortOf = refused.get();
    boolean tooDear = shortOf.code() == ErrorCode.MAX_COST_EXCEEDED;
    return Optional.of(Obstacle.of(tooDear ? MAX_COST : BUDGET, shortOf.reason()));
  }

  /**
   * Returns what the client is told: where no model could be asked since the budgets had no room
   * for any, it is that. A model that was passed over for another reason, or that a policy left
   * out, may be free long before a budget is.
   */
  GatewayException told(GatewayException why) {
    if (why.code() != ErrorCode.NO_MODEL_AVAILABLE) {
      return why;
    }
    Optional<Duration> freeIn =
        ground.decision().passesIn().filter(time -> !time.isZero()); // A last resort was tried.
    Admission.Refused refused = shortOf;
    if (refused != null && !otherwiseBusy && freeIn.isEmpty()) {
      return refused.asException();
    }
    return Stream.of(freeIn, why.retryAfter())
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .map(soonest -> GatewayException.retryLater(why.code(), why.sentence(), soonest))
        .orElse(why);
  }

  private Optional<Obstacle> resting(Model model, boolean lastResort) {
    return learnt
        .cooldowns()
        .of(model)
        .filter(cooldown -> !lastResort)
        .map(
            cooldown ->
                new Obstacle(
                    "cooldown",
                    (cooldown.told() ? "its provider asked" : "it seems best")
                        + " to leave it alone for another "
                        + seconds(cooldown.remaining())
                        + " s",
                    Obstacle.Weight.YIELDING));
  }

  private static long seconds(Duration time) {
    return Math.max(1, (time.toMillis() + 999) / 1000);
  }

  private Optional<Obstacle> beingTriedOut(Model model, boolean lastResort) {
    Optional<Obstacle> obstacle =
        isTrial(model) ? trials.obstacle(model, lastResort) : Optional.empty();
    fallback |= obstacle.isPresent(); // what is asked after a wait has but the time left
    return obstacle;
  }

  /** Returns the time-outs of the attempt that begins now. */
  Timeouts inTime(Model model, Timeouts wanted) {
    return times.of(model, wanted);
  }

  @Override
  public void hedges() {
    fallback = true;
  }

  @Override
  public UsableKey begins(Model model) {
    countIn(model);
    beginning.accept(model);
    UsableKey key = keys.choose(model, usedOf(model));
    if (key.all().size() > 1) {
      usedKeys = usedKeys.isEmpty() ? new HashMap<>() : usedKeys;
      usedKeys.computeIfAbsent(model.id(), absent -> new ArrayList<>()).add(key.id());
    }
    return key;
  }

  /** Other calls may have begun since the ranking was made: what the limit says now holds. */
  private void countIn(Model model) {
    try {
      ground.traffic().begin(model);
    } catch (GatewayException e) {
      notAsked(model, "rate-limit", e);
      throw e;
    }
  }

  private List<String> usedOf(Model model) {
    return usedKeys.getOrDefault(model.id(), List.of());
  }

  /** A model that is but tried out gets the one call, with whichever key. */
  @Override
  public boolean hasAnotherKey(Model model) {
    return !isTrial(model)
        && !ground.deadline().remaining().isZero()
        && keys.isAnotherLeft(model, usedOf(model))
        && ground.traffic().hasRoom(model)
        && ground.reservation().hold(model).isEmpty();
  }

  @Override
  public void passedOver(Model model, Obstacle obstacle) {
    fallback = true;
    if (obstacle.weight() == Obstacle.Weight.FIRM) {
      times.cameTo(model);
    }
    otherwiseBusy |= mayPass(obstacle);
    books.passedOver(model, obstacle.by(), obstacle.reason());
  }

  /** What yields is looked at again; what a model lacks, or no budget has, it lacks for good. */
  private static boolean mayPass(Obstacle obstacle) {
    return obstacle.weight() != Obstacle.Weight.YIELDING
        && !PASSES_NOT_BY_ITSELF.contains(obstacle.by());
  }

  @Override
  public void failed(Attempt attempt, GatewayException why, Optional<TokenUsage> usage) {
    fallback = true;
    Model model = attempt.model();
    over.add(model);
    Ending ending = endingOf(attempt, why);
    try {
      books.failed(attempt, why, usage, ending);
    } finally {
      trials.failed(model, ending, why);
    }
  }

  private Ending endingOf(Attempt attempt, GatewayException why) {
    Model model = attempt.model();
    Ending ending = FailureKind.of(why).ending();
    if (ending == Ending.KEY_REFUSED && keys.isAnotherLeft(model, usedOf(model))) {
      return Ending.ONE_KEY_REFUSED;
    }
    if (why.code() == ErrorCode.OVERTAKEN && hadItsTime(attempt)) {
      return Ending.OVERTAKEN;
    }
    return why instanceof UpstreamTimeoutException timeout && times.wasHurried(model, timeout)
        ? Ending.NOTHING
        : ending;
  }

  /** A hedge that is late, or another key that was tried late, may be overtaken at once. */
  private boolean hadItsTime(Attempt attempt) {
    return !attempt.isHedge()
        && ground.hedgeAfter().filter(time -> attempt.elapsed().compareTo(time) >= 0).isPresent();
  }

  @Override
  public boolean isTrial(Model model) {
    return ground.decision().isTrial(model);
  }

  @Override
  public boolean isToBeWaitedFor(Model model) {
    return learnt.health().of(model.id()).isToBeWaitedFor(isTrial(model));
  }

  @Override
  public boolean mayRepeat(Model model, Duration after) {
    return ground.deadline().remaining().compareTo(after) > 0
        && ground.traffic().hasRoom(model)
        && ground.reservation().hold(model).isEmpty();
  }

  @Override
  public Duration timeLeft() {
    return ground.deadline().remaining();
  }

  @Override
  public Duration timeFor(Model model) {
    return times.most(model);
  }

  @Override
  public void notAsked(Model model, GatewayException why) {
    notAsked(model, why.code().wireName(), why);
  }

  private void notAsked(Model model, String by, GatewayException why) {
    fallback = true;
    otherwiseBusy |= why.code() == ErrorCode.NO_MODEL_AVAILABLE;
    over.add(model);
    trials.end(model, ModelHealth::giveUpTrial);
    books.passedOver(model, by, why.sentence());
  }

  /** Whether the answer also ends well is seen later; the model is there, and that is the news. */
  @Override
  public void accepted(Model model) {
    trials.end(model, ModelHealth::recovered);
    List<String> used = usedOf(model);
    if (!used.isEmpty()) {
      learnt.cooldowns().accepted(model, used.get(used.size() - 1));
    }
  }

  @Override
  public void close() {
    trials.close();
  }
}
