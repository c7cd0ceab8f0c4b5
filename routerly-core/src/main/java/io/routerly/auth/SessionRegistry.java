package io.routerly.auth;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.routerly.domain.Ids;
import io.routerly.domain.User;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;

/**
 * The open sessions and their refresh tokens, in memory: a restart signs everybody out.
 *
 * <p>A refresh token is the session's id and a secret; only its digest is kept. Each is good once.
 * Whoever shows one that was used before, even at the same moment, ends the session, because then
 * two parties hold it and one of them stole it. Bounded and thread-safe.
 */
final class SessionRegistry {
  private static final int ID_LENGTH = 22;
  private static final int SECRET_LENGTH = 43;
  private static final int MAX_SESSIONS = 50_000;

  /** A session's id, its present refresh token and whose it is. */
  record Ticket(String sessionId, String refreshToken, OpenSession session) {}

  private final Clock clock;
  private final SecureRandom random;
  private final ConcurrentMap<String, OpenSession> open =
      Caffeine.newBuilder().maximumSize(MAX_SESSIONS).<String, OpenSession>build().asMap();

  SessionRegistry(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  Ticket start(User user, SessionOrigin origin) {
    String id = Ids.base62(random, ID_LENGTH);
    String refresh = newRefreshToken(id);
    Instant now = clock.instant();
    OpenSession session =
        new OpenSession(
            new Ids(random).session(),
            user.id(),
            Digest.of(user.passwordHash()),
            Digest.of(refresh),
            now,
            now,
            origin);
    open.put(id, session);
    return new Ticket(id, refresh, session);
  }

  /** Uses the refresh token up and returns the next one, if it is good. */
  Rotation rotate(String refreshToken) {
    String id = refreshToken.substring(0, Math.min(ID_LENGTH, refreshToken.length()));
    OpenSession session = open.get(id);
    if (session == null) {
      return new Rotation.Unknown();
    }
    String refresh = newRefreshToken(id);
    OpenSession next = session.next(Digest.of(refresh), clock.instant());
    if (session.isOver(clock.instant())) {
      open.remove(id);
      return new Rotation.Unknown();
    }
    if (!session.refresh().sameAs(Digest.of(refreshToken)) || !open.replace(id, session, next)) {
      open.remove(id);
      return new Rotation.UsedBefore(session);
    }
    return new Rotation.Next(new Ticket(id, refresh, next));
  }

  /** What came of the use of a refresh token. */
  sealed interface Rotation {
    /** It was good. */
    record Next(Ticket ticket) implements Rotation {}

    /** It is not the one that is good; the session was ended. */
    record UsedBefore(OpenSession session) implements Rotation {}

    /** There is no such session, or no longer. */
    record Unknown() implements Rotation {}
  }

  Optional<OpenSession> find(String id) {
    return Optional.ofNullable(open.get(id)).filter(session -> !session.isOver(clock.instant()));
  }

  void end(String id) {
    open.remove(id);
  }

  /** Returns the open sessions of a user, the latest first. */
  List<OpenSession> of(String userId) {
    Instant now = clock.instant();
    return open.values().stream()
        .filter(session -> session.userId().equals(userId) && !session.isOver(now))
        .sorted(Comparator.comparing(OpenSession::startedAt).reversed())
        .toList();
  }

  /** Ends a session of a user by its handle, and returns whether there was one. */
  boolean endOneOf(String userId, String handle) {
    return open.values()
        .removeIf(session -> session.userId().equals(userId) && session.handle().equals(handle));
  }

  void endAll() {
    open.clear();
  }

  void endAllOf(String userId) {
    open.values().removeIf(session -> session.userId().equals(userId));
  }

  private String newRefreshToken(String id) {
    return id + Ids.base62(random, SECRET_LENGTH);
  }
}
