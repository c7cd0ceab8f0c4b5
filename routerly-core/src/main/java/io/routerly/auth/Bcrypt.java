package io.routerly.auth;

import io.routerly.domain.BcryptHash;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.mindrot.jbcrypt.BCrypt;

/**
 * Hashes and verifies with bcrypt, a bounded number at a time, because each run keeps a processor
 * busy for a noticeable time by design. Thread-safe.
 */
class Bcrypt {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Semaphore free;

  Bcrypt(int parallel) {
    this.free = new Semaphore(parallel);
  }

  /** Returns an instance that leaves at least half of the processors to other work. */
  static Bcrypt forHalfOfTheProcessors() {
    return new Bcrypt(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  /**
   * Returns whether {@code hash} was made of {@code secret}; of a hash that is none, false.
   *
   * @throws GatewayException {@code too_many_attempts} when too many wait already
   */
  boolean matches(String secret, String hash) {
    return BcryptHash.isUsable(hash) && bounded(() -> BCrypt.checkpw(secret, asVersion2a(hash)));
  }

  /** Returns a new {@code $2a$} hash. */
  String hash(String secret, int cost, SecureRandom random) {
    return bounded(() -> BCrypt.hashpw(secret, BCrypt.gensalt(cost, random)));
  }

  /** Does the work of one hash for nothing. */
  void idle(String secret, int cost, String salt) {
    bounded(() -> BCrypt.hashpw(secret, String.format(Locale.ROOT, "$2a$%02d%s", cost, salt)));
  }

  /** The three versions differ in their name only for what this library computes. */
  private static String asVersion2a(String hash) {
    return "$2a$" + hash.substring(4);
  }

  private <T> T bounded(Supplier<T> work) {
    try {
      if (!free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw tooBusy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw tooBusy();
    }
    try {
      return work.get();
    } finally {
      free.release();
    }
  }

  private static GatewayException tooBusy() {
    return GatewayException.retryLater(
        ErrorCode.TOO_MANY_ATTEMPTS,
        "Too many credentials are being verified: try again in a second.",
        Duration.ofSeconds(1));
  }
}
