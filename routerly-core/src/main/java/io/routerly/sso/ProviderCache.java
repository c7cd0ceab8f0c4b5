package io.routerly.sso;

import io.routerly.domain.OidcSettings;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonTrees;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Knows the identity provider: reads what it publishes when it is first needed, every hour, and
 * when a key is unknown, but then not again and again. One caller reads at a time, the others wait
 * for what it finds, or share its failure for a few seconds. Thread-safe.
 */
final class ProviderCache {
  private static final Duration GOOD_FOR = Duration.ofHours(1);

  /**
   * A provider that changes its keys is asked at most this often, whoever invents names of keys.
   */
  static final Duration BETWEEN_READS = Duration.ofSeconds(10);

  private static final Duration FAILURE_GOOD_FOR = Duration.ofSeconds(3);
  private static final int MOST_KEYS = 200;

  private final ProviderHttp http;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Provider known;

  /** Guarded by the lock. */
  private @Nullable Failure failure;

  private record Failure(String issuer, String sentence, Instant at) {}

  ProviderCache(ProviderHttp http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  /**
   * Returns the provider of these settings.
   *
   * @throws GatewayException {@code identity_provider_failed} if it cannot be read
   */
  Provider get(OidcSettings settings) {
    return readSince(settings, clock.instant().minus(GOOD_FOR));
  }

  /**
   * Returns the provider as it is now, because it seems to have changed since it was read; as it
   * was, if that is only a moment ago.
   *
   * @throws GatewayException {@code identity_provider_failed} if it cannot be read
   */
  Provider again(OidcSettings settings) {
    return readSince(settings, clock.instant().minus(BETWEEN_READS));
  }

  private Provider readSince(OidcSettings settings, Instant earliest) {
    Optional<Provider> seen = knownSince(settings, earliest);
    return seen.isPresent() ? seen.get() : readAlone(settings, earliest);
  }

  private Provider readAlone(OidcSettings settings, Instant earliest) {
    lock.lock();
    try {
      Optional<Provider> meanwhile = knownSince(settings, earliest);
      if (meanwhile.isPresent()) {
        return meanwhile.get();
      }
      throwAgain(settings);
      return readOrRemember(settings);
    } finally {
      lock.unlock();
    }
  }

  private Provider readOrRemember(OidcSettings settings) {
    try {
      Provider read = read(settings);
      known = read;
      return read;
    } catch (GatewayException e) {
      failure = new Failure(settings.issuer(), e.sentence(), clock.instant());
      throw e;
    }
  }

  private Optional<Provider> knownSince(OidcSettings settings, Instant earliest) {
    return Optional.ofNullable(known)
        .filter(seen -> seen.issuer().equals(settings.issuer()))
        .filter(seen -> seen.readAt().isAfter(earliest));
  }

  private void throwAgain(OidcSettings settings) {
    Failure last = failure;
    if (last != null
        && last.issuer().equals(settings.issuer())
        && clock.instant().isBefore(last.at().plus(FAILURE_GOOD_FOR))) {
      throw Failures.provider(last.sentence());
    }
  }

  private Provider read(OidcSettings settings) {
    JsonObject published = http.get(ProviderFacts.addressOf(settings), settings).orThrow();
    ProviderFacts facts = ProviderFacts.of(published, settings);
    JsonObject keys = http.get(facts.keys(), settings).orThrow();
    return new Provider(settings.issuer(), facts, keys(keys), clock.instant());
  }

  private static List<JsonWebKey> keys(JsonObject published) {
    try {
      String text = new String(JsonTrees.bytes(published), StandardCharsets.UTF_8);
      List<JsonWebKey> keys = new JsonWebKeySet(text).getJsonWebKeys();
      if (keys.size() <= MOST_KEYS) {
        return keys;
      }
    } catch (JoseException e) {
      // Refused below, as other things that are no list of keys.
    }
    throw Failures.provider("The identity provider publishes no list of keys that can be read.");
  }
}
