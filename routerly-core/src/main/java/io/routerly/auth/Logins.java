package io.routerly.auth;

import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Verifies e-mail and password, with a throttle for each e-mail address: ten attempts at once, then
 * one every ten seconds. Addresses of nobody share another one besides, so that made-up ones cannot
 * keep the processors busy; while that is spent, an answer tells that an address is nobody's, which
 * is the price. Thread-safe.
 */
public final class Logins {
  private static final int BURST = 10;
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final int STRANGERS_BURST = 50;
  private static final Duration STRANGERS_INTERVAL = Duration.ofSeconds(1);
  private static final String STRANGERS = "strangers";

  /** No address is longer; what is longer is nobody's. */
  private static final int MAX_EMAIL = 320;

  private final ConfigStore config;
  private final Passwords passwords;
  private final AttemptThrottle throttle;
  private final AttemptThrottle strangers;

  public Logins(ConfigStore config, Passwords passwords, Clock clock) {
    this.config = config;
    this.passwords = passwords;
    this.throttle = new AttemptThrottle(clock, BURST, INTERVAL);
    this.strangers = new AttemptThrottle(clock, STRANGERS_BURST, STRANGERS_INTERVAL);
  }

  /**
   * Returns the user of that e-mail address and password.
   *
   * @throws GatewayException {@code invalid_login}, or {@code too_many_attempts}
   */
  public User verify(String email, String password) {
    String key = normal(email);
    List<User> users = config.current().users();
    int level = passwords.levelOf(users.stream().map(User::passwordHash));
    User user =
        users.stream()
            .filter(candidate -> normal(candidate.email()).equals(key))
            .findFirst()
            .orElseThrow(() -> refusedStranger(key, password, level));
    throttle.take(key, 1);
    if (!passwords.matches(password, user.passwordHash(), level)) {
      throw invalid();
    }
    throttle.forgive(key);
    return user;
  }

  private GatewayException refusedStranger(String key, String password, int level) {
    strangers.take(STRANGERS, 1);
    throttle.take(key, 1); // As for a user, so that the limit itself tells nothing.
    passwords.refuse(password, level);
    return invalid();
  }

  private static GatewayException invalid() {
    return new GatewayException(
        ErrorCode.INVALID_LOGIN, "There is no user with this e-mail address and password.");
  }

  /** Returns the address as it is compared. */
  public static String normal(String email) {
    return email.length() > MAX_EMAIL ? "" : email.strip().toLowerCase(Locale.ROOT);
  }
}
