package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.management.NotificationsResource;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NotificationsTest {
  private static final String PATH = "api/notifications/test";

  private static final String MAIL =
      "{\"type\":\"smtp\",\"name\":\"mail\",\"host\":\"mail.example\",\"user\":\"gw\",\"password\":\"%s\","
          + "\"from\":\"gw@mail.org\",\"to\":\"ops@mail.org\"}";

  private final List<String> tried = new ArrayList<>();
  private final List<JsonObject> unsaved = new ArrayList<>();
  private final RunningGateway gateway =
      new RunningGateway(
          new NotificationsResource(
              this::stored,
              new NotificationsResource.Tester() {
                @Override
                public void test(String channelName) {
                  tryOut(channelName);
                }

                @Override
                public void test(JsonObject channel) {
                  unsaved.add(channel);
                }
              }));
  private final Person admin = gateway.signIn("root", "admin");

  @AfterEach
  void stop() {
    gateway.close();
  }

  private List<JsonObject> stored() {
    return gateway.config.current().settings().notifications();
  }

  private void tryOut(String channel) {
    tried.add(channel);
    if (channel.equals("broken")) {
      throw new GatewayException(ErrorCode.NOTIFICATION_FAILED, "It was not delivered: no room.");
    }
  }

  @Test
  void aChannelIsTriedOut() {
    var answer = admin.post(PATH, "{\"channelName\":\"mail\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).getBoolean("delivered")).isTrue();
    assertThat(tried).containsExactly("mail");
  }

  @Test
  void whyItFailsIsSaid() {
    var answer = admin.post(PATH, "{\"channelName\":\"broken\"}");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(json(answer).getString("error")).isEqualTo("notification_failed");
    assertThat(json(answer).getString("message")).contains("no room");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"channelName\":1}",
        "{\"channel\":\"mail\"}",
        "{\"channelName\":\"mail\",\"channel\":{}}",
        "{\"channelName\":\"mail\",\"to\":\"eve@example.com\"}"
      })
  void itMustBeSaidWhichChannel(String body) {
    assertThat(admin.post(PATH, body).statusCode()).isEqualTo(400);
    assertThat(tried).isEmpty();
  }

  private HttpResponse<String> tryUnsaved(String channel) {
    return admin.post(PATH, "{\"channel\":" + channel + "}");
  }

  @Test
  void aChannelIsTriedOutBeforeItIsSaved() {
    assertThat(tryUnsaved(MAIL.formatted("canary")).statusCode()).isEqualTo(200);

    assertThat(unsaved.get(0).getString("password")).isEqualTo("canary");
    assertThat(stored()).isEmpty();
  }

  @Test
  void aMaskStandsForTheSecretOfTheSavedOneThatGoesTheSameWay() {
    admin.patch("api/settings", "{\"notifications\":[" + MAIL.formatted("canary") + "]}");

    assertThat(tryUnsaved(MAIL.formatted("********")).statusCode()).isEqualTo(200);
    assertThat(unsaved.get(0).getString("password")).isEqualTo("canary");
    var elsewhere = tryUnsaved(MAIL.formatted("********").replace("mail.example", "eve.example"));
    assertThat(elsewhere.statusCode()).isEqualTo(400);
    assertThat(elsewhere.body()).contains("/channel/password").doesNotContain("canary");
    assertThat(unsaved).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"host, /channel/host", "type, /channel/type", "from, /channel/from"})
  void whatIsWrongWithItIsToldByItsPointer(String field, String pointer) {
    var refused = tryUnsaved(MAIL.formatted("x").replace("\"" + field + "\"", "\"nose\""));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).getJsonArray("details"))
        .extracting(detail -> detail.asJsonObject().getString("pointer"))
        .contains(pointer);
    assertThat(unsaved).isEmpty();
  }

  @Test
  void othersMayNot() {
    Person member = gateway.signIn("ann", "member");

    assertThat(member.post(PATH, "{\"channelName\":\"mail\"}").statusCode()).isEqualTo(403);
    assertThat(tried).isEmpty();
  }
}
