package io.routerly.auth;

import io.routerly.domain.Ids;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/**
 * The one-time code that the maker of the first administrator must know: it is printed where only
 * operators read, so that nobody who merely reaches the port takes the service over. Thread-safe.
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
    throttle.take(KEY, 1);
    if (!expected.sameAs(Digest.of(entered.strip()))) {
      throw new GatewayException(
          ErrorCode.INVALID_SETUP_CODE,
          "This is not the set-up code: the service printed it to its log when it started.");
    }
    throttle.giveBack(KEY, 1);
  }
}
