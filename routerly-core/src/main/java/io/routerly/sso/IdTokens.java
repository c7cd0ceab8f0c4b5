package io.routerly.sso;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.domain.OidcSettings;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/**
 * Checks ID tokens as OpenID Connect Core 1.0, section 3.1.3.7, asks for: signed by the provider
 * with one of the algorithms that it announces, meant for this client, for this sign-in, and now.
 * Thread-safe.
 */
final class IdTokens {
  private static final int SKEW_SECONDS = 30;
  private static final int OLDEST_SECONDS = 600;

  /** What is wrong with a token, in words that hold nothing of it. */
  private static final Map<Integer, String> REASONS =
      Map.of(
          ErrorCodes.EXPIRED, "has expired: compare the clocks of both machines",
          ErrorCodes.EXPIRATION_MISSING, "does not say when it expires",
          ErrorCodes.ISSUED_AT_MISSING, "does not say when it was made",
          ErrorCodes.ISSUED_AT_INVALID_FUTURE, "is of the future: compare the clocks",
          ErrorCodes.ISSUED_AT_INVALID_PAST, "is too old: compare the clocks",
          ErrorCodes.NOT_YET_VALID, "is not valid yet: compare the clocks",
          ErrorCodes.AUDIENCE_MISSING, "does not say which client it is for",
          ErrorCodes.AUDIENCE_INVALID, "is meant for another client",
          ErrorCodes.ISSUER_INVALID, "was made by another issuer",
          ErrorCodes.SIGNATURE_INVALID, "is not signed by the identity provider");

  private final ProviderCache providers;
  private final Clock clock;

  IdTokens(ProviderCache providers, Clock clock) {
    this.providers = providers;
    this.clock = clock;
  }

  /**
   * What a token is held against.
   *
   * @param nonce of the sign-in
   * @param accessToken that came with it
   */
  record Expected(String nonce, Optional<String> accessToken) {
    @Override
    public String toString() {
      return "Expected[***]";
    }
  }

  /**
   * Returns what a token says.
   *
   * @throws io.routerly.error.GatewayException {@code identity_provider_failed} if it is not as it
   *     must be, with the reason
   */
  Claims verify(String token, OidcSettings settings, Expected expected) {
    JsonWebSignature head = headOf(token);
    String algorithm = String.valueOf(head.getAlgorithmHeaderValue());
    Set<String> allowed = providers.get(settings).facts().algorithms();
    if (!allowed.contains(algorithm)) {
      throw wrong("is signed with an algorithm that is not allowed");
    }
    PublicKey key = keyOf(head, algorithm, settings);
    Claims claims = read(token, consumer(key, algorithm, settings));
    requireAuthorizedParty(claims, settings);
    if (claims.text("nonce").filter(expected.nonce()::equals).isEmpty()) {
      throw wrong("belongs to another sign-in");
    }
    requireAccessToken(claims, algorithm, expected);
    return claims;
  }

  private static JsonWebSignature headOf(String token) {
    try {
      JsonWebSignature head = new JsonWebSignature();
      head.setCompactSerialization(token);
      return head;
    } catch (JoseException e) {
      throw wrong("is no signed JSON web token");
    }
  }

  private PublicKey keyOf(JsonWebSignature head, String algorithm, OidcSettings settings) {
    String keyId = head.getKeyIdHeaderValue();
    return providers
        .get(settings)
        .key(keyId, algorithm)
        .or(() -> providers.again(settings).key(keyId, algorithm))
        .orElseThrow(() -> wrong("is signed with a key that the provider does not publish"));
  }

  private JwtConsumer consumer(PublicKey key, String algorithm, OidcSettings settings) {
    return new JwtConsumerBuilder()
        .setVerificationKey(key)
        .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithm))
        .setExpectedIssuer(true, settings.issuer())
        .setExpectedAudience(true, settings.clientId())
        .setRequireSubject()
        .setRequireExpirationTime()
        .setRequireIssuedAt()
        .setIssuedAtRestrictions(SKEW_SECONDS, OLDEST_SECONDS)
        .setAllowedClockSkewInSeconds(SKEW_SECONDS)
        .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
        .build();
  }

  private static Claims read(String token, JwtConsumer consumer) {
    try {
      return new Claims(
          JsonTrees.object(consumer.processToClaims(token).getRawJson().getBytes(UTF_8)));
    } catch (InvalidJwtException e) {
      // The exception's own words hold the token.
      throw wrong(
          REASONS.entrySet().stream()
              .filter(reason -> e.hasErrorCode(reason.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse("is not as it must be"));
    } catch (JsonSyntaxException e) {
      throw wrong("holds no JSON");
    }
  }

  private static void requireAuthorizedParty(Claims claims, OidcSettings settings) {
    boolean several = claims.texts("aud").size() > 1;
    if ((several || claims.has("azp"))
        && claims.text("azp").filter(settings.clientId()::equals).isEmpty()) {
      throw wrong("was given to another client");
    }
  }

  /** The token names the access token that came with it by half of a digest. */
  private static void requireAccessToken(Claims claims, String algorithm, Expected expected) {
    if (!claims.has("at_hash")) {
      return;
    }
    byte[] digest = digest(algorithm, expected.accessToken().orElse(""));
    String half =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Arrays.copyOf(digest, digest.length / 2));
    if (claims.text("at_hash").filter(half::equals).isEmpty()) {
      throw wrong("came with an access token that is not its own");
    }
  }

  private static byte[] digest(String algorithm, String text) {
    String bits = algorithm.equals("EdDSA") ? "512" : algorithm.substring(2);
    try {
      return MessageDigest.getInstance("SHA-" + bits).digest(text.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-" + bits, e);
    }
  }

  private static RuntimeException wrong(String what) {
    return Failures.provider("The identity provider's ID token " + what + ".");
  }
}
