package io.routerly.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key with which {@link FakeIssuer} signs, honestly or not. */
record IssuerKey(String id, KeyPair pair) {
  static final IssuerKey FIRST = make("key-1");
  static final IssuerKey SECOND = make("key-2");

  private static IssuerKey make(String id) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return new IssuerKey(id, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the list of keys with this one alone. */
  JsonObject published() {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return Json.createObjectBuilder()
        .add(
            "keys",
            Json.createArrayBuilder()
                .add(
                    Json.createObjectBuilder()
                        .add("kty", "RSA")
                        .add("use", "sig")
                        .add("kid", id)
                        .add("n", encoded(unsigned(key.getModulus())))
                        .add("e", encoded(unsigned(key.getPublicExponent())))))
        .build();
  }

  /**
   * Returns a token signed as its header says: {@code none} leaves it unsigned, {@code HS256} takes
   * the public key for a secret, {@code forged} takes another key.
   */
  String sign(JsonObject header, JsonObject claims) {
    String text =
        encoded(header.toString().getBytes(UTF_8))
            + "."
            + encoded(claims.toString().getBytes(UTF_8));
    IssuerKey by = header.containsKey("forged") ? SECOND : this;
    return text + "." + by.signature(header.getString("alg"), text.getBytes(UTF_8));
  }

  private String signature(String algorithm, byte[] text) {
    try {
      return switch (algorithm) {
        case "none" -> "";
        case "HS256" -> encoded(mac(text));
        default -> encoded(rsa(algorithm, text));
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] mac(byte[] text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(pair.getPublic().getEncoded(), "HmacSHA256"));
    return mac.doFinal(text);
  }

  private byte[] rsa(String algorithm, byte[] text) throws GeneralSecurityException {
    Signature rsa = Signature.getInstance("SHA" + algorithm.substring(2) + "withRSA");
    rsa.initSign(pair.getPrivate());
    rsa.update(text);
    return rsa.sign();
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
