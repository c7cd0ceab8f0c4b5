package io.routerly.auth;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.routerly.domain.Ids;
import io.routerly.domain.User;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
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

  Ticket start(User user) {
    String id = Ids.base62(random, ID_LENGTH);
    String refresh = newRefreshToken(id);
    Instant now = clock.instant();
    OpenSession session =
        new OpenSession(user.id(), Digest.of(user.passwordHash()), Digest.of(refresh), now, now);
    open.put(id, session);
    return new Ticket(id, refresh, session);
  }

  /** Uses the refresh token up and returns the next one; empty if it is not good. */
  Optional<Ticket> rotate(String refreshToken) {
    String id = refreshToken.substring(0, Math.min(ID_LENGTH, refreshToken.length()));
    OpenSession session = open.get(id);
    if (session == null) {
      return Optional.empty();
    }
    String refresh = newRefreshToken(id);
    OpenSession next = session.next(Digest.of(refresh), clock.instant());
    if (session.isOver(clock.instant())
        || !session.refresh().sameAs(Digest.of(refreshToken))
        || !open.replace(id, session, next)) {
      open.remove(id);
      return Optional.empty();
    }
    return Optional.of(new Ticket(id, refresh, next));
  }

  Optional<OpenSession> find(String id) {
    return Optional.ofNullable(open.get(id)).filter(session -> !session.isOver(clock.instant()));
  }

  void end(String id) {
    open.remove(id);
  }

  void endAllOf(String userId) {
    open.values().removeIf(session -> session.userId().equals(userId));
  }

  private String newRefreshToken(String id) {
    return id + Ids.base62(random, SECRET_LENGTH);
  }
}
