package io.routerly.dispatch;

import io.routerly.catalog.Catalog;
import io.routerly.domain.Model;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.provider.Dialect;
import io.routerly.provider.ProviderAdapter;
import io.routerly.secret.UsableKey;
import io.routerly.translation.SourceRequest;
import io.routerly.translation.Translator;
import io.routerly.upstream.CancelledExchangeException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Sends a call to the models of a ranking, in order, until one accepts it.
 *
 * <p>Everything up to the first event of a stream, or the last byte of a buffered answer, happens
 * here, so that a failure up to then reaches no client while a candidate is left. The last model is
 * tried once more after a failure that may pass. Thread-safe.
 */
public final class Dispatcher {
  private final Providers providers;
  private final Legs legs;
  private final Counting counting;
  private final LongSupplier nanoTime;
  private final Pause pause;

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public Dispatcher(
      Providers providers,
      Codecs codecs,
      Translator translator,
      LongSupplier nanoTime,
      Pause pause) {
    this.providers = providers;
    this.legs = new Legs(codecs, translator, new Targets(Catalog::shipped));
    this.counting = new Counting(providers, legs);
    this.nanoTime = nanoTime;
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
    Trip trip = new Trip(call, source, guard, walk);
    Optional<Failed> last = Optional.empty();
    for (Optional<Model> next = walk.next(); next.isPresent(); next = walk.next()) {
      Model model = next.get();
      try {
        return ask(trip, model);
      } catch (GatewayException e) {
        requireWorthAnother(trip, model, e);
        last = guard.isTrial(model) ? last : Optional.of(new Failed(model, e));
      }
    }
    Failed failed = last.orElseThrow(walk::failure);
    pause.await(waitBeforeRepeat(trip, failed), call.cancel());
    return attempt(trip, failed.model());
  }

  /** One call on its way through a ranking. */
  private record Trip(Outbound call, SourceRequest source, AttemptGuard guard, Walk walk) {}

  private record Failed(Model model, GatewayException why) {}

  private static void requireWorthAnother(Trip trip, Model model, GatewayException failure) {
    trip.walk().failed(model, failure);
    if (trip.call().cancel().isCancelled()) {
      throw failure;
    }
  }

  /** A model that could not be asked at all is not asked again. */
  private static Duration waitBeforeRepeat(Trip trip, Failed failed) {
    return Failover.waitBeforeRepeat(trip.call(), failed.why())
        .filter(time -> trip.guard().mayRepeat(failed.model(), time))
        .orElseThrow(trip.walk()::failure);
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

  /** Asks a model, with one key after the other for as long as it is the key that is refused. */
  private Accepted ask(Trip trip, Model model) {
    while (true) {
      try {
        return attempt(trip, model);
      } catch (GatewayException e) {
        if (!FailureKind.of(e).isOfTheKey() || !trip.guard().hasAnotherKey(model)) {
          throw e;
        }
      }
    }
  }

  private Accepted attempt(Trip trip, Model model) {
    Outbound call = trip.call();
    Prepared prepared = prepared(trip, model);
    Leg leg = prepared.leg();
    UsableKey key = trip.guard().begins(model);
    Attempt attempt = new Attempt(model, key, trip.walk().nextNumber(), nanoTime);
    attempt.drops(leg.dropped());
    try {
      Accepted accepted =
          new Opening(attempt, leg, call.facts().stream())
              .accept(prepared.adapter().open(leg.call(), key));
      trip.guard().accepted(model);
      return accepted;
    } catch (GatewayException e) {
      if (e instanceof CancelledExchangeException cancelled && !cancelled.requestSent()) {
        attempt.requestNotSent();
      }
      GatewayException cause = call.cancel().isCancelled() ? clientGone(e) : e;
      trip.guard().failed(attempt, cause, leg.watch().usage());
      throw cause;
    }
  }

  private record Prepared(ProviderAdapter adapter, Leg leg) {}

  /** What cannot be asked of the model at all is no attempt: nothing of it is recorded. */
  private Prepared prepared(Trip trip, Model model) {
    try {
      ProviderAdapter adapter = providers.of(model);
      Dialect dialect = adapter.dialectFor(model).orElseThrow();
      return new Prepared(adapter, legs.to(model, dialect, trip.call(), trip.source()));
    } catch (GatewayException e) {
      trip.guard().notAsked(model, e);
      throw e;
    }
  }

  /** Cancelling closes the provider's connection, which may look like the provider's own fault. */
  private static GatewayException clientGone(GatewayException e) {
    return new GatewayException(ErrorCode.CLIENT_GONE, "The client left before the answer.", e);
  }
}
