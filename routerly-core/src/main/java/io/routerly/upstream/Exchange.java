package io.routerly.upstream;

import static io.routerly.error.ErrorCode.CLIENT_GONE;

import io.routerly.error.GatewayException;
import io.routerly.upstream.UpstreamTimeoutException.Phase;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: which limit runs at the moment, and how it came to its end.
 *
 * <p>Its owner thread arms a limit before it may block and rests afterwards. The {@link
 * DeadlineWatch} and the {@link CancelSignal} end it from other threads by closing whatever the
 * owner is blocked on; the owner then learns the reason here. Exactly one of them wins, so that
 * nobody closes a connection that serves another request by now.
 */
final class Exchange {
  /** The deadline of an exchange that waits for nothing. */
  static final long NEVER = Long.MIN_VALUE;

  private enum State {
    RUNNING,
    FINISHED,
    TIMED_OUT,
    CANCELLED
  }

  private final Timeouts timeouts;
  private final DeadlineWatch watch;
  private final LongSupplier nanoTime;
  private final long totalAt;
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private volatile long deadline = NEVER;
  private volatile @Nullable Runnable abort;
  private CancelSignal.@Nullable Registration registration;
  private Phase phase = Phase.CONNECT;
  private long firstByteAt;

  Exchange(Timeouts timeouts, DeadlineWatch watch, LongSupplier nanoTime) {
    this.timeouts = timeouts;
    this.watch = watch;
    this.nanoTime = nanoTime;
    this.totalAt = timeouts.total().isPresent() ? after(timeouts.total().get()) : NEVER;
  }

  /** Lets {@code signal} end this exchange. */
  void endsWith(CancelSignal signal) {
    registration = signal.onCancel(this::cancel);
  }

  /** Names what has to be closed to wake the owner, which is about to block on it. */
  void blocksOn(Runnable closing) {
    abort = closing;
    if (!isRunning()) {
      closing.run();
      throw ended();
    }
  }

  /** Starts the limit for connecting, which covers everything up to the TLS handshake. */
  void armConnect() {
    arm(Phase.CONNECT, after(timeouts.connect()));
  }

  /** Starts the limit for the first byte anew, because a piece of the request goes out. */
  void armSending() {
    firstByteAt = after(timeouts.firstByte());
    arm(Phase.FIRST_BYTE, firstByteAt);
  }

  /** Starts the limit for the next piece of the body. */
  void armReading(boolean first) {
    if (first) {
      arm(Phase.FIRST_BYTE, firstByteAt);
    } else {
      arm(Phase.IDLE, after(timeouts.idle()));
    }
  }

  /** Stops the running limit; only the total one goes on. */
  void rest() {
    phase = Phase.TOTAL;
    deadline = totalAt;
  }

  private void arm(Phase next, long at) {
    boolean totalFirst = totalAt != NEVER && totalAt - at < 0;
    phase = totalFirst ? Phase.TOTAL : next;
    long due = totalFirst ? totalAt : at;
    deadline = due;
    watch.armed(due);
  }

  private long after(Duration limit) {
    long nanos = limit.toSeconds() > 1_000_000_000 ? Long.MAX_VALUE / 4 : limit.toNanos();
    long at = nanoTime.getAsLong() + nanos;
    return at == NEVER ? at + 1 : at;
  }

  /** Returns how much of the running limit is left, in nanoseconds; may be negative. */
  long remaining() {
    return deadline - nanoTime.getAsLong();
  }

  /** Returns the time at which the running limit passes, or {@link #NEVER}. */
  long deadline() {
    return deadline;
  }

  /** Ends the exchange if its limit has passed at {@code now}; called by the watch. */
  void expire(long now) {
    long due = deadline;
    if (due != NEVER && now - due >= 0 && state.compareAndSet(State.RUNNING, State.TIMED_OUT)) {
      wakeOwner();
    }
  }

  /** Ends the exchange on behalf of a client that left. */
  void cancel() {
    if (state.compareAndSet(State.RUNNING, State.CANCELLED)) {
      wakeOwner();
    }
  }

  private void wakeOwner() {
    Runnable closing = abort;
    if (closing != null) {
      closing.run();
    }
  }

  boolean isRunning() {
    return state.get() == State.RUNNING;
  }

  /** Ends the exchange for good; returns whether nobody had ended it before. */
  boolean finish() {
    boolean ours = state.compareAndSet(State.RUNNING, State.FINISHED);
    deadline = NEVER;
    abort = null;
    if (registration != null) {
      registration.close();
      registration = null;
    }
    return ours;
  }

  /** Returns why the exchange ended before it was finished. */
  GatewayException ended() {
    if (state.get() == State.TIMED_OUT) {
      return new UpstreamTimeoutException(phase, limit());
    }
    return new GatewayException(CLIENT_GONE, "The request was cancelled.");
  }

  private Duration limit() {
    return switch (phase) {
      case CONNECT -> timeouts.connect();
      case FIRST_BYTE -> timeouts.firstByte();
      case IDLE -> timeouts.idle();
      case TOTAL -> timeouts.total().orElseThrow();
    };
  }
}
