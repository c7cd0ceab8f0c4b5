package io.routerly.testkit.script;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Holds a fake silent at one place of its answer until a test opens it.
 *
 * <p>A gate that is open stays open, and several answers may wait at one gate. A silent fake goes
 * on at once when its client closes or it is closed itself. Thread-safe.
 */
public final class Gate {
  private final CompletableFuture<Void> reached = new CompletableFuture<>();
  private final CompletableFuture<Void> opened = new CompletableFuture<>();

  /** Lets every answer that waits here go on. */
  public void open() {
    opened.complete(null);
  }

  /**
   * Waits until an answer has come to this gate.
   *
   * @throws AssertionError if none has after {@code patience}
   */
  public void awaitReached(Duration patience) {
    try {
      reached.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("No answer came to the gate within " + patience, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting at a gate", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns what completes when the gate opens; called by the fake when it comes here. */
  public CompletableFuture<Void> reach() {
    reached.complete(null);
    return opened;
  }
}
