package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Actor;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final String CHANNEL =
      "{\"type\":\"smtp\",\"name\":\"mail\",\"host\":\"mail.example\",\"user\":\"gw\","
          + "\"security\":\"tls\",\"password\":\"%s\",\"from\":\"gw@mail.org\",\"to\":[\"ops@mail.org\"]}";

  private final RunningGateway gateway = new RunningGateway();
  private final Person admin = gateway.signIn("root", "admin");

  @BeforeEach
  void addChannel() {
    assertThat(patchChannel(CHANNEL.formatted("canary-mail")).statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private HttpResponse<String> patchChannel(String channel) {
    return admin.patch("api/settings", "{\"notifications\":[" + channel + "]}");
  }

  private String storedPassword() {
    return gateway.config.current().settings().notifications().get(0).getString("password");
  }

  @Test
  void secretsOfChannelsAreMaskedAndSurviveTheWayBack() {
    var shown = admin.get("api/settings");

    assertThat(shown.body()).doesNotContain("canary").contains("********");
    assertThat(admin.put("api/settings", shown.body()).body()).isEqualTo(shown.body());
    assertThat(storedPassword()).isEqualTo("canary-mail");
  }

  @Test
  void aSecretThatSomebodyElseSetsIsAChangeThoughItIsNotShown() {
    var before = admin.get("api/settings");

    patchChannel(CHANNEL.formatted("canary-other"));

    var after = admin.get("api/settings");
    assertThat(after.body()).isEqualTo(before.body());
    assertThat(after.headers().firstValue("etag"))
        .isNotEqualTo(before.headers().firstValue("etag"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"****", "************", "\u2022\u2022\u2022\u2022\u2022\u2022"})
  void aMaskOfAnotherFormStandsForTheSecretToo(String mask) {
    assertThat(patchChannel(CHANNEL.formatted(mask)).statusCode()).isEqualTo(200);

    assertThat(storedPassword()).isEqualTo("canary-mail");
  }

  @ParameterizedTest
  @CsvSource({
    "mail.example, other.example",
    "\"mail\", \"mail2\"",
    "\"security\":\"tls\", \"security\":\"starttls\""
  })
  void aMaskDoesNotFollowAChannelElsewhere(String before, String after) {
    var refused = patchChannel(CHANNEL.formatted("********").replace(before, after));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).getJsonArray("details").getJsonObject(0).getString("pointer"))
        .isEqualTo("/notifications/0/password");
    var entered = patchChannel(CHANNEL.formatted("canary-new").replace(before, after));
    assertThat(entered.statusCode()).isEqualTo(200);
    assertThat(storedPassword()).isEqualTo("canary-new");
  }

  private static final String MODEL =
      "{\"id\":\"own\",\"provider\":\"custom\",\"baseUrl\":\"http://127.0.0.1:1/api\","
          + "\"headers\":{\"%s\":\"root@example.com\"}}";

  private static final String TRUSTED =
      "{\"trustedHeader\":{\"userHeader\":\"X-User\",\"emailHeader\":\"X-Email\","
          + "\"trustedProxies\":[\"127.0.0.1\"],\"defaultRole\":\"viewer\"}}";

  /** Such a model would lead whoever may make models to any account, by this very service. */
  @ParameterizedTest
  @ValueSource(strings = {"X-User", "x-user", "X-EMAIL"})
  void noModelSendsWhatTheProxyIsBelieved(String header) {
    assertThat(admin.patch("api/settings", TRUSTED).statusCode()).isEqualTo(200);
    assertThat(admin.post("api/models", MODEL.formatted("X-Other")).statusCode()).isEqualTo(201);

    var made = admin.post("api/models", MODEL.replace("own", "own2").formatted(header));
    var changed =
        admin.patch("api/models/own", "{\"headers\":{\"" + header + "\":\"root@example.com\"}}");

    assertThat(made.statusCode()).isEqualTo(400);
    assertThat(made.body()).contains("\"/headers\"");
    assertThat(changed.statusCode()).isEqualTo(400);
  }

  @Test
  void noHeaderIsBelievedThatAModelSends() {
    assertThat(admin.post("api/models", MODEL.formatted("X-Email")).statusCode()).isEqualTo(201);

    var refused = admin.patch("api/settings", TRUSTED);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("\"/trustedHeader\"", "own");
  }

  private static final String HOOK =
      "{\"type\":\"webhook\",\"name\":\"mail\",\"format\":\"slack\",\"url\":\"%s\",\"secret\":\"%s\"}";

  private String storedUrl() {
    return gateway.config.current().settings().notifications().get(0).getString("url");
  }

  @Test
  void theAddressOfAWebhookIsASecretThatSurvivesTheWayBack() {
    patchChannel(HOOK.formatted("https://hooks.example/canary", "canary-secret"));
    var shown = admin.get("api/settings");

    assertThat(shown.body()).doesNotContain("canary");
    assertThat(admin.put("api/settings", shown.body()).statusCode()).isEqualTo(200);
    assertThat(storedUrl()).isEqualTo("https://hooks.example/canary");
    assertThat(patchChannel(HOOK.formatted("https://elsewhere.example/x", "********")).statusCode())
        .isEqualTo(400);
    assertThat(patchChannel(HOOK.formatted("https://elsewhere.example/x", "new")).statusCode())
        .isEqualTo(200);
    assertThat(storedUrl()).isEqualTo("https://elsewhere.example/x");
  }

  @Test
  void theTokenOfTheMetricsIsMaskedAndSurvivesTheWayBack() {
    admin.patch("api/settings", "{\"metricsToken\":\"canary-metrics-token\"}");
    var shown = admin.get("api/settings");

    assertThat(shown.body()).doesNotContain("canary").contains("\"metricsToken\":\"********\"");
    assertThat(admin.put("api/settings", shown.body()).statusCode()).isEqualTo(200);
    assertThat(gateway.config.current().settings().metricsToken()).contains("canary-metrics-token");
  }

  @Test
  void theUserOfAMailServerMayBeCalledAsBefore() {
    assertThat(
            patchChannel(CHANNEL.formatted("x").replace("\"user\"", "\"username\"")).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "from", "to"})
  void aFieldThatAChannelLacksIsTold(String field) {
    var refused =
        patchChannel(CHANNEL.formatted("x").replaceFirst("\"" + field + "\"", "\"nose\""));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).getJsonArray("details"))
        .extracting(detail -> detail.asJsonObject().getString("pointer"))
        .containsExactlyInAnyOrder("/notifications/0/nose", "/notifications/0/" + field);
  }

  @Test
  void thatSetUpIsDoneCannotBeUndone() {
    Instant when = Instant.parse("2026-01-01T00:00:00Z");
    gateway.config.edit(
        Actor.command("test"), c -> c.withSettings(c.settings().withSetupCompletedAt(when)));

    assertThat(admin.get("api/settings").body()).doesNotContain("setupCompletedAt");
    admin.put("api/settings", "{}");

    assertThat(gateway.config.current().settings().setupCompletedAt()).contains(when);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"port\":70000} | /port",
        "{\"port\":\"80\"} | /port",
        "{\"colour\":1} | /colour",
        "{\"notifications\":[{\"type\":\"pigeon\",\"name\":\"x\"}]} | /notifications",
        "{\"notifications\":[1]} | /notifications/0",
        "{\"metricsToken\":\"too-short\"} | /metricsToken",
        "{\"metricsToken\":\"long enough but with spaces\"} | /metricsToken",
        "{\"metricsToken\":\"0123456789abcdef\",\"metricsOpen\":true} | /metricsOpen",
        "{\"metricsToken\":\"********\"} | /metricsToken",
        "[] | ''",
      })
  void whatIsWrongIsToldByItsPointer(String body, String pointer) {
    var response = admin.patch("api/settings", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getJsonArray("details").getJsonObject(0).getString("pointer"))
        .isEqualTo(pointer);
  }

  @Test
  void othersNeitherSeeNorChangeThem() {
    Person member = gateway.signIn("ann", "member");

    assertThat(member.get("api/settings").statusCode()).isEqualTo(403);
    assertThat(member.put("api/settings", "{}").statusCode()).isEqualTo(403);
  }

  @Test
  void aStaleChangeIsRefused() {
    String seen = admin.get("api/settings").headers().firstValue("etag").orElseThrow();
    admin.patch("api/settings", "{\"port\":4000}");

    assertThat(admin.call("PUT", "api/settings", "{}", "if-match", seen).statusCode())
        .isEqualTo(412);
    assertThat(gateway.config.current().settings().port()).isEqualTo(4000);
  }
}
