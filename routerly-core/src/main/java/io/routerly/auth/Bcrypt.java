package io.routerly.auth;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.mindrot.jbcrypt.BCrypt;

/**
 * Hashes and verifies with bcrypt, a bounded number at a time, because each run keeps a processor
 * busy for a noticeable time by design. Thread-safe.
 */
class Bcrypt {
  /** Dearer hashes than cost 16 would hold up the service for seconds; they do not verify. */
  private static final Pattern USABLE =
      Pattern.compile("\\$2[aby]\\$(?:0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Semaphore free;

  Bcrypt(int parallel) {
    this.free = new Semaphore(parallel);
  }

  /** Returns an instance that leaves at least half of the processors to other work. */
  static Bcrypt forHalfOfTheProcessors() {
    return new Bcrypt(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  /** Returns whether this is a hash that can be verified at all. */
  static boolean isUsable(String hash) {
    return USABLE.matcher(hash).matches();
  }

  /**
   * Returns whether {@code hash} was made of {@code secret}; of a hash that is none, false.
   *
   * @throws GatewayException {@code too_many_attempts} when too many wait already
   */
  boolean matches(String secret, String hash) {
    return isUsable(hash) && bounded(() -> BCrypt.checkpw(secret, asVersion2a(hash)));
  }

  /** Returns a new {@code $2a$} hash. */
  String hash(String secret, int cost, SecureRandom random) {
    return bounded(() -> BCrypt.hashpw(secret, BCrypt.gensalt(cost, random)));
  }

  /** Returns the base-2 logarithm of the rounds of a usable hash. */
  static int costOf(String hash) {
    return Integer.parseInt(hash.substring(4, 6));
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
