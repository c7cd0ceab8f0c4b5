package io.routerly.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.routerly.auth.TokenIndex.Stored;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Tells which project and token a presented project token stands for.
 *
 * <p>A token is found by the public characters that follow {@code sk-rt-} or {@code sk-lr-} and
 * verified with bcrypt once per process; after that it is remembered by its SHA-256, and costs one
 * hash and one look-up. A token that was removed, rotated or moved is told apart at once, because
 * what is remembered counts only together with the stored hash of the current configuration.
 *
 * <p>Wrong tokens are cheap: malformed ones and those of unknown prefix are refused without bcrypt,
 * repeated ones are remembered as wrong, and the others are throttled by prefix. Tokens of older
 * files have no prefix in their record, so that each wrong token must be tried against all of them;
 * those attempts share one throttle. Attempts of one throttle wait for each other, and only those
 * that fail count, so that many good tokens may come for the first time at once. A token that was
 * put off by a throttle has a second one when it comes again, so that made-up tokens that come once
 * do not keep a good one out. Tokens that are remembered as good pass whatever the throttles say.
 * Thread-safe.
 */
public final class TokenAuthenticator {
  /** Tokens begin with this; the second one is that of older installations. */
  private static final List<String> SCHEMES = List.of(ProjectTokens.SCHEME, "sk-lr-");

  private static final int MAX_LENGTH = 256;
  private static final int MAX_REMEMBERED = 20_000;
  private static final String NO_PREFIX = "";

  /** Follows a throttle's key for tokens that come again; no prefix holds it. */
  private static final String AGAIN = " again";

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A verified token: who holds it according to which state of the configuration. */
  private record Verified(TokenIndex index, Stored token) {}

  /** The stored tokens that a presented one is tried against, and what limits the trying. */
  private record Search(List<Stored> candidates, AttemptThrottle throttle, String key) {}

  private final ConfigStore store;
  private final Clock clock;
  private final Bcrypt bcrypt;
  private final AttemptThrottle byPrefix;
  private final AttemptThrottle withoutPrefix;
  private final Cache<Digest, Verified> verified =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();
  private final Cache<Digest, TokenIndex> refused =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

  /** Tokens that a throttle put off. */
  private final Cache<Digest, Boolean> putOff =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

  /**
   * Attempts of one throttle's key wait for each other here, parallel first uses of one token among
   * them, so that bcrypt runs once for it.
   */
  private final Lock[] attempts =
      Stream.generate(ReentrantLock::new).limit(64).toArray(Lock[]::new);

  private volatile TokenIndex latest;

  public TokenAuthenticator(ConfigStore store, Clock clock) {
    this(store, clock, Bcrypt.forHalfOfTheProcessors());
  }

  TokenAuthenticator(ConfigStore store, Clock clock, Bcrypt bcrypt) {
    this.store = store;
    this.clock = clock;
    this.bcrypt = bcrypt;
    this.byPrefix = new AttemptThrottle(clock, 5, Duration.ofSeconds(20));
    this.withoutPrefix = new AttemptThrottle(clock, 20, Duration.ofSeconds(2));
    this.latest = new TokenIndex(store.current());
  }

  /**
   * Returns who presents this token.
   *
   * @throws GatewayException {@code invalid_api_key} for a token that is not (or no longer) good,
   *     {@code too_many_attempts} when it cannot be verified now because of many wrong ones
   */
  public Caller authenticate(String presentedToken) {
    requireWellFormed(presentedToken);
    TokenIndex index = currentIndex();
    Digest digest = Digest.of(presentedToken);
    return remembered(index, digest).orElseGet(() -> verify(index, digest, presentedToken));
  }

  private TokenIndex currentIndex() {
    Configuration current = store.current();
    TokenIndex index = latest;
    if (!index.isOf(current)) {
      index = new TokenIndex(current);
      latest = index;
    }
    return index;
  }

  private Optional<Caller> remembered(TokenIndex index, Digest digest) {
    Verified known = verified.getIfPresent(digest);
    if (known == null) {
      return Optional.empty();
    }
    if (known.index() == index) {
      return good(known.token());
    }
    Optional<Stored> stored = index.holderOf(known.token().hash());
    stored.ifPresentOrElse(
        token -> verified.put(digest, new Verified(index, token)),
        () -> verified.invalidate(digest));
    return stored.flatMap(this::good);
  }

  /** A token that took the place of another lets that be good for a while. */
  private Optional<Caller> good(Stored token) {
    return token.isGood(clock.instant()) ? Optional.of(token.caller()) : Optional.empty();
  }

  private Caller verify(TokenIndex index, Digest digest, String token) {
    Search search = searchFor(index, publicPrefix(token), clock.instant());
    if (search.candidates().isEmpty()) {
      throw invalid();
    }
    if (refused.getIfPresent(digest) == index) {
      throw invalid();
    }
    requireFree(search, digest);
    Lock lock = attempts[search.key().hashCode() & 63];
    await(lock);
    try {
      return remembered(index, digest).orElseGet(() -> tryAll(search, index, digest, token));
    } finally {
      lock.unlock();
    }
  }

  private static void await(Lock lock) {
    try {
      if (lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw GatewayException.retryLater(
        ErrorCode.TOO_MANY_ATTEMPTS,
        "Too many API keys are being verified: try again in a second.",
        Duration.ofSeconds(1));
  }

  /** Returns the key of the throttle that the attempt falls to. */
  private String requireFree(Search search, Digest digest) {
    try {
      search.throttle().requireFree(search.key());
      return search.key();
    } catch (GatewayException e) {
      if (putOff.getIfPresent(digest) == null) {
        putOff.put(digest, Boolean.TRUE);
        throw e;
      }
      search.throttle().requireFree(search.key() + AGAIN);
      return search.key() + AGAIN;
    }
  }

  private Search searchFor(TokenIndex index, String prefix, Instant now) {
    List<Stored> known = index.withPrefix(prefix).stream().filter(t -> t.isGood(now)).toList();
    return known.isEmpty()
        ? new Search(
            index.withoutPrefix().stream().filter(t -> t.isGood(now)).toList(),
            withoutPrefix,
            NO_PREFIX)
        : new Search(known, byPrefix, prefix);
  }

  private Caller tryAll(Search search, TokenIndex index, Digest digest, String token) {
    if (refused.getIfPresent(digest) == index) {
      throw invalid();
    }
    String key = requireFree(search, digest);
    for (Stored candidate : search.candidates()) {
      if (bcrypt.matches(token, candidate.bcryptHash())) {
        verified.put(digest, new Verified(index, candidate));
        return candidate.caller();
      }
    }
    search.throttle().charge(key, search.candidates().size());
    refused.put(digest, index);
    throw invalid();
  }

  private static void requireWellFormed(String token) {
    if (token.length() > MAX_LENGTH
        || SCHEMES.stream().noneMatch(token::startsWith)
        || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw invalid();
    }
  }

  private static String publicPrefix(String token) {
    int start = ProjectTokens.SCHEME.length();
    return token.substring(start, Math.min(token.length(), start + ProjectTokens.PREFIX_LENGTH));
  }

  private static GatewayException invalid() {
    return new GatewayException(
        ErrorCode.INVALID_API_KEY,
        "The API key is not valid here: use a project token, which begins with sk-rt-.");
  }
}
