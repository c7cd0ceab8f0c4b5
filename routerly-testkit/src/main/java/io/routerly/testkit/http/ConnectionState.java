package io.routerly.testkit.http;

import java.util.concurrent.CompletableFuture;

/** Why a connection ended, if it has; the first reason stands. Thread-safe. */
final class ConnectionState {
  private final CompletableFuture<Outcome> ended = new CompletableFuture<>();

  void end(Outcome reason) {
    ended.complete(reason);
  }

  CompletableFuture<Outcome> ended() {
    return ended;
  }

  void check() throws ExchangeEndedException {
    if (ended.isDone()) {
      throw new ExchangeEndedException(ended.join());
    }
  }
}
