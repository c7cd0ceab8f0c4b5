package io.routerly.dispatch;

import io.routerly.domain.Model;
import io.routerly.error.GatewayException;
import io.routerly.provider.Dialect;
import io.routerly.provider.ProviderAdapter;
import io.routerly.secret.UsableKey;
import io.routerly.upstream.CancelledExchangeException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Sends a call to one model, and sees to it that every attempt is told of. Thread-safe. */
final class Asking implements Asker {
  private final Providers providers;
  private final Legs legs;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  Asking(Providers providers, Legs legs, LongSupplier nanoTime) {
    this.providers = providers;
    this.legs = legs;
    this.nanoTime = nanoTime;
  }

  @Override
  public Accepted ask(SoleTrip trip, Model model) {
    return withAnyKey(trip, model);
  }

  /** Asks a model, with one key after the other for as long as it is the key that is refused. */
  Accepted withAnyKey(Trip trip, Model model) {
    while (true) {
      try {
        return once(trip, model);
      } catch (GatewayException e) {
        if (!FailureKind.of(e).isOfTheKey() || !trip.hasAnotherKey(model)) {
          throw e;
        }
      }
    }
  }

  /** Makes one attempt. */
  Accepted once(Trip trip, Model model) {
    Outbound call = trip.call();
    Prepared prepared = prepared(trip, model);
    Leg leg = prepared.leg();
    UsableKey key = trip.begins(model);
    Duration patience = trip.timeFor(model);
    Attempt attempt = new Attempt(model, key, trip.nextNumber(), trip.isHedge(), nanoTime);
    attempt.drops(leg.dropped());
    try {
      Accepted accepted =
          new Opening(attempt, leg, call.facts().stream(), patience)
              .accept(prepared.adapter().open(leg.call(), key));
      trip.accepted(accepted);
      return accepted;
    } catch (GatewayException e) {
      if (e instanceof CancelledExchangeException cancelled && !cancelled.requestSent()) {
        attempt.requestNotSent();
      }
      GatewayException cause = cause(trip, e);
      trip.failed(attempt, cause, leg.watch().usage());
      throw cause;
    }
  }

  private static GatewayException cause(Trip trip, GatewayException seen) {
    return trip.call().cancel().isCancelled() ? trip.cancelled(seen) : seen;
  }

  private record Prepared(ProviderAdapter adapter, Leg leg) {}

  /** What cannot be asked of the model at all is no attempt: nothing of it is recorded. */
  private Prepared prepared(Trip trip, Model model) {
    try {
      ProviderAdapter adapter = providers.of(model);
      Dialect dialect = adapter.dialectFor(model).orElseThrow();
      return new Prepared(adapter, legs.to(model, dialect, trip.call(), trip.source()));
    } catch (GatewayException e) {
      GatewayException cause = cause(trip, e);
      trip.notAsked(model, cause);
      throw cause;
    }
  }
}
