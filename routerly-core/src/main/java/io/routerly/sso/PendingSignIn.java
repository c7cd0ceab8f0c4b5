package io.routerly.sso;

import io.routerly.domain.Ids;
import io.routerly.domain.OidcSettings;
import io.routerly.json.JsonFactories;
import io.routerly.json.JsonTrees;
import io.routerly.secret.BrowserSeal;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A sign-in that was begun and whose answer is awaited; the browser that began it keeps it, sealed.
 *
 * @param state what the provider's answer must carry, which no other site knows
 * @param nonce what the ID token must carry
 * @param verifier what shows the provider that the code is exchanged by who asked for it
 * @param returnTo where the person goes then
 * @param redirectUri where the provider sends its answer
 * @param issuer the provider
 * @param clientId what the service is called there
 * @param endsAt when the answer does not count any more
 */
record PendingSignIn(
    String state,
    String nonce,
    String verifier,
    String returnTo,
    String redirectUri,
    String issuer,
    String clientId,
    Instant endsAt) {
  /** How long a person may take at the provider. */
  static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final int RANDOM_LENGTH = 43;

  static PendingSignIn begin(
      OidcSettings settings,
      String redirectUri,
      String returnTo,
      Instant now,
      SecureRandom random) {
    return new PendingSignIn(
        Ids.base62(random, RANDOM_LENGTH),
        Ids.base62(random, RANDOM_LENGTH),
        Ids.base62(random, RANDOM_LENGTH),
        returnTo,
        redirectUri,
        settings.issuer(),
        settings.clientId(),
        now.plus(LIFETIME));
  }

  /** Returns whether it was begun with the provider that the settings name now. */
  boolean isOf(OidcSettings settings) {
    return issuer.equals(settings.issuer()) && clientId.equals(settings.clientId());
  }

  /** Returns the digest of the verifier, by PKCE's method S256 (RFC 7636). */
  String challenge() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  String sealed(BrowserSeal seal) {
    JsonObject all =
        JsonFactories.BUILDERS
            .createObjectBuilder()
            .add("state", state)
            .add("nonce", nonce)
            .add("verifier", verifier)
            .add("returnTo", returnTo)
            .add("redirectUri", redirectUri)
            .add("issuer", issuer)
            .add("clientId", clientId)
            .add("endsAt", endsAt.toEpochMilli())
            .build();
    return seal.seal(new String(JsonTrees.bytes(all), StandardCharsets.UTF_8));
  }

  /** Returns what a browser kept, or nothing if that was not sealed here. */
  static Optional<PendingSignIn> open(String sealed, BrowserSeal seal) {
    return seal.open(sealed).map(PendingSignIn::read);
  }

  private static PendingSignIn read(String text) {
    JsonObject all = JsonTrees.object(text.getBytes(StandardCharsets.UTF_8));
    return new PendingSignIn(
        all.getString("state"),
        all.getString("nonce"),
        all.getString("verifier"),
        all.getString("returnTo"),
        all.getString("redirectUri"),
        all.getString("issuer"),
        all.getString("clientId"),
        Instant.ofEpochMilli(all.getJsonNumber("endsAt").longValueExact()));
  }

  /** Prints nothing that would let anybody finish it. */
  @Override
  public String toString() {
    return "PendingSignIn[" + issuer + "]";
  }
}
