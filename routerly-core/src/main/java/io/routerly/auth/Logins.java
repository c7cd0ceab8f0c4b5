package io.routerly.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Verifies e-mail and password.
 *
 * <p>Failures from one network address for one e-mail address make the next attempt wait, longer
 * each time. Failures for one e-mail address from anywhere are limited besides, to a hundred at
 * once and one every ten seconds, except from network addresses from which that person has signed
 * in: whoever floods an account from elsewhere does not keep its owner out. E-mail addresses of
 * nobody share another limit, so that made-up ones cannot keep the processors busy; while that is
 * spent, an answer tells that an address is nobody's, which is the price. Thread-safe.
 */
public final class Logins {
  private static final int BURST = 100;
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final int STRANGERS_BURST = 50;
  private static final Duration STRANGERS_INTERVAL = Duration.ofSeconds(1);
  private static final String STRANGERS = "strangers";

  private static final int MAX_PLACES = 10_000;

  /** No address is longer; what is longer is nobody's. */
  private static final int MAX_EMAIL = 320;

  private final ConfigStore config;
  private final Passwords passwords;
  private final GrowingDelay delays;
  private final AttemptThrottle throttle;
  private final Cache<String, Boolean> knownPlaces =
      Caffeine.newBuilder().maximumSize(MAX_PLACES).build();
  private final AttemptThrottle strangers;

  public Logins(ConfigStore config, Passwords passwords, Clock clock) {
    this.config = config;
    this.passwords = passwords;
    this.delays = new GrowingDelay(clock);
    this.throttle = new AttemptThrottle(clock, BURST, INTERVAL);
    this.strangers = new AttemptThrottle(clock, STRANGERS_BURST, STRANGERS_INTERVAL);
  }

  /**
   * Returns the user of that e-mail address and password.
   *
   * @param address network address from which they come, where the server tells it
   * @throws GatewayException {@code invalid_login}, or {@code too_many_attempts}
   */
  public User verify(String email, String password, Optional<String> address) {
    String key = normal(email);
    String place = key + ' ' + address.orElse("");
    List<User> users = config.current().users();
    int level = passwords.levelOf(users.stream().map(User::passwordHash));
    Optional<User> user =
        users.stream().filter(candidate -> normal(candidate.email()).equals(key)).findFirst();
    if (user.isEmpty()) {
      strangers.take(STRANGERS, 1);
    }
    take(key, place); // For strangers as for users, so that the limit itself tells nothing.
    if (user.isEmpty()) {
      passwords.refuse(password, level);
      throw invalid();
    }
    if (!passwords.matches(password, user.get().passwordHash(), level)) {
      throw invalid();
    }
    delays.forgive(place);
    knownPlaces.put(place, true);
    return user.get();
  }

  private void take(String key, String place) {
    if (knownPlaces.getIfPresent(place) == null) {
      throttle.take(key, 1);
    }
    delays.take(place);
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
