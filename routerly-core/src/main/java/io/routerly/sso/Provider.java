package io.routerly.sso;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider as it was read.
 *
 * @param issuer what it is called
 * @param facts its addresses
 * @param keys with which it signs
 * @param readAt when both were read
 */
record Provider(String issuer, ProviderFacts facts, List<JsonWebKey> keys, Instant readAt) {
  private static final String ENCRYPTION = "enc";

  Provider {
    keys = List.copyOf(keys);
  }

  /**
   * Returns the key that a token was signed with, if it is there.
   *
   * @param keyId the name of the key; where a token has none there must be one key alone that fits
   * @param algorithm that the token names, one that is allowed
   */
  Optional<PublicKey> key(@Nullable String keyId, String algorithm) {
    List<PublicJsonWebKey> fitting =
        keys.stream()
            .filter(PublicJsonWebKey.class::isInstance)
            .map(PublicJsonWebKey.class::cast)
            .filter(key -> keyId == null || keyId.equals(key.getKeyId()))
            .filter(key -> fits(key, algorithm))
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0).getPublicKey()) : Optional.empty();
  }

  private static boolean fits(PublicJsonWebKey key, String algorithm) {
    String type = algorithm.startsWith("ES") ? "EC" : algorithm.equals("EdDSA") ? "OKP" : "RSA";
    return key.getKeyType().equals(type)
        && !ENCRYPTION.equals(key.getUse())
        && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm));
  }
}
