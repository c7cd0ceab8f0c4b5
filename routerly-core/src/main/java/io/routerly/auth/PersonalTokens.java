package io.routerly.auth;

import io.routerly.domain.Ids;
import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.Permission;
import io.routerly.domain.PersonalToken;
import io.routerly.domain.User;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/**
 * Makes and verifies personal access tokens: {@code rt-pat-} and 43 base62 characters (256 bits).
 *
 * <p>They are looked up by their SHA-256, which is enough for a secret that nobody can guess; a
 * wrong one costs a digest and a look-up. Thread-safe.
 */
public final class PersonalTokens {
  private static final String SCHEME = "rt-pat-";
  private static final int SECRET_LENGTH = 43;
  private static final Duration USUAL = Duration.ofDays(90);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final ConfigStore config;
  private final Clock clock;
  private final SecureRandom random;
  private final ConcurrentMap<String, Instant> usedAt = new ConcurrentHashMap<>();
  private volatile Index index;

  /** Who holds which token, of one state of the configuration. */
  private record Index(Configuration configuration, Map<Digest, Held> byDigest) {}

  private record Held(User user, PersonalToken token) {}

  /**
   * A new token.
   *
   * @param clearText the token itself, to be shown once and kept nowhere
   * @param stored what is kept of it
   */
  public record Created(String clearText, PersonalToken stored) {
    /** Prints without the token. */
    @Override
    public String toString() {
      return "Created[" + stored.id() + "]";
    }
  }

  public PersonalTokens(ConfigStore config, Clock clock, SecureRandom random) {
    this.config = config;
    this.clock = clock;
    this.random = random;
    this.index = indexOf(config.current());
  }

  /** Returns whether this text is meant to be such a token. */
  public static boolean looksLike(String credential) {
    return credential.startsWith(SCHEME);
  }

  /**
   * Returns a new token.
   *
   * @param expiresAt when it stops; absent: in 90 days
   * @throws InvalidFieldException if the name is empty, a permission unknown, or the time is past
   *     or more than a year away
   */
  public Created create(String name, List<String> permissions, Optional<Instant> expiresAt) {
    PersonalToken.requireName(name);
    Permission.named(permissions);
    Instant now = clock.instant();
    Instant end = expiresAt.orElse(now.plus(USUAL));
    if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
      throw new InvalidFieldException("expiresAt", "must be in the future, within a year");
    }
    String token = SCHEME + Ids.base62(random, SECRET_LENGTH);
    return new Created(
        token,
        new PersonalToken(
            new Ids(random).personalToken(),
            name,
            PersonalToken.SHA256 + Digest.of(token).hex(),
            permissions,
            now,
            end));
  }

  /**
   * Returns for whom a program acts that shows this token.
   *
   * @throws io.routerly.error.GatewayException {@code unauthenticated} if it is not known or
   *     expired
   */
  public Principal verify(String token) {
    Configuration current = config.current();
    Index held = index;
    if (held.configuration() != current) {
      held = indexOf(current);
      index = held;
    }
    Held found = held.byDigest().get(Digest.of(token));
    Instant now = clock.instant();
    if (found == null || !now.isBefore(found.token().expiresAt())) {
      throw Sessions.signInAgain();
    }
    usedAt.put(found.token().id(), now);
    return Principal.byToken(found.user(), current, found.token());
  }

  /**
   * Returns the same person with the rights that they have by now.
   *
   * @throws io.routerly.error.GatewayException {@code unauthenticated} if the token has ended
   */
  public Principal again(Principal person) {
    Configuration current = config.current();
    Instant now = clock.instant();
    for (User user : current.users()) {
      for (PersonalToken token : user.accessTokens()) {
        if (person.credential().equals(Optional.of(token.id()))
            && now.isBefore(token.expiresAt())) {
          return Principal.byToken(user, current, token);
        }
      }
    }
    throw Sessions.signInAgain();
  }

  /** Returns when a token was last used since the service was started. */
  public Optional<Instant> usedAt(String tokenId) {
    return Optional.ofNullable(usedAt.get(tokenId));
  }

  private Index indexOf(Configuration current) {
    Map<Digest, Held> byDigest = new HashMap<>();
    for (User user : current.users()) {
      for (PersonalToken token : user.accessTokens()) {
        String hex = token.token().substring(PersonalToken.SHA256.length());
        byDigest.put(Digest.ofHex(hex), new Held(user, token));
      }
    }
    usedAt
        .keySet()
        .retainAll(
            byDigest.values().stream().map(held -> held.token().id()).collect(Collectors.toSet()));
    return new Index(current, Map.copyOf(byDigest));
  }
}
