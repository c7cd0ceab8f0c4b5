package io.routerly.auth;

import java.util.concurrent.atomic.AtomicInteger;

/** The real thing, counting how often it verifies. */
final class CountingBcrypt extends Bcrypt {
  private final AtomicInteger runs = new AtomicInteger();

  CountingBcrypt() {
    super(4);
  }

  int runs() {
    return runs.get();
  }

  @Override
  boolean matches(String secret, String hash) {
    runs.incrementAndGet();
    return super.matches(secret, hash);
  }
}
