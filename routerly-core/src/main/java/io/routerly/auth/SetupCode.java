package io.routerly.auth;

import io.routerly.domain.Ids;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/**
 * The one-time code that the maker of the first administrator must know: it is printed where only
 * operators read, so that nobody who merely reaches the port takes the service over.
 *
 * <p>Only wrong codes are throttled, so that nobody who enters some keeps the owner out. That is
 * safe because a code of {@value #LENGTH} characters out of 62 holds 119 bits: no rate of guessing
 * that a network carries finds it. Whoever chooses the code has to see to that alike. Thread-safe.
 */
public final class SetupCode {
  private static final int LENGTH = 20;
  private static final String KEY = "setup";

  private final Digest expected;
  private final AttemptThrottle throttle;

  public SetupCode(String code, Clock clock) {
    if (code.isBlank()) {
      throw new IllegalArgumentException("a set-up code must not be empty");
    }
    this.expected = Digest.of(code.strip());
    this.throttle = new AttemptThrottle(clock, 10, Duration.ofSeconds(10));
  }

  /** Returns a new random code. */
  public static String random(SecureRandom random) {
    return Ids.base62(random, LENGTH);
  }

  /**
   * Checks a code that someone entered.
   *
   * @throws GatewayException {@code invalid_setup_code}, or {@code too_many_attempts}
   */
  public void require(String entered) {
    if (!expected.sameAs(Digest.of(entered.strip()))) {
      throttle.take(KEY, 1);
      throw new GatewayException(
          ErrorCode.INVALID_SETUP_CODE,
          "This is not the set-up code: the service printed it to its log when it started.");
    }
  }
}
