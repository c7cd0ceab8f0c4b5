package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that send little, and hold what they can meanwhile. */
class SlowClientTest {
  private static final int MANY = 300;
  private static final Duration SHORT = Duration.ofMillis(200);

  private static void closeAll(List<RawClient> clients) throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }

  @Test
  void headersThatDoNotEndKeepNobodyOutAndAreEnded() throws IOException {
    List<RawClient> slow = new ArrayList<>();
    try (ServerFixture server = new ServerFixture(SHORT)) {
      for (int i = 0; i < MANY; i++) {
        slow.add(server.client().send("GET /hello HTTP/1.1\r\nX: a"));
      }
      try (RawClient client = server.client()) {
        assertThat(client.send(RawClient.get("/hello")).answer()).endsWith("hello");
      }
      for (RawClient client : slow) {
        assertThat(client.rest()).isEmpty();
      }
    } finally {
      closeAll(slow);
    }
  }

  @Test
  void aBodyThatFallsSilentIsEnded() throws IOException {
    try (ServerFixture server = new ServerFixture(Duration.ofSeconds(10), SHORT);
        RawClient slow = server.client();
        RawClient client = server.client()) {
      slow.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");

      assertThat(client.send(RawClient.get("/hello")).answer()).endsWith("hello");
      assertThat(slow.head()).doesNotContain("HTTP/1.1 200", "Exception");
    }
  }

  @Test
  void bodiesThatDoNotComeKeepNobodyElseOut() throws IOException {
    List<RawClient> slow = new ArrayList<>();
    try (AttackedService service = new AttackedService()) {
      for (int i = 0; i < MANY; i++) {
        slow.add(
            service
                .client()
                .send(
                    "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 100\r\n\r\n{\"email\""));
      }
      String body = "{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

      assertThat(service.answer(RawClient.get("/health/ready"))).startsWith("HTTP/1.1 200");
      assertThat(service.answer(RawClient.chat(service.projectToken(), body)))
          .startsWith("HTTP/1.1 200");
      assertThat(
              service.answer(
                  RawClient.get("/api/me")
                      .replace(
                          "Host:",
                          "Authorization: Bearer " + service.session("ann") + "\r\nHost:")))
          .startsWith("HTTP/1.1 200");
      closeAll(slow);
    } finally {
      closeAll(slow);
    }
  }
}
