package io.routerly.dispatch;

import io.routerly.domain.Model;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.provider.Dialect;
import io.routerly.provider.ProviderAdapter;
import io.routerly.translation.SourceRequest;
import io.routerly.translation.Translator;
import io.routerly.upstream.CancelledExchangeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

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
    this.legs = new Legs(codecs, translator);
    this.counting = new Counting(providers, legs);
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /**
   * Returns what the first model that accepts the call gives back.
   *
   * @param ranking models to try, best first; at least one
   * @param observer is told of each failed attempt before the next one begins
   * @throws GatewayException the failure of the last attempt, or the first that ends the call
   */
  public Accepted dispatch(Outbound received, List<Model> ranking, AttemptObserver observer) {
    SourceRequest source = legs.source(received);
    Outbound call = legs.continued(received, source);
    int last = ranking.size() - 1;
    Optional<GatewayException> earlier = Optional.empty();
    for (int i = 0; i < last; i++) {
      try {
        return attempt(call, source, new Attempt(ranking.get(i), i + 1, nanoTime), observer);
      } catch (GatewayException thrown) {
        GatewayException e = Failover.telling(thrown, earlier);
        requireWorthAnother(call, e);
        earlier = Optional.of(e);
      }
    }
    try {
      return attempt(call, source, new Attempt(ranking.get(last), last + 1, nanoTime), observer);
    } catch (GatewayException thrown) {
      GatewayException e = Failover.telling(thrown, earlier);
      requireWorthAnother(call, e);
      pause.await(repeatOf(call, thrown, e), call.cancel());
    }
    return attempt(call, source, new Attempt(ranking.get(last), last + 2, nanoTime), observer);
  }

  /** A model that could not be asked at all is not asked again. */
  private static Duration repeatOf(Outbound call, GatewayException thrown, GatewayException told) {
    return Failover.waitBeforeRepeat(call, thrown).orElseThrow(() -> told);
  }

  /**
   * Returns how many tokens a request of Anthropic's format has, by the first model of the ranking
   * whose provider does not fail. Costs nothing.
   *
   * @throws GatewayException the failure of the last model, or the first that ends the call
   */
  public Counted count(Outbound call, List<Model> ranking) {
    return counting.count(call, ranking);
  }

  private static void requireWorthAnother(Outbound call, GatewayException failure) {
    if (!Failover.movesOn(failure) || call.cancel().isCancelled()) {
      throw failure;
    }
  }

  /** What cannot be asked of the model at all is no attempt: nothing of it is recorded. */
  private Accepted attempt(
      Outbound call, SourceRequest source, Attempt attempt, AttemptObserver observer) {
    ProviderAdapter adapter = providers.of(attempt.model());
    Dialect dialect = adapter.dialectFor(attempt.model()).orElseThrow();
    Leg leg = legs.to(attempt.model(), dialect, call, source);
    attempt.drops(leg.dropped());
    try {
      return new Opening(attempt, leg, call.facts().stream()).accept(adapter.open(leg.call()));
    } catch (GatewayException e) {
      if (e instanceof CancelledExchangeException cancelled && !cancelled.requestSent()) {
        attempt.requestNotSent();
      }
      GatewayException cause = call.cancel().isCancelled() ? clientGone(e) : e;
      observer.failed(attempt, cause, leg.watch().usage());
      throw cause;
    }
  }

  /** Cancelling closes the provider's connection, which may look like the provider's own fault. */
  private static GatewayException clientGone(GatewayException e) {
    return new GatewayException(ErrorCode.CLIENT_GONE, "The client left before the answer.", e);
  }
}
