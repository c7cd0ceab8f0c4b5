package io.routerly.auth;

import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Verifies e-mail and password, with a throttle for each e-mail address: five attempts at once,
 * then one every half a minute. Thread-safe.
 */
public final class Logins {
  private static final int BURST = 5;
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  /** No address is longer; what is longer shares one throttle. */
  private static final int MAX_EMAIL = 320;

  private final ConfigStore config;
  private final Passwords passwords;
  private final AttemptThrottle throttle;

  public Logins(ConfigStore config, Passwords passwords, Clock clock) {
    this.config = config;
    this.passwords = passwords;
    this.throttle = new AttemptThrottle(clock, BURST, INTERVAL);
  }

  /**
   * Returns the user of that e-mail address and password.
   *
   * @throws GatewayException {@code invalid_login}, or {@code too_many_attempts}
   */
  public User verify(String email, String password) {
    String key = normal(email);
    throttle.take(key, 1);
    Optional<User> user =
        config.current().users().stream().filter(u -> normal(u.email()).equals(key)).findFirst();
    boolean good =
        user.map(u -> passwords.matches(password, u.passwordHash()))
            .orElseGet(() -> passwords.refuse(password));
    if (!good) {
      throw new GatewayException(
          ErrorCode.INVALID_LOGIN, "There is no user with this e-mail address and password.");
    }
    throttle.forgive(key);
    return user.orElseThrow();
  }

  /** Returns the address as it is compared. */
  public static String normal(String email) {
    return email.length() > MAX_EMAIL ? "" : email.strip().toLowerCase(Locale.ROOT);
  }
}
