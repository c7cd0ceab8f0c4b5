package io.routerly.auth;

import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
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

  /** Made when first needed, because the JWT library would make every start slower. */
  private static final class LazyTokens {
    private volatile Optional<AccessTokens> made = Optional.empty();

    private byte[] key;

    LazyTokens(byte[] key) {
      this.key = key.clone();
    }

    synchronized AccessTokens make() {
      AccessTokens tokens = made.orElseGet(() -> new AccessTokens(key));
      made = Optional.of(tokens);
      return tokens;
    }

    synchronized void use(byte[] changed) {
      key = changed.clone();
      made = Optional.empty();
    }
  }

  private final LazyTokens lazyTokens;

  /**
   * @param key 32 bytes that sign access tokens and nothing else
   */
  public Sessions(ConfigStore config, byte[] key, Clock clock, SecureRandom random) {
    requireLongEnough(key);
    this.config = config;
    this.lazyTokens = new LazyTokens(key);
    this.clock = clock;
    this.registry = new SessionRegistry(clock, random);
  }

  /** Opens a session for a user of whom it was verified who they are. */
  public SignIn start(User user, SessionOrigin origin) {
    return signIn(user, registry.start(user, origin));
  }

  /** What came of the use of a refresh token. */
  public sealed interface Refreshed {
    /** It was good, and is used up. */
    record Again(SignIn signIn) implements Refreshed {}

    /**
     * It had been used before, so two parties hold it and one of them stole it: the session has
     * ended.
     *
     * @param userId whose session it was
     * @param session its handle
     */
    record UsedBefore(String userId, String session) implements Refreshed {}

    /** There is no such session, or no longer. */
    record Unknown() implements Refreshed {}
  }

  /** Uses a refresh token up for a new pair of tokens. */
  public Refreshed refresh(String refreshToken) {
    SessionRegistry.Rotation rotation = registry.rotate(refreshToken);
    if (rotation instanceof SessionRegistry.Rotation.Next next) {
      return again(next.ticket());
    }
    if (rotation instanceof SessionRegistry.Rotation.UsedBefore used) {
      return new Refreshed.UsedBefore(used.session().userId(), used.session().handle());
    }
    return new Refreshed.Unknown();
  }

  private Refreshed again(SessionRegistry.Ticket ticket) {
    Optional<User> user = holder(config.current(), ticket.session());
    if (user.isEmpty()) {
      registry.end(ticket.sessionId());
      return new Refreshed.Unknown();
    }
    return new Refreshed.Again(signIn(user.get(), ticket));
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
    OpenSession session =
        registry
            .find(claims.sessionId())
            .filter(open -> open.userId().equals(claims.userId()))
            .orElseThrow(Sessions::signInAgain);
    User user =
        holder(current, session)
            .filter(found -> claims.groups().equals(Set.of(found.role())))
            .orElseThrow(Sessions::signInAgain);
    return Principal.inSession(user, current, session.handle());
  }

  /**
   * Returns the same person with the rights that they have by now.
   *
   * @throws GatewayException {@code unauthenticated} if the session has ended
   */
  public Principal again(Principal person) {
    Configuration current = config.current();
    return registry.of(person.userId()).stream()
        .filter(session -> person.credential().equals(Optional.of(session.handle())))
        .findFirst()
        .flatMap(session -> holder(current, session))
        .map(user -> Principal.inSession(user, current, person.credential().orElse("")))
        .orElseThrow(Sessions::signInAgain);
  }

  /** Ends the session of that access token, if there is one, and returns whose it was. */
  public Optional<User> endByAccessToken(String accessToken) {
    return tokens().read(accessToken, clock.instant()).flatMap(claims -> end(claims.sessionId()));
  }

  /**
   * Ends the session of that refresh token, if there is one, and returns whose it was. One that was
   * used before ends it as well.
   */
  public Optional<User> endByRefreshToken(String refreshToken) {
    SessionRegistry.Rotation rotation = registry.rotate(refreshToken);
    if (rotation instanceof SessionRegistry.Rotation.Next next) {
      return end(next.ticket().sessionId());
    }
    return rotation instanceof SessionRegistry.Rotation.UsedBefore used
        ? holder(config.current(), used.session())
        : Optional.empty();
  }

  /**
   * Signs with another key from now on, and ends all sessions.
   *
   * @param key 32 bytes that sign access tokens and nothing else
   */
  public void use(byte[] key) {
    requireLongEnough(key);
    lazyTokens.use(key);
    registry.endAll();
  }

  private static void requireLongEnough(byte[] key) {
    if (key.length < 32) {
      throw new IllegalArgumentException("a signing key has at least 32 bytes");
    }
  }

  private Optional<User> end(String sessionId) {
    Optional<User> user =
        registry.find(sessionId).flatMap(session -> holder(config.current(), session));
    registry.end(sessionId);
    return user;
  }

  /** Returns the open sessions of a user, the latest first. */
  public List<SessionInfo> of(String userId) {
    return registry.of(userId).stream().map(OpenSession::info).toList();
  }

  /** Ends a session of a user by its handle, and returns whether there was one. */
  public boolean endOneOf(String userId, String handle) {
    return registry.endOneOf(userId, handle);
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
    return lazyTokens.made.orElseGet(() -> lazyTokens.make());
  }

  /** Returns the refusal of a credential that does not count, or no longer. */
  public static GatewayException signInAgain() {
    return new GatewayException(
        ErrorCode.UNAUTHENTICATED, "This sign-in does not count, or no longer: sign in again.");
  }
}
