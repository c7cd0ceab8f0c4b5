package io.routerly.upstream;

import io.routerly.error.GatewayException;
import io.routerly.upstream.UpstreamTimeoutException.Phase;
import java.time.Duration;
import java.util.Objects;
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

  /** How the exchange stands; if it has timed out, by the limit that had passed. */
  private record Standing(State state, Limit limit) {}

  /**
   * A limit that runs: the watch sees all of it or another one, never a mixture.
   *
   * @param at when it passes, or {@link #NEVER}
   */
  private record Limit(Phase phase, Duration length, long at) {
    boolean hasPassed(long now) {
      return at != NEVER && now - at >= 0;
    }
  }

  private static final Limit NO_LIMIT = new Limit(Phase.TOTAL, Duration.ZERO, NEVER);
  private static final Standing RUNNING = new Standing(State.RUNNING, NO_LIMIT);
  private static final Standing FINISHED = new Standing(State.FINISHED, NO_LIMIT);
  private static final Standing CANCELLED = new Standing(State.CANCELLED, NO_LIMIT);

  private final Timeouts timeouts;
  private final DeadlineWatch watch;
  private final LongSupplier nanoTime;
  private final AtomicReference<Standing> standing = new AtomicReference<>(RUNNING);
  private Limit total;
  private volatile Limit limit = NO_LIMIT;
  private volatile @Nullable Runnable abort;
  private CancelSignal.@Nullable Registration registration;
  private Limit firstByte = NO_LIMIT;
  private Limit firstEvent = NO_LIMIT;
  private boolean requestSent;

  Exchange(Timeouts timeouts, DeadlineWatch watch, LongSupplier nanoTime) {
    this.timeouts = timeouts;
    this.watch = watch;
    this.nanoTime = nanoTime;
    this.total = timeouts.total().map(length -> limit(Phase.TOTAL, length)).orElse(NO_LIMIT);
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
    arm(limit(Phase.CONNECT, timeouts.connect()));
  }

  /** Starts the limit for the first byte anew, because a piece of the request goes out. */
  void armSending() {
    requestSent = true;
    firstByte = limit(Phase.FIRST_BYTE, timeouts.firstByte());
    arm(firstByte);
  }

  /** Starts the limit for the next piece of the body. */
  void armReading(boolean first) {
    arm(first ? firstByte : limit(Phase.IDLE, timeouts.idle()));
  }

  /** Stops the running limit; only the total one goes on. */
  void rest() {
    limit = total;
  }

  /** Has the exchange end within {@code length} from now, if nothing ends it earlier. */
  void endWithin(Duration length) {
    Limit sooner = limit(Phase.TOTAL, length);
    if (total.at() == NEVER || sooner.at() - total.at() < 0) {
      total = sooner;
    }
  }

  /** Has the exchange end within {@code length} from now, unless the answer begins before. */
  void beginWithin(Duration length) {
    firstEvent = limit(Phase.FIRST_BYTE, length);
  }

  /** Lifts what {@link #beginWithin} set. */
  void begun() {
    firstEvent = NO_LIMIT;
  }

  private static Limit sooner(Limit one, Limit other) {
    return one.at() != NEVER && one.at() - other.at() < 0 ? one : other;
  }

  private void arm(Limit next) {
    Limit due = sooner(total, sooner(firstEvent, next));
    limit = due;
    watch.armed(due.at());
  }

  private Limit limit(Phase phase, Duration length) {
    long nanos = length.toSeconds() > 1_000_000_000 ? Long.MAX_VALUE / 4 : length.toNanos();
    long at = nanoTime.getAsLong() + nanos;
    return new Limit(phase, length, at == NEVER ? at + 1 : at);
  }

  /** Returns how much of the running limit is left, in nanoseconds; may be negative. */
  long remaining() {
    return limit.at() - nanoTime.getAsLong();
  }

  /** Returns the time at which the running limit passes, or {@link #NEVER}. */
  long deadline() {
    return limit.at();
  }

  /** Ends the exchange if its limit has passed at {@code now}; called by the watch. */
  void expire(long now) {
    Limit due = limit;
    if (due.hasPassed(now) && standing.compareAndSet(RUNNING, new Standing(State.TIMED_OUT, due))) {
      wakeOwner();
    }
  }

  /** Ends the exchange on behalf of a client that left. */
  void cancel() {
    if (standing.compareAndSet(RUNNING, CANCELLED)) {
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
    return standing().state() == State.RUNNING;
  }

  private Standing standing() {
    return Objects.requireNonNull(standing.get());
  }

  /** Ends the exchange for good; returns whether nobody had ended it before. */
  boolean finish() {
    boolean ours = standing.compareAndSet(RUNNING, FINISHED);
    limit = NO_LIMIT;
    abort = null;
    if (registration != null) {
      registration.close();
      registration = null;
    }
    return ours;
  }

  /** Returns why the exchange ended before it was finished. */
  GatewayException ended() {
    Standing end = standing();
    if (end.state() == State.TIMED_OUT) {
      return new UpstreamTimeoutException(end.limit().phase(), end.limit().length());
    }
    return new CancelledExchangeException(requestSent);
  }
}
