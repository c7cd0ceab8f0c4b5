package io.routerly.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import io.routerly.domain.OidcSettings;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.binding.RecordBinder;
import io.routerly.upstream.SocketUpstreamClient;
import io.routerly.upstream.Timeouts;
import io.routerly.upstream.UpstreamSettings;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileProviderTest {
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  private void assertRefused(String reason) {
    assertThat(desk.failure())
        .returns(ErrorCode.IDENTITY_PROVIDER_FAILED, GatewayException::code)
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("canary", "eyJ", "subject-1");
    assertThat(desk.config.current().users()).isEmpty();
  }

  static Stream<Arguments> claims() {
    return Stream.of(
        Arguments.of("{'aud':'another'}", "another client"),
        Arguments.of("{'aud':['another']}", "another client"),
        Arguments.of("{'aud':['routerly','another']}", "another client"),
        Arguments.of("{'azp':'another'}", "another client"),
        Arguments.of("{'iss':'https://evil.example'}", "another issuer"),
        Arguments.of("{'nonce':'another'}", "another sign-in"),
        Arguments.of("{'nonce':null}", "another sign-in"),
        Arguments.of("{'exp':1000000000}", "expired"),
        Arguments.of("{'iat':1000000000}", "too old"),
        Arguments.of("{'iat':4000000000,'exp':4000000300}", "future"),
        Arguments.of("{'nbf':1773570100,'exp':1773573600}", "not valid yet"),
        Arguments.of("{'at_hash':'AAAAAAAAAAAAAAAAAAAAAA'}", "access token"),
        Arguments.of("{'sub':''}", "nobody"),
        Arguments.of("{'sub':'a\\nb'}", "nobody"),
        Arguments.of("{'sub':17}", ""),
        Arguments.of("{'exp':'soon'}", ""));
  }

  @ParameterizedTest
  @MethodSource("claims")
  void aTokenThatSaysTheWrongThingIsRefused(String change, String reason) {
    desk.issuer.claiming(claims -> Changes.add(claims, change));

    assertRefused(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "aud", "sub", "exp", "iat", "nonce"})
  void aTokenThatLacksSomethingIsRefused(String name) {
    desk.issuer.claiming(claims -> Changes.remove(claims, name));

    assertRefused("ID token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'alg':'none'}", "{'alg':'HS256'}", "{'alg':'RS512'}", "{'alg':'NONE'}"})
  void anAlgorithmThatIsNotAllowedOrNotAnnouncedIsRefused(String change) {
    desk.issuer.signing(header -> Changes.add(header, change.replace("NONE", "none")));

    assertRefused("algorithm");
  }

  @Test
  void aSignatureByAnotherKeyIsRefused() {
    desk.issuer.forging();

    assertRefused("not signed by the identity provider");
  }

  @Test
  void aHeaderThatBringsItsOwnKeyIsNotBelieved() {
    desk.issuer.signing(
        header ->
            Changes.add(
                header,
                "{'kid':'mine','forged':true,'jku':'%s/mine','x5u':'%s/mine'}"
                    .formatted(desk.issuer.issuer(), desk.issuer.issuer())));

    assertRefused("does not publish");
    assertThat(desk.issuer.asked("/mine")).isZero();
  }

  @Test
  void inventedNamesOfKeysDoNotMakeUsAskAgainAndAgain() {
    desk.issuer.signing(header -> Changes.add(header, "{'kid':'invented'}"));
    desk.clock.advance(ProviderCache.BETWEEN_READS);
    for (int i = 0; i < 5; i++) {
      assertRefused("does not publish");
    }

    assertThat(desk.issuer.asked("/keys")).isEqualTo(1);
  }

  @Test
  void aProviderThatChangedItsKeyIsReadAgain() {
    desk.signIn();
    desk.issuer.rotate();
    desk.clock.advance(ProviderCache.BETWEEN_READS);

    assertThat(desk.signIn().user().email()).isEqualTo("ann@example.com");
    assertThat(desk.issuer.asked("/keys")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'issuer':'https://evil.example'}",
        "{'issuer':'%s/'}",
        "{'token_endpoint':'ftp://x.example'}",
        "{'token_endpoint':'https://user@x.example/token'}",
        "{'jwks_uri':'not a uri'}",
        "{'id_token_signing_alg_values_supported':['HS256','none']}"
      })
  void aDiscoveryDocumentThatCannotBeRightIsRefused(String change) {
    desk.issuer.publishing(facts -> Changes.add(facts, change.replace("%s", desk.issuer.issuer())));

    assertRefused("identity provider");
  }

  @ParameterizedTest
  @ValueSource(strings = {"authorization_endpoint", "token_endpoint", "jwks_uri", "issuer"})
  void aDiscoveryDocumentThatLacksSomethingIsRefused(String name) {
    desk.issuer.publishing(facts -> Changes.remove(facts, name));

    assertRefused("identity provider");
  }

  @Test
  void aProviderBehindTlsIsNotFollowedToPlainAddresses() {
    OidcSettings settings = settings("https://id.example");
    JsonObject published =
        Desk.json(
            "{'issuer':'https://id.example','authorization_endpoint':'https://id.example/a',"
                + "'token_endpoint':'http://id.example/t','jwks_uri':'https://id.example/k'}");

    assertThat(
            catchThrowableOfType(
                GatewayException.class, () -> ProviderFacts.of(published, settings)))
        .hasMessageContaining("https");
  }

  private static OidcSettings settings(String issuer) {
    return new RecordBinder()
        .bind(
            Desk.json("{'issuer':'%s','clientId':'c','defaultRole':'viewer'}".formatted(issuer)),
            OidcSettings.class);
  }

  @Test
  void aRedirectIsNotFollowed() {
    desk.issuer.answering("/token", exchange -> redirect(exchange, desk.issuer.issuer() + "/x"));

    assertRefused("redirect");
    assertThat(desk.issuer.asked("/x")).isZero();
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(307, -1);
    exchange.close();
  }

  @Test
  void aBodyWithoutEndIsCutOff() {
    desk.issuer.answering(
        "/keys",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] piece = new byte[8192];
          while (true) {
            exchange.getResponseBody().write(piece);
          }
        });

    assertRefused("identity provider");
  }

  @Test
  void aFailureIsSharedForAMomentAndThenTriedAgain() {
    desk.issuer.publishing(facts -> Changes.remove(facts, "issuer"));
    assertRefused("identity provider");
    assertRefused("identity provider");
    assertThat(desk.issuer.asked("/.well-known/openid-configuration")).isEqualTo(1);

    desk.clock.advance(Duration.ofSeconds(2));
    assertRefused("identity provider");
    desk.issuer.publishing(facts -> facts);
    desk.clock.advance(Duration.ofSeconds(1));
    assertThat(desk.signIn().user().role()).isEqualTo("member");
  }

  @Test
  void aProviderThatHangsIsLeft() {
    CountDownLatch never = new CountDownLatch(1);
    desk.issuer.answering(
        "/.well-known/openid-configuration",
        exchange -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Duration moment = Duration.ofMillis(50);
    try (SocketUpstreamClient upstream = SocketUpstreamClient.create(UpstreamSettings.DEFAULTS)) {
      ProviderHttp http =
          new ProviderHttp(
              upstream,
              List::of,
              new Timeouts(Duration.ofSeconds(5), moment, moment, Optional.of(moment)));
      OidcSettings settings = settings(desk.issuer.issuer());

      assertThat(
              catchThrowableOfType(
                  GatewayException.class,
                  () -> http.get(ProviderFacts.addressOf(settings), settings)))
          .returns(ErrorCode.IDENTITY_PROVIDER_FAILED, GatewayException::code);
    } finally {
      never.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://169.254.169.254/latest", "http://10.0.0.1/token"})
  void addressesThatItNamesInOurNetworkAreNotAsked(String address) {
    desk.issuer.publishing(facts -> Changes.add(facts, "{'jwks_uri':'%s'}".formatted(address)));

    assertRefused("refused");
  }

  @Test
  void userinfoIsAskedForWhatTheTokenLeavesOut() {
    desk.issuer
        .knows(Desk.json("{}"))
        .tells(
            Desk.json(
                "{'sub':'subject-1','email':'ann@example.com','email_verified':true,"
                    + "'groups':['ops','staff'],'iss':'ignored'}"));

    assertThat(desk.signIn().user().role()).isEqualTo("admin");
  }

  @Test
  void userinfoOfAnotherPersonIsRefused() {
    desk.issuer
        .knows(Desk.json("{}"))
        .tells(Desk.json("{'sub':'subject-2','email':'eve@example.com','email_verified':true}"));

    assertRefused("another person");
  }

  @Test
  void anAccessTokenThatTheTokenNamesRightlyIsTaken() {
    // Half of the SHA-256 of "canary-access-token".
    desk.issuer.claiming(
        claims -> Changes.add(claims, "{'at_hash':'" + halfOf("canary-access-token") + "'}"));

    assertThat(desk.signIn().user().role()).isEqualTo("member");
  }

  private static String halfOf(String text) {
    try {
      byte[] all =
          java.security.MessageDigest.getInstance("SHA-256")
              .digest(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      return java.util.Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(java.util.Arrays.copyOf(all, 16));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoSendsTheCodeElsewhereGetsNoTokens() {
    SingleSignOn.Begun begun = desk.begin();
    String elsewhere = begun.location().toString().replace("gateway.example", "evil.example");
    URI answer = desk.issuer.signIn(URI.create(elsewhere));

    assertThat(catchThrowableOfType(GatewayException.class, () -> desk.finish(answer, begun)))
        .returns(ErrorCode.SIGN_IN_INVALID, GatewayException::code);
  }
}
