package io.routerly.dispatch;

import io.routerly.catalog.Catalog;
import io.routerly.domain.Model;
import io.routerly.error.GatewayException;
import io.routerly.tokens.PromptTokens;
import io.routerly.tokens.TokenCounter;
import io.routerly.translation.SourceRequest;
import io.routerly.translation.Translator;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Sends a call to the models of a ranking, in order, until one accepts it.
 *
 * <p>Everything up to the first event of a stream, or the last byte of a buffered answer, happens
 * here, so that a failure up to then reaches no client while a candidate is left. The last model is
 * tried once more after a failure that may pass; where the candidates say so, another model is
 * asked beside one that is slow to answer. Thread-safe.
 */
public final class Dispatcher {
  private final Legs legs;
  private final Counting counting;
  private final Asking asking;
  private final Hedges hedges;
  private final Pause pause;

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   * @param pause lets time pass between attempts
   * @param hedges has attempts begin beside others
   */
  public Dispatcher(
      Providers providers,
      Codecs codecs,
      Translator translator,
      LongSupplier nanoTime,
      Pause pause,
      Hedges hedges) {
    this.legs = new Legs(codecs, translator, new Targets(Catalog::shipped));
    this.counting = new Counting(providers, legs);
    this.asking = new Asking(providers, legs, nanoTime);
    this.hedges = hedges;
    this.pause = pause;
  }

  /**
   * Returns what the first model that accepts the call gives back.
   *
   * @param guard lets each attempt begin, and is told of each failure before the next one begins
   * @throws GatewayException the failure of the last attempt, or the first that ends the call
   */
  public Accepted dispatch(Outbound received, Candidates candidates, AttemptGuard guard) {
    SourceRequest source = legs.source(received);
    Outbound call = legs.continued(received, source);
    Walk walk = new Walk(candidates, guard, time -> pause.await(time, call.cancel()));
    SoleTrip trip = new SoleTrip(call, source, guard, walk);
    Asker asker = asker(received, candidates);
    Optional<Failed> last = Optional.empty();
    for (Optional<Model> next = walk.next(); next.isPresent(); next = walk.next()) {
      try {
        return asker.ask(trip, next.get());
      } catch (GatewayException e) {
        Model model = walk.latest();
        requireWorthAnother(trip, model, e);
        last = mayBeRepeated(guard, model, e) ? Optional.of(new Failed(model, e)) : last;
      }
    }
    Failed failed = last.orElseThrow(walk::failure);
    pause.await(waitBeforeRepeat(trip, failed), call.cancel());
    return repeated(trip, failed.model());
  }

  /**
   * While it waited others may have taken its place; what the provider said tells more than that.
   */
  private Accepted repeated(SoleTrip trip, Model model) {
    try {
      return asking.once(trip, model);
    } catch (GatewayException e) {
      throw FailureKind.of(e) == FailureKind.NOT_ASKED ? trip.walk().failure() : e;
    }
  }

  /** A call that is not understood may create something, and two of it would create it twice. */
  private Asker asker(Outbound received, Candidates candidates) {
    return candidates.hedgeAfter().isEmpty() || received.format() == WireFormat.OPAQUE
        ? asking
        : new Hedging(asking, legs, hedges, received, candidates.hedgeAfter().get());
  }

  private record Failed(Model model, GatewayException why) {}

  private static void requireWorthAnother(SoleTrip trip, Model model, GatewayException failure) {
    trip.walk().failed(model, failure);
    if (trip.call().cancel().isCancelled()) {
      throw failure;
    }
  }

  /** A model that could not be asked at all is not asked again; the one before it may be. */
  private static boolean mayBeRepeated(AttemptGuard guard, Model model, GatewayException why) {
    return !guard.isTrial(model) && FailureKind.of(why) != FailureKind.NOT_ASKED;
  }

  private static Duration waitBeforeRepeat(SoleTrip trip, Failed failed) {
    return Failover.waitBeforeRepeat(trip.call(), failed.why())
        .filter(time -> trip.guard().mayRepeat(failed.model(), time))
        .orElseThrow(trip.walk()::failure);
  }

  /** Returns how many tokens the prompt has, as counted here; empty if it cannot be read. */
  public OptionalLong promptTokens(Outbound call) {
    try {
      return OptionalLong.of(
          PromptTokens.of(
              legs.read(call, legs.source(call)), TokenCounter.of(call.facts().model())));
    } catch (GatewayException e) {
      return OptionalLong.empty(); // Whoever serves the call says what is wrong with it.
    }
  }

  /**
   * Returns how many tokens a request of Anthropic's format has, by the first of the models whose
   * provider does not fail. Costs nothing.
   *
   * @param keys gives the key that a model is asked with
   * @throws GatewayException the failure of the last model, or the first that ends the call
   */
  public Counted count(Outbound call, Candidates candidates, KeySupply keys) {
    return counting.count(
        call,
        Stream.concat(candidates.ranking().stream(), candidates.lastResorts().stream()).toList(),
        keys);
  }
}
