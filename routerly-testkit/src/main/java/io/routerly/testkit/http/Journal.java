package io.routerly.testkit.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** All that arrived at one server, in order. Thread-safe. */
public final class Journal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<RecordedRequest> requests = new ArrayList<>();
  private final List<String> malformed = new ArrayList<>();
  private int taken;

  Journal() {}

  /** Returns all requests so far. */
  public List<RecordedRequest> requests() {
    lock.lock();
    try {
      return List.copyOf(requests);
    } finally {
      lock.unlock();
    }
  }

  /** Returns what arrived that was no HTTP/1.1 request, and failures of the fake itself. */
  public List<String> malformed() {
    lock.lock();
    try {
      return List.copyOf(malformed);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the next request that was not taken before, waiting for it.
   *
   * @throws AssertionError if none comes within {@code patience}
   */
  public RecordedRequest take(Duration patience) {
    lock.lock();
    try {
      if (!await(() -> requests.size() > taken, patience)) {
        throw new AssertionError("No further request within " + patience + sofar());
      }
      return requests.get(taken++);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns all requests as soon as there are {@code count} of them.
   *
   * @throws AssertionError if there are fewer after {@code patience}
   */
  public List<RecordedRequest> await(int count, Duration patience) {
    lock.lock();
    try {
      if (!await(() -> requests.size() >= count, patience)) {
        throw new AssertionError("Not " + count + " requests within " + patience + sofar());
      }
      return List.copyOf(requests);
    } finally {
      lock.unlock();
    }
  }

  RecordedRequest record(RequestMessage message, int connection, Instant at, Exchange exchange) {
    lock.lock();
    try {
      RecordedRequest request =
          new RecordedRequest(message, requests.size() + 1L, connection, at, exchange);
      requests.add(request);
      arrived.signalAll();
      return request;
    } finally {
      lock.unlock();
    }
  }

  void malformed(String what) {
    lock.lock();
    try {
      malformed.add(what);
    } finally {
      lock.unlock();
    }
  }

  private boolean await(BooleanSupplier condition, Duration patience) {
    long left = patience.toNanos();
    try {
      while (!condition.getAsBoolean() && left > 0) {
        left = arrived.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a request", e);
    }
    return condition.getAsBoolean();
  }

  private String sofar() {
    return "; there were " + requests + (malformed.isEmpty() ? "" : " and " + malformed);
  }
}
