package io.routerly.api.http;

import io.routerly.error.ErrorCode;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Holds back answers to wrong credentials, so that a client that tries them as fast as it can waits
 * most of the time, and takes no processor time from the others.
 *
 * <p>A held answer has no thread: it is a few hundred bytes and its connection. Good credentials
 * are never held. Thread-safe.
 */
@Priority(Integer.MIN_VALUE) // the last to see an answer, when its status stands
public final class HeldRefusals implements ContainerResponseFilter {
  private static final Set<String> HELD =
      Set.of(
          ErrorCode.INVALID_API_KEY.wireName(),
          ErrorCode.CONFLICTING_CREDENTIALS.wireName(),
          ErrorCode.UNAUTHENTICATED.wireName(),
          ErrorCode.INVALID_LOGIN.wireName(),
          ErrorCode.INVALID_SETUP_CODE.wireName(),
          ErrorCode.TOO_MANY_ATTEMPTS.wireName());

  /** Where more are held than this, the next ones leave at once: memory is bounded. */
  private static final int MAX_HELD = 10_000;

  private final RefusalPace pace;
  private final Delay delay;
  private final Semaphore room = new Semaphore(MAX_HELD);

  /** Runs things later. */
  @FunctionalInterface
  public interface Delay {
    /** Runs {@code task} after {@code wait} on some thread that it may block. */
    void run(Duration wait, Runnable task);
  }

  /**
   * Lets five hundred answers leave at once, then ten a second, each after four seconds at most.
   *
   * @param nanoTime a clock that never jumps
   */
  public HeldRefusals(LongSupplier nanoTime, Delay delay) {
    this.pace = new RefusalPace(Duration.ofMillis(100), 500, Duration.ofSeconds(4), nanoTime);
    this.delay = delay;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Object code = response.getHeaders().getFirst(ErrorAnswers.ERROR_HEADER);
    if (isHeld(code) && request instanceof ContainerRequest held) {
      Duration wait = pace.next();
      if (!wait.isZero() && room.tryAcquire()) {
        held.setWriter(
            new HeldAnswer(
                held.getResponseWriter(),
                () -> begin(request),
                task -> delay.run(wait, task),
                room::release));
      }
    }
  }

  private static void begin(ContainerRequestContext request) {
    if (request.getProperty(Hold.ATTRIBUTE) instanceof Hold hold) {
      hold.begin();
    }
  }

  private static boolean isHeld(@Nullable Object code) {
    return code instanceof String name && HELD.contains(name);
  }
}
