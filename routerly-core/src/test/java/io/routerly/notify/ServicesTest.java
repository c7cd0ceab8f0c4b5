package io.routerly.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.FakeHttp;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.script.Script;
import io.routerly.upstream.Header;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What services for e-mail are sent, on loopback. */
final class ServicesTest {
  private static final String MAIL =
      "\"from\":\"gw@example.com\",\"to\":[\"ops@example.com\",\"cto@example.com\"]";
  private static final String SES =
      "{\"type\":\"ses\",\"name\":\"m\",\"region\":\"eu-central-1\",\"accessKeyId\":\"AKID\",\"secretAccessKey\":\"%s\",%s}"
          .formatted(Desk.CANARY, MAIL);
  private static final String GOOGLE =
      "{\"type\":\"google\",\"name\":\"m\",\"clientId\":\"id\",\"clientSecret\":\"s+1\",\"refreshToken\":\"%s\",%s}"
          .formatted(Desk.CANARY, MAIL);
  private static final String KEY = Base64.getEncoder().encodeToString(Desk.CANARY.getBytes(UTF_8));

  private final Desk desk = new Desk();
  private final FakeHttp service = FakeHttp.start();

  @AfterEach
  void close() {
    service.close();
    desk.close();
  }

  private Channel channel(String settings) {
    return desk.channel(settings, service.origin().toString());
  }

  private String azure() {
    return "{\"type\":\"azure\",\"name\":\"m\",\"connectionString\":\"endpoint=%s/;accesskey=%s\",%s}"
        .formatted(service.origin(), KEY, MAIL);
  }

  private RecordedRequest sent(String settings) {
    assertThat(channel(settings).send(desk.notice())).isEqualTo(new Outcome.Delivered());
    return service.requests().get(service.requests().size() - 1);
  }

  @Test
  void sesWithAnAccessKeyGetsASignedRequest() {
    RecordedRequest request = sent(SES);

    assertThat(request.target()).isEqualTo("/v2/email/outbound-emails");
    List<Header> expected =
        new AwsSignature("AKID", Desk.CANARY, "eu-central-1", "ses")
            .sign(
                "POST",
                URI.create(service.url("/v2/email/outbound-emails")),
                List.of(new Header("Content-Type", "application/json")),
                request.body(),
                desk.clock.instant());
    assertThat(request.header("authorization")).contains(expected.get(2).value());
    var simple = request.json().getJsonObject("Content").getJsonObject("Simple");
    assertThat(simple.getJsonObject("Subject").getString("Data"))
        .isEqualTo("[Routerly] Project my-app has used 80 % of its monthly budget on cost");
    assertThat(simple.getJsonObject("Body").getJsonObject("Html").getString("Data"))
        .startsWith("<!DOCTYPE html>");
    assertThat(request.json().getJsonObject("Destination").getJsonArray("ToAddresses")).hasSize(2);
  }

  /** The string to sign is written out here as the tutorial has it. */
  @Test
  void azureGetsARequestSignedWithItsAccessKey() {
    RecordedRequest request = sent(azure());

    assertThat(request.target()).isEqualTo("/emails:send?api-version=2023-03-31");
    String hash = Base64.getEncoder().encodeToString(Hmac.digest(request.body()));
    assertThat(request.header("x-ms-content-sha256")).contains(hash);
    assertThat(request.header("x-ms-date")).contains("Sun, 15 Mar 2026 10:20:30 GMT");
    String toSign =
        "POST\n/emails:send?api-version=2023-03-31\nSun, 15 Mar 2026 10:20:30 GMT;"
            + request.header("host").orElseThrow()
            + ";"
            + hash;
    assertThat(request.header("authorization"))
        .contains(
            "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature="
                + Base64.getEncoder()
                    .encodeToString(Hmac.sha256(Desk.CANARY.getBytes(UTF_8), toSign)));
    assertThat(request.json().getJsonObject("content").getString("plainText"))
        .contains("$8.04 of $10.00");
  }

  private static Script token(String token, int seconds) {
    return Script.respond(
        200, "{\"access_token\":\"%s\",\"expires_in\":%d}".formatted(token, seconds));
  }

  @Test
  void googleIsAskedForATokenOnceUntilItEnds() {
    service.next(
        token("t1", 3600), Script.respond(200, "{}"), Script.respond(200, "{}"), token("t2", 3600));
    Channel channel = channel(GOOGLE);
    channel.send(desk.notice());
    channel.send(desk.notice());
    desk.clock.forward(Duration.ofMinutes(59));
    channel.send(desk.notice());

    assertThat(service.requests())
        .extracting(request -> request.path() + " " + request.header("authorization").orElse(""))
        .containsExactly(
            "/token ",
            "/gmail/v1/users/me/messages/send Bearer t1",
            "/gmail/v1/users/me/messages/send Bearer t1",
            "/token ",
            "/gmail/v1/users/me/messages/send Bearer t2");
    assertThat(service.requests().get(0).bodyText())
        .isEqualTo(
            "grant_type=refresh_token&client_id=id&client_secret=s%2B1&refresh_token="
                + Desk.CANARY);
  }

  @Test
  void gmailGetsTheWholeMessage() {
    service.next(token("t1", 3600));
    RecordedRequest request = sent(GOOGLE);
    String message =
        new String(Base64.getUrlDecoder().decode(request.json().getString("raw")), UTF_8);

    assertThat(message)
        .contains("To: ops@example.com,\r\n cto@example.com\r\n")
        .contains("Content-Type: multipart/alternative");
  }

  @Test
  void aTokenOfGoogleThatIsWithdrawnIsAskedForAnew() {
    service.next(token("t1", 3600), Script.respond(401, "{}"), token("t2", 3600));
    Channel channel = channel(GOOGLE);

    assertThat(channel.send(desk.notice())).isInstanceOf(Outcome.Failed.class);
    assertThat(channel.send(desk.notice())).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aRefreshTokenThatIsNotTakenIsSaidInGooglesWords() {
    service.next(
        Script.respond(
            400,
            "{\"error\":\"invalid_grant\",\"error_description\":\"Token has been revoked.\"}"));

    assertThat(channel(GOOGLE).send(desk.notice()))
        .isEqualTo(
            new Outcome.Refused("the service answered with status 400: Token has been revoked."));
  }

  static List<String> services() {
    return List.of(SES, GOOGLE);
  }

  @ParameterizedTest
  @MethodSource("services")
  void noReasonRepeatsASecret(String settings) {
    service.byDefault(
        Script.respond(403, "{\"errors\":[{\"message\":\"bad key " + Desk.CANARY + "\"}]}"));

    assertThat(channel(settings).send(desk.notice()))
        .isEqualTo(new Outcome.Refused("the service answered with status 403: bad key ***"));
  }

  @Test
  void norTheAccessKeyOfAzure() {
    service.byDefault(Script.respond(403, "{\"error\":{\"message\":\"bad key " + KEY + "\"}}"));

    assertThat(channel(azure()).send(desk.notice()))
        .isEqualTo(new Outcome.Refused("the service answered with status 403: bad key ***"));
  }

  @Test
  void aServiceThatIsNotThereMayBeLater() {
    Channel channel = channel(SES);
    service.close();

    assertThat(channel.send(desk.notice())).isInstanceOf(Outcome.Failed.class);
  }
}
