package io.routerly.auth;

import io.routerly.domain.User;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Signs and reads access tokens: MicroProfile JWTs with HMAC-SHA256, and with nothing else.
 *
 * <p>Loading this class loads the JWT library, which takes a while; {@link Sessions} does so when
 * the first person signs in. Thread-safe.
 */
final class AccessTokens {
  static final Duration LIFETIME = Duration.ofHours(1);
  private static final String ISSUER = "routerly";
  private static final String SESSION = "sid";

  private final SecretKey key;
  private final JWTParser parser;

  AccessTokens(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
    JWTAuthContextInfo expected = new JWTAuthContextInfo();
    expected.setSecretVerificationKey(this.key);
    expected.setSignatureAlgorithm(Set.of(SignatureAlgorithm.HS256));
    expected.setIssuedBy(ISSUER);
    this.parser = new DefaultJWTParser(expected);
  }

  /** What a token says, once its signature was found good. */
  record Claims(String sessionId, String userId, Set<String> groups, Instant expiresAt) {}

  String sign(User user, String sessionId, Instant now) {
    return Jwt.issuer(ISSUER)
        .subject(user.id())
        .upn(user.email())
        .groups(user.role())
        .claim(SESSION, sessionId)
        .issuedAt(now.getEpochSecond())
        .expiresAt(now.plus(LIFETIME).getEpochSecond())
        .jws()
        .algorithm(SignatureAlgorithm.HS256)
        .sign(key);
  }

  /** Returns what the token says, or nothing if it is not one of ours or is too old. */
  Optional<Claims> read(String token, Instant now) {
    try {
      JsonWebToken jwt = parser.parse(token);
      Object claimed = jwt.getClaim(SESSION);
      Instant expiresAt = Instant.ofEpochSecond(jwt.getExpirationTime());
      return claimed instanceof String sessionId && now.isBefore(expiresAt)
          ? Optional.of(new Claims(sessionId, jwt.getSubject(), jwt.getGroups(), expiresAt))
          : Optional.empty();
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
