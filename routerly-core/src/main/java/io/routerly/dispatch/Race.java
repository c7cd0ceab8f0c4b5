package io.routerly.dispatch;

import io.routerly.domain.Model;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.upstream.CancelSignal;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that is asked, and the next one that is asked beside it if it is slow to answer: the
 * answer that begins first is the call's, and the other attempt is cancelled.
 *
 * <p>The model whose turn it is is asked on the call's own thread, as ever, and the hedge on a
 * second one. Each has a request, a reader and a signal of its own; what they share they use under
 * one lock. When {@link #run} is over the second thread has nothing to do with the call any more,
 * and both attempts are accounted, but for the answer that it returns.
 */
final class Race {
  private static final Logger LOG = LoggerFactory.getLogger(Race.class);

  private final Asking asking;
  private final SharedTrip shared;
  private final Lane own;
  private final BiFunction<SharedTrip, CancelSignal, Lane> hedgeLane;
  private final Function<Runnable, Runnable> later;
  private final CountDownLatch hedgeOver = new CountDownLatch(1);
  private Runnable callOff = () -> {};
  private boolean closed;
  private @Nullable CancelSignal hedge;
  private @Nullable Accepted hedgeAnswer;
  private @Nullable GatewayException hedgeFailure;

  /**
   * @param hedgeLane makes the second lane, given its signal
   * @param later runs a hedge when the model has had its time, and returns what calls it off
   */
  Race(
      SoleTrip trip,
      Asking asking,
      BiFunction<SharedTrip, CancelSignal, Lane> hedgeLane,
      Function<Runnable, Runnable> later) {
    this.asking = asking;
    this.shared = new SharedTrip(trip);
    this.hedgeLane = hedgeLane;
    this.later = later;
    this.own =
        Lane.own(shared, trip.call().withCancel(signal()), trip.source(), this::awaitPatience);
  }

  /** Returns a signal that fires when the client leaves, and may fire earlier. */
  private CancelSignal signal() {
    CancelSignal signal = new CancelSignal();
    CancelSignal.Registration unused = shared.client().onCancel(signal::cancel);
    return signal;
  }

  /**
   * Asks the model, on the thread of the call.
   *
   * @throws GatewayException the failure of {@link Walk#latest()}; an earlier one is noted there
   */
  Accepted run(Model model) {
    try {
      Accepted answer = asking.withAnyKey(own, model);
      endHedge();
      return answer;
    } catch (GatewayException e) {
      return hedgeInstead(model, e);
    } catch (RuntimeException | Error e) {
      giveUp();
      throw e;
    }
  }

  /** Returns whether a second model was asked. */
  boolean hasHedged() {
    return shared.locked(() -> hedge != null);
  }

  /** Each attempt has its time, as long as there is no hedge. */
  private void awaitPatience() {
    callOff.run();
    if (!hasHedged()) {
      callOff = later.apply(this::runHedge);
    }
  }

  /** The model has failed, or the hedge was faster; the hedge may still be under way. */
  private Accepted hedgeInstead(Model model, GatewayException why) {
    if (FailureKind.of(why).next() == FailureKind.Next.NONE && shared.decide(own)) {
      endHedge(); // no other model would make a difference, or nobody waits any more
      throw why;
    }
    awaitHedge();
    if (hedgeAnswer != null) {
      return hedgeAnswer;
    }
    if (hedgeFailure == null || hedgeFailure.code() == ErrorCode.OVERTAKEN) {
      throw why;
    }
    Walk walk = shared.trip().walk();
    if (FailureKind.of(hedgeFailure) == FailureKind.NOT_ASKED) {
      walk.failed(walk.latest(), hedgeFailure);
      walk.isBackAt(model);
      throw why;
    }
    walk.failed(model, why);
    throw hedgeFailure;
  }

  private void endHedge() {
    CancelSignal begun = close();
    if (begun != null) {
      begun.cancel();
      awaitHedge();
    }
  }

  /** What nobody foresaw leaves no connection open. */
  private void giveUp() {
    boolean decided = shared.decide(own);
    endHedge();
    if (!decided && hedgeAnswer != null) {
      hedgeAnswer.giveUp();
    }
  }

  /** Sees to it that no hedge begins any more; returns the one that has begun. */
  private @Nullable CancelSignal close() {
    callOff.run();
    shared.alone(() -> closed = true);
    return hedge;
  }

  /** An interrupt ends the wait as it ends everything: by way of the hedge's connection. */
  private void awaitHedge() {
    CancelSignal begun = close();
    boolean interrupted = false;
    while (begun != null) {
      try {
        hedgeOver.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        begun.cancel();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks another model, on a thread of its own; does nothing if it is too late for that. */
  private void runHedge() {
    CancelSignal signal = signal();
    Optional<Model> model = shared.locked(() -> begin(signal));
    if (model.isEmpty()) {
      return;
    }
    try {
      hedgeAnswer = asking.withAnyKey(lane(signal, model.get()), model.get());
    } catch (GatewayException e) {
      hedgeFailure = e;
    } catch (RuntimeException | Error e) {
      LOG.error("A hedge failed in a way that nobody foresaw", e);
      hedgeFailure = new GatewayException(ErrorCode.INTERNAL_ERROR, "The gateway failed.", e);
    } finally {
      hedgeOver.countDown();
    }
    if (hedgeAnswer != null) {
      own.cancel();
    }
  }

  /** Whatever keeps the request from being read again, the model was not asked. */
  private Lane lane(CancelSignal signal, Model model) {
    try {
      return hedgeLane.apply(shared, signal);
    } catch (GatewayException e) {
      LOG.debug("A hedge could not be prepared: {}", e.code().wireName());
      shared.alone(() -> shared.trip().notAsked(model, e));
      throw e;
    }
  }

  private Optional<Model> begin(CancelSignal signal) {
    if (closed || hedge != null || shared.isDecided() || shared.client().isCancelled()) {
      return Optional.empty();
    }
    SoleTrip trip = shared.trip();
    trip.guard().hedges();
    Optional<Model> model = trip.walk().nextBeside();
    hedge = model.isPresent() ? signal : null;
    return model;
  }
}
