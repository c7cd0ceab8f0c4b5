package io.routerly.auth;

import io.routerly.domain.Role;
import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Signs people in and out.
 *
 * <p>An access token counts only while its session is open and the user's record still has the
 * password and the role with which it was made: each request compares both with the current
 * configuration, so that log-out, a changed password or role and removal take effect at once.
 * Sessions are kept in memory, so a restart ends them all. Thread-safe.
 */
public final class Sessions {
  private final ConfigStore config;
  private final Clock clock;
  private final SessionRegistry registry;
  private final byte[] key;

  /** Made when first needed, because the JWT library would make every start slower. */
  private static final class LazyTokens {
    private volatile Optional<AccessTokens> made = Optional.empty();

    synchronized AccessTokens make(byte[] key) {
      AccessTokens tokens = made.orElseGet(() -> new AccessTokens(key));
      made = Optional.of(tokens);
      return tokens;
    }
  }

  private final LazyTokens lazyTokens = new LazyTokens();

  /**
   * @param key 32 bytes that sign access tokens and nothing else
   */
  public Sessions(ConfigStore config, byte[] key, Clock clock, SecureRandom random) {
    if (key.length < 32) {
      throw new IllegalArgumentException("a signing key has at least 32 bytes");
    }
    this.config = config;
    this.key = key.clone();
    this.clock = clock;
    this.registry = new SessionRegistry(clock, random);
  }

  /** Opens a session for a user whose password was verified. */
  public SignIn start(User user) {
    return signIn(user, registry.start(user));
  }

  /**
   * Uses a refresh token up for a new pair of tokens.
   *
   * @throws GatewayException {@code unauthenticated} if it is not good; one that was used before
   *     ends its session too
   */
  public SignIn refresh(String refreshToken) {
    SessionRegistry.Ticket ticket =
        registry.rotate(refreshToken).orElseThrow(Sessions::signInAgain);
    Optional<User> user = holder(config.current(), ticket.session());
    if (user.isEmpty()) {
      registry.end(ticket.sessionId());
    }
    return signIn(user.orElseThrow(Sessions::signInAgain), ticket);
  }

  /**
   * Returns who shows this access token.
   *
   * @throws GatewayException {@code unauthenticated} if it does not count, or no longer
   */
  public Principal verify(String accessToken) {
    AccessTokens.Claims claims =
        tokens().read(accessToken, clock.instant()).orElseThrow(Sessions::signInAgain);
    Configuration current = config.current();
    User user =
        registry
            .find(claims.sessionId())
            .filter(session -> session.userId().equals(claims.userId()))
            .flatMap(session -> holder(current, session))
            .filter(found -> claims.groups().equals(Set.of(found.role())))
            .orElseThrow(Sessions::signInAgain);
    return new Principal(
        user.id(),
        user.email(),
        user.role(),
        current.role(user.role()).map(Role::granted).orElse(Set.of()),
        claims.sessionId());
  }

  /** Ends the session of that access token, if there is one, with its refresh token. */
  public void endByAccessToken(String accessToken) {
    tokens()
        .read(accessToken, clock.instant())
        .ifPresent(claims -> registry.end(claims.sessionId()));
  }

  /** Ends the session of that refresh token, if there is one. */
  public void endByRefreshToken(String refreshToken) {
    registry.rotate(refreshToken).ifPresent(ticket -> registry.end(ticket.sessionId()));
  }

  /** Ends all sessions of that user. */
  public void endAllOf(String userId) {
    registry.endAllOf(userId);
  }

  private SignIn signIn(User user, SessionRegistry.Ticket ticket) {
    String token = tokens().sign(user, ticket.sessionId(), clock.instant());
    return new SignIn(token, ticket.refreshToken(), AccessTokens.LIFETIME, user);
  }

  private static Optional<User> holder(Configuration current, OpenSession session) {
    return current.users().stream()
        .filter(user -> user.id().equals(session.userId()))
        .filter(user -> Digest.of(user.passwordHash()).sameAs(session.passwordHash()))
        .findFirst();
  }

  private AccessTokens tokens() {
    return lazyTokens.made.orElseGet(() -> lazyTokens.make(key));
  }

  private static GatewayException signInAgain() {
    return new GatewayException(
        ErrorCode.UNAUTHENTICATED, "This sign-in does not count, or no longer: sign in again.");
  }
}
