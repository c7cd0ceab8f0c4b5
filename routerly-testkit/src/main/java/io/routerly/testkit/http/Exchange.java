package io.routerly.testkit.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one end of an exchange, written by its connection and awaited by tests. */
final class Exchange {
  private record End(Outcome outcome, Instant at) {}

  private final CompletableFuture<End> end = new CompletableFuture<>();

  void end(Outcome outcome, Instant at) {
    end.complete(new End(outcome, at));
  }

  Outcome outcome() {
    return end.isDone() ? end.join().outcome() : Outcome.IN_PROGRESS;
  }

  Optional<Instant> endedAt() {
    return end.isDone() ? Optional.of(end.join().at()) : Optional.empty();
  }

  Outcome await(Duration patience) {
    try {
      return end.get(patience.toNanos(), TimeUnit.NANOSECONDS).outcome();
    } catch (TimeoutException e) {
      return Outcome.IN_PROGRESS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the end of an exchange", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
