package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Session tokens that nobody issued, made of one that was. */
class ForgedTokenTest {
  /** The key that the gateway of the tests signs with: who has it can make a token of any shape. */
  private static final byte[] KEY = new byte[32];

  private static RunningGateway gateway;
  private static String good;

  @BeforeAll
  static void start() {
    gateway = new RunningGateway();
    good = gateway.signIn("ann", "member").token();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static int statusOf(String token) {
    return new Person(gateway, token).get("api/me").statusCode();
  }

  private static String part(int index) {
    return good.split("\\.", -1)[index];
  }

  private static String payload() {
    return new String(Base64.getUrlDecoder().decode(part(1)), UTF_8);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(UTF_8));
  }

  private static String hmac(String algorithm, byte[] key, String header, String payload) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      String signed = encoded(header) + "." + encoded(payload);
      return signed + "." + encoded(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hs256(String header, String payload) {
    return hmac("HmacSHA256", KEY, header, payload);
  }

  private static String rs256(KeyPair pair, String header) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    String signed = encoded(header) + "." + encoded(payload());
    signature.update(signed.getBytes(UTF_8));
    return signed + "." + encoded(signature.sign());
  }

  /** Without which the others would prove nothing. */
  @Test
  void whatTheTestSignsIsGoodWhereNothingIsWrongWithIt() {
    assertThat(statusOf(hs256("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", payload()))).isEqualTo(200);
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(
      strings = {
        "none", "None", "NONE", "nOnE", "", "HS256", "HS512", "RS256", "ES256", "PS256", "EdDSA",
        "dir"
      })
  void noAlgorithmStandsForASignature(String algorithm) {
    String header = encoded("{\"alg\":\"" + algorithm + "\"}");

    assertThat(statusOf(header + "." + part(1) + ".")).isEqualTo(401);
    assertThat(statusOf(header + "." + part(1))).isEqualTo(401);
    assertThat(statusOf(header + "." + part(1) + "." + encoded("x"))).isEqualTo(401);
  }

  static Stream<String> headers() {
    return Stream.of(
        "{\"alg\":\"RS256\"}",
        "{\"alg\":\"hs256\"}",
        "{\"alg\":[\"HS256\"]}",
        "{\"typ\":\"JWT\"}",
        "{}",
        "[]",
        "null",
        "{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}",
        "{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"]}",
        "{\"alg\":\"dir\",\"enc\":\"A256GCM\"}");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void ourKeyUnderAnotherHeaderIsNoToken(String header) {
    assertThat(statusOf(hs256(header, payload()))).isEqualTo(401);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "\"kid\":\"../../../../dev/null\"",
        "\"kid\":\"/dev/null\"",
        "\"kid\":\"' UNION SELECT '\"",
        "\"jku\":\"http://127.0.0.1:9/keys\"",
        "\"x5u\":\"file:///etc/passwd\"",
        "\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}"
      })
  void noHeaderBringsAKeyOfItsOwn(String field) {
    String header = "{\"alg\":\"HS256\"," + field + "}";

    assertThat(statusOf(hmac("HmacSHA256", new byte[] {1}, header, payload()))).isEqualTo(401);
    assertThat(statusOf(hmac("HmacSHA256", "secret".getBytes(UTF_8), header, payload())))
        .isEqualTo(401);
  }

  @Test
  void aPublicKeyIsNoSecret() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    String jwk =
        ",\"jwk\":{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\""
            + encoded(((RSAPublicKey) pair.getPublic()).getModulus().toByteArray())
            + "\"}";

    assertThat(statusOf(rs256(pair, "{\"alg\":\"RS256\"}"))).isEqualTo(401);
    assertThat(statusOf(rs256(pair, "{\"alg\":\"RS256\"" + jwk + "}"))).isEqualTo(401);
    assertThat(statusOf(rs256(pair, "{\"alg\":\"HS256\"" + jwk + "}"))).isEqualTo(401);
    assertThat(
            statusOf(
                hmac(
                    "HmacSHA256", pair.getPublic().getEncoded(), "{\"alg\":\"HS256\"}", payload())))
        .isEqualTo(401);
  }

  static Stream<String> payloads() {
    String honest = payload();
    return Stream.of(
        honest.replace("\"iss\":\"routerly\"", "\"iss\":\"other\""),
        honest.replace("\"iss\":\"routerly\",", ""),
        honest.replaceAll("\"exp\":\\d+", "\"exp\":1"),
        honest.replaceAll("\"exp\":\\d+", "\"exp\":\"never\""),
        honest.replaceAll("\"sid\":\"[^\"]+\"", "\"sid\":\"guessed\""),
        honest.replaceAll("\"sid\":\"[^\"]+\"", "\"sid\":[]"),
        honest.replaceAll("\"sid\":\"[^\"]+\"", "\"sid\":null"),
        honest.replaceAll("\"sub\":\"[^\"]+\"", "\"sub\":\"usr_other\""),
        honest.replace("\"groups\":[\"member\"]", "\"groups\":[\"admin\"]"),
        "{}",
        "[]",
        "");
  }

  /** Even the right key makes no token of claims that no session has. */
  @ParameterizedTest(name = "[{index}]")
  @MethodSource("payloads")
  void claimsThatNoSessionHasAreNoToken(String payload) {
    assertThat(statusOf(hs256("{\"alg\":\"HS256\"}", payload))).isEqualTo(401);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        "...",
        "a.b.c",
        "a.b.c.d.e",
        "null",
        "undefined",
        "[object Object]"
      })
  void whatIsNoTokenIsNone(String token) {
    assertThat(statusOf(token)).isEqualTo(401);
    assertThat(statusOf(good + token.strip() + "x")).isEqualTo(401);
    assertThat(statusOf("x" + good)).isEqualTo(401);
  }

  @Test
  void oneKindOfTokenIsNoOther() {
    gateway.addUser("ben", "member");
    JsonObject pair =
        json(
            post(
                "api/auth/login",
                "{\"email\":\"ben@example.com\",\"password\":\""
                    + RunningGateway.PASSWORD
                    + "\"}"));

    assertThat(statusOf(pair.getString("token"))).isEqualTo(200);
    assertThat(statusOf(pair.getString("refreshToken"))).isEqualTo(401);
    assertThat(
            post("api/auth/refresh", "{\"refreshToken\":\"" + pair.getString("token") + "\"}")
                .statusCode())
        .isEqualTo(401);
    assertThat(statusOf("sk-rt-" + "a".repeat(51))).isEqualTo(401);
    assertThat(statusOf("rt-pat-" + "a".repeat(43))).isEqualTo(401);
  }

  @Test
  void whatHasEndedStaysSo() {
    RunningGateway later = new RunningGateway();
    try {
      Person cat = later.signIn("cat", "member");
      assertThat(cat.get("api/me").statusCode()).isEqualTo(200);

      later.clock.advance(Duration.ofMinutes(61));

      assertThat(cat.get("api/me").statusCode()).isEqualTo(401);
    } finally {
      later.close();
    }
  }

  private static HttpResponse<String> post(String path, String body) {
    return gateway.send(
        gateway
            .request(path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }
}
