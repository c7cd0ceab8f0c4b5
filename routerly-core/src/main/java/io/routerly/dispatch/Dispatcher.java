package io.routerly.dispatch;

import io.routerly.domain.Model;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.provider.Dialect;
import io.routerly.provider.ProviderAdapter;
import io.routerly.provider.ProviderCall;
import io.routerly.upstream.CancelledExchangeException;
import io.routerly.wire.RequestSplicer;
import io.routerly.wire.WireFormat;
import java.util.List;
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
  private final Codecs codecs;
  private final LongSupplier nanoTime;
  private final Pause pause;

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public Dispatcher(Providers providers, Codecs codecs, LongSupplier nanoTime, Pause pause) {
    this.providers = providers;
    this.codecs = codecs;
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
  public Accepted dispatch(Outbound call, List<Model> ranking, AttemptObserver observer) {
    int last = ranking.size() - 1;
    for (int i = 0; i < last; i++) {
      try {
        return attempt(call, new Attempt(ranking.get(i), i + 1, nanoTime), observer);
      } catch (GatewayException e) {
        requireWorthAnother(call, e);
      }
    }
    try {
      return attempt(call, new Attempt(ranking.get(last), last + 1, nanoTime), observer);
    } catch (GatewayException e) {
      requireWorthAnother(call, e);
      pause.await(Failover.waitBeforeRepeat(call, e).orElseThrow(() -> e), call.cancel());
    }
    return attempt(call, new Attempt(ranking.get(last), last + 2, nanoTime), observer);
  }

  private static void requireWorthAnother(Outbound call, GatewayException failure) {
    if (!Failover.movesOn(failure) || call.cancel().isCancelled()) {
      throw failure;
    }
  }

  private Accepted attempt(Outbound call, Attempt attempt, AttemptObserver observer) {
    ProviderAdapter adapter = providers.of(attempt.model());
    Dialect dialect = adapter.dialectFor(attempt.model()).orElseThrow();
    Opening opening =
        new Opening(
            attempt,
            call.format(),
            codecs.watch(call.format(), dialect),
            dropsUsageChunk(call, dialect));
    try {
      return opening.accept(adapter.open(providerCall(call, attempt, dialect)));
    } catch (GatewayException e) {
      if (e instanceof CancelledExchangeException cancelled && !cancelled.requestSent()) {
        attempt.requestNotSent();
      }
      GatewayException cause = call.cancel().isCancelled() ? clientGone(e) : e;
      observer.failed(attempt, cause, opening.watch().usage());
      throw cause;
    }
  }

  /** Cancelling closes the provider's connection, which may look like the provider's own fault. */
  private static GatewayException clientGone(GatewayException e) {
    return new GatewayException(ErrorCode.CLIENT_GONE, "The client left before the answer.", e);
  }

  private static ProviderCall providerCall(Outbound call, Attempt attempt, Dialect dialect) {
    Model model = attempt.model();
    return new ProviderCall(
        model,
        call.format(),
        call.method(),
        call.path(),
        call.query(),
        call.headers(),
        body(call, model, dialect),
        call.timeouts().apply(model),
        call.cancel());
  }

  /** The options stand apart from the model's name, but either may come first in the body. */
  private static byte[] body(Outbound call, Model model, Dialect dialect) {
    return RequestSplicer.splice(
        call.body(), call.facts(), model.nameAtProvider(), asksForUsage(call, dialect));
  }

  private static boolean asksForUsage(Outbound call, Dialect dialect) {
    return call.format() == WireFormat.OPENAI_CHAT
        && call.facts().stream()
        && dialect.takesStreamOptions();
  }

  private static boolean dropsUsageChunk(Outbound call, Dialect dialect) {
    return asksForUsage(call, dialect) && !call.facts().usageRequested();
  }
}
