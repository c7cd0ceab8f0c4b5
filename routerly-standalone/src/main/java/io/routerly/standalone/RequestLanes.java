package io.routerly.standalone;

import io.routerly.api.RequestThreads;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Shares a bounded number of threads out among the kinds of requests, so that none of them can take
 * the threads of the others: neither many streams nor many sign-ins keep health and management from
 * answering. Thread-safe.
 */
final class RequestLanes {
  /** Proxy calls at a time; a stream is one for as long as it lasts. */
  static final int CALLS = 256;

  /** Sign-ins at a time; strangers may make these, and each holds its thread for a password. */
  static final int SIGN_INS = 24;

  /** All else but health, which nothing keeps waiting. */
  static final int OTHERS = 24;

  /** So many threads carry all lanes and leave some for health and for refusals. */
  static final int THREADS = 320;

  private record Lane(List<String> paths, Semaphore room) {
    boolean holds(String path) {
      return paths.stream().anyMatch(path::startsWith);
    }
  }

  private final List<Lane> lanes;
  private final Semaphore others;
  private final boolean bounded;

  private RequestLanes(boolean bounded, int calls, int signIns, int others) {
    this.bounded = bounded;
    this.lanes =
        List.of(
            new Lane(List.of("/v1/", "/projects/"), new Semaphore(calls)),
            new Lane(List.of("/api/auth/", "/api/setup/"), new Semaphore(signIns)));
    this.others = new Semaphore(others);
  }

  /** Returns lanes within {@link #THREADS} threads, or without bounds where Java has no bound. */
  static RequestLanes ofThisJava() {
    return new RequestLanes(!RequestThreads.areUnlimited(), CALLS, SIGN_INS, OTHERS);
  }

  /** Returns lanes with that much room each. */
  static RequestLanes of(int calls, int signIns, int others) {
    return new RequestLanes(true, calls, signIns, others);
  }

  /**
   * Runs a service if there is room in its lane.
   *
   * @param path the request's raw path, with its leading slash
   * @return whether it ran
   */
  boolean tryRun(String path, Runnable service) {
    Optional<Semaphore> lane = bounded ? laneOf(path) : Optional.empty();
    if (lane.isEmpty()) {
      service.run();
      return true;
    }
    if (!lane.get().tryAcquire()) {
      return false;
    }
    try {
      service.run();
      return true;
    } finally {
      lane.get().release();
    }
  }

  private Optional<Semaphore> laneOf(String path) {
    if (path.startsWith("/health")) {
      return Optional.empty();
    }
    return Optional.of(
        lanes.stream().filter(lane -> lane.holds(path)).findFirst().map(Lane::room).orElse(others));
  }
}
