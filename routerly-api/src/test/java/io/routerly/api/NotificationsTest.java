package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.management.NotificationsResource;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NotificationsTest {
  private static final String PATH = "api/notifications/test";

  private final List<String> tried = new ArrayList<>();
  private final RunningGateway gateway = new RunningGateway(new NotificationsResource(this::test));
  private final Person admin = gateway.signIn("root", "admin");

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void test(String channel) {
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

  @Test
  void theNameMustBeThere() {
    assertThat(admin.post(PATH, "{}").statusCode()).isEqualTo(400);
    assertThat(tried).isEmpty();
  }

  @Test
  void othersMayNot() {
    Person member = gateway.signIn("ann", "member");

    assertThat(member.post(PATH, "{\"channelName\":\"mail\"}").statusCode()).isEqualTo(403);
    assertThat(tried).isEmpty();
  }
}
