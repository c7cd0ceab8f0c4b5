package io.routerly.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.testkit.FakeIssuer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleSignOnTest {
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  private static GatewayException failureOf(Runnable work) {
    return catchThrowableOfType(GatewayException.class, work::run);
  }

  @Test
  void whoTheProviderKnowsGetsAnAccountWithTheRoleOfTheirGroups() {
    SingleSignOn.Done done = desk.signIn();

    assertThat(done.returnTo()).isEqualTo("/dashboard?tab=1");
    User ann = desk.onlyUser();
    assertThat(done.user()).isEqualTo(ann);
    assertThat(ann.email()).isEqualTo("ann@example.com");
    assertThat(ann.role()).isEqualTo("member");
    assertThat(ann.hasPassword()).isFalse();
    assertThat(ann.identities())
        .singleElement()
        .satisfies(
            identity -> {
              assertThat(identity.issuer()).isEqualTo(desk.issuer.issuer());
              assertThat(identity.subject()).isEqualTo("subject-1");
            });
    assertThat(desk.config.actors)
        .singleElement()
        .satisfies(
            actor -> {
              assertThat(actor.userId()).contains(ann.id());
              assertThat(actor.address()).contains("192.0.2.1");
            });
  }

  @Test
  void whoSignsInAgainUnchangedChangesNothing() {
    desk.signIn();
    desk.signIn();

    assertThat(desk.config.actors).hasSize(1);
    assertThat(desk.issuer.asked("/.well-known/openid-configuration")).isEqualTo(1);
    assertThat(desk.issuer.asked("/keys")).isEqualTo(1);
  }

  @Test
  void theClientProvesItselfWithItsSecretAsTheProviderTakesIt() {
    desk.configure("'clientSecret':'" + FakeIssuer.CLIENT_SECRET + "'");
    desk.signIn();
    String pair = "routerly:canary+%26+client%3Asecret";
    assertThat(desk.issuer.forms().get(0))
        .containsEntry(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII)))
        .doesNotContainKeys("client_id", "client_secret");
    assertThat(desk.config.current().settings().oidc().orElseThrow().clientSecret().orElseThrow())
        .startsWith("ENCRYPTED:");
  }

  @Test
  void theSecretGoesIntoTheFormWhereTheProviderTakesItThereAlone() {
    desk.issuer.publishing(
        facts ->
            Changes.add(facts, "{'token_endpoint_auth_methods_supported':['client_secret_post']}"));
    desk.configure("'clientSecret':'" + FakeIssuer.CLIENT_SECRET + "'");
    desk.signIn();
    assertThat(desk.issuer.forms().get(0))
        .containsEntry("client_id", "routerly")
        .containsEntry("client_secret", FakeIssuer.CLIENT_SECRET)
        .doesNotContainKey("Authorization");
  }

  @Test
  void aPublicClientHasPkceAlone() {
    desk.signIn();

    assertThat(desk.issuer.forms().get(0))
        .containsEntry("client_id", "routerly")
        .doesNotContainKeys("client_secret", "Authorization");
  }

  @Test
  void anAnswerCountsOnce() {
    SingleSignOn.Begun begun = desk.begin();
    URI answer = desk.issuer.signIn(begun.location());
    desk.finish(answer, begun);

    assertThat(failureOf(() -> desk.finish(answer, begun)))
        .returns(ErrorCode.SIGN_IN_INVALID, GatewayException::code)
        .hasMessageContaining("used already");
    assertThat(desk.issuer.forms()).hasSize(1);
  }

  @Test
  void aCodeOfAnEarlierSignInIsRefusedByTheProvider() {
    SingleSignOn.Begun first = desk.begin();
    String used = Desk.answerOf(desk.issuer.signIn(first.location())).code().orElseThrow();
    desk.finish(URI.create("x:/?code=" + used + "&state=" + stateOf(first)), first);

    SingleSignOn.Begun second = desk.begin();
    assertThat(
            failureOf(
                () ->
                    desk.finish(
                        URI.create("x:/?code=" + used + "&state=" + stateOf(second)), second)))
        .returns(ErrorCode.SIGN_IN_INVALID, GatewayException::code);
  }

  @Test
  void aCodeOfSomebodyElseIsRefusedForItsVerifier() {
    SingleSignOn.Begun thief = desk.begin();
    SingleSignOn.Begun victim = desk.begin();
    String stolen = Desk.answerOf(desk.issuer.signIn(victim.location())).code().orElseThrow();

    assertThat(
            failureOf(
                () ->
                    desk.finish(
                        URI.create("x:/?code=" + stolen + "&state=" + stateOf(thief)), thief)))
        .returns(ErrorCode.SIGN_IN_INVALID, GatewayException::code);
  }

  private static String stateOf(SingleSignOn.Begun begun) {
    return begun.location().getRawQuery().replaceFirst(".*&state=([^&]*).*", "$1");
  }

  @Test
  void anAnswerWithoutTheCookieOfItsOwnSignInIsRefused() {
    SingleSignOn.Begun mine = desk.begin();
    SingleSignOn.Begun other = desk.begin();
    SingleSignOn.Answer answer = Desk.answerOf(desk.issuer.signIn(mine.location()));
    Optional<String> nowhere = Optional.empty();

    for (Optional<String> kept :
        java.util.List.of(
            nowhere,
            Optional.of(other.kept()),
            Optional.of(mine.kept().substring(1)),
            Optional.of("x"),
            Optional.of(""))) {
      assertThat(failureOf(() -> desk.singleSignOn.finish(answer, kept, nowhere)))
          .returns(ErrorCode.SIGN_IN_INVALID, GatewayException::code);
    }
    assertThat(desk.issuer.forms()).isEmpty();
  }

  @Test
  void aSignInThatTookTooLongIsRefused() {
    SingleSignOn.Begun begun = desk.begin();
    URI answer = desk.issuer.signIn(begun.location());

    desk.clock.advance(Duration.ofMinutes(10));

    assertThat(failureOf(() -> desk.finish(answer, begun))).hasMessageContaining("too long");
  }

  @Test
  void anAnswerOfAnotherProviderIsRefused() {
    SingleSignOn.Begun begun = desk.begin();
    URI answer = desk.issuer.signIn(begun.location());

    assertThat(
            failureOf(() -> desk.finish(URI.create(answer + "&iss=https://evil.example"), begun)))
        .returns(ErrorCode.SIGN_IN_INVALID, GatewayException::code);
  }

  @Test
  void aProviderThatNamesItselfMustDoSo() {
    desk.issuer.publishing(
        facts -> Changes.add(facts, "{'authorization_response_iss_parameter_supported':true}"));
    SingleSignOn.Begun begun = desk.begin();
    URI answer = desk.issuer.signIn(begun.location());

    assertThat(failureOf(() -> desk.finish(answer, begun)))
        .returns(ErrorCode.SIGN_IN_INVALID, GatewayException::code);
    SingleSignOn.Begun again = desk.begin();
    URI named = URI.create(desk.issuer.signIn(again.location()) + "&iss=" + desk.issuer.issuer());
    assertThat(desk.finish(named, again).user().email()).isEqualTo("ann@example.com");
  }

  @Test
  void whatTheProviderRefusesIsToldWithoutMarkUp() {
    SingleSignOn.Begun begun = desk.begin();

    assertThat(
            failureOf(
                () ->
                    desk.finish(
                        URI.create("x:/?error=access_denied%3Cb%3E%0A&state=" + stateOf(begun)),
                        begun)))
        .returns(ErrorCode.SIGN_IN_REFUSED, GatewayException::code)
        .hasMessageContaining("access_deniedb.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "dashboard",
        "",
        "/../other",
        "/a/%2e%2E/../x",
        "/%2e%2e%2fother",
        "/.%2fx",
        "/a%5c..%5cb",
        "/\"onload=",
        "/ä"
      })
  void nobodyIsSentAnywhereElse(String returnTo) {
    assertThat(failureOf(() -> desk.singleSignOn.begin(Desk.CALLBACK, returnTo)))
        .returns(ErrorCode.INVALID_REQUEST, GatewayException::code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/dashboard/#/projects", "/api/me", "/a?b=c&next=https://x.example"})
  void pathsOfTheServiceAreTaken(String returnTo) {
    assertThat(desk.singleSignOn.begin(Desk.CALLBACK, returnTo).location()).isNotNull();
  }

  @Test
  void failuresThatMadeTheProviderWorkAreLimitedAndSuccessesAreNot() {
    for (int i = 0; i < 31; i++) {
      desk.signIn();
    }
    desk.issuer.claiming(claims -> Changes.add(claims, "{'aud':'other'}"));
    for (int i = 0; i < 30; i++) {
      assertThat(desk.failure())
          .returns(ErrorCode.IDENTITY_PROVIDER_FAILED, GatewayException::code);
    }

    assertThat(desk.failure()).returns(ErrorCode.TOO_MANY_ATTEMPTS, GatewayException::code);
  }

  @Test
  void withoutAProviderThereIsNothing() {
    try (Desk other = new Desk()) {
      other.config.edit(
          io.routerly.domain.Actor.command("test"),
          state -> state.withSettings(state.settings().withOidc(Optional.empty())));
      assertThat(failureOf(other::begin)).returns(ErrorCode.NOT_FOUND, GatewayException::code);
      assertThat(other.singleSignOn.displayName()).isEmpty();
    }
  }
}
