package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
      slow.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\nabc");

      assertThat(client.send(RawClient.get("/hello")).answer()).endsWith("hello");
      assertThat(slow.head()).doesNotContain("HTTP/1.1 200", "Exception");
    }
  }

  private static String signIn(String path, String header) {
    String body =
        "{\"email\":\"ann@example.com\",\"password\":\"" + AttackedService.PASSWORD + "\"}";
    return RawClient.post(path, body)
        .replace("Host:", header + "Content-Type: application/json\r\nHost:");
  }

  /** Java 17 has fewer threads for signing in than somebody opens connections in a moment. */
  @ParameterizedTest
  @CsvSource({
    "/api/auth/login, ''",
    "/api/%61uth/login, ''",
    "/api/auth/login, Expect: 100-continue",
    "/api/%61uth/login, Expect: 100-continue",
    "/api/setup/first-admin, ''"
  })
  void whoSendsSignInsInDropsKeepsNobodyFromSigningIn(String path, String header)
      throws IOException {
    List<RawClient> slow = new ArrayList<>();
    try (AttackedService service = new AttackedService()) {
      String whole = signIn(path, header.isEmpty() ? "" : header + "\r\n");
      for (int i = 0; i < MANY; i++) {
        slow.add(service.client().send(whole.substring(0, whole.length() - 5)));
      }

      assertThat(service.answer(signIn("/api/auth/login", ""))).startsWith("HTTP/1.1 200");
      assertThat(service.answer(RawClient.get("/api/setup/status"))).startsWith("HTTP/1.1 200");
      assertThat(
              service.answer(
                  RawClient.get("/api/me")
                      .replace(
                          "Host:",
                          "Authorization: Bearer " + service.session("ann") + "\r\nHost:")))
          .startsWith("HTTP/1.1 200");
    } finally {
      closeAll(slow);
    }
  }

  @Test
  void aBodyInPiecesIsServedOnceItIsWholeAndTheNextRequestAfterIt() throws IOException {
    try (AttackedService service = new AttackedService();
        RawClient client = service.client()) {
      String whole = signIn("/api/auth/login", "");
      for (int i = 0; i < whole.length(); i += 40) {
        client.send(whole.substring(i, Math.min(whole.length(), i + 40)));
      }
      assertThat(client.answer()).startsWith("HTTP/1.1 200");
      String chunks =
          whole
              .replaceFirst("Content-Length: \\d+", "Transfer-Encoding: chunked")
              .replaceFirst("(?s)\r\n\r\n.*", "\r\n\r\n");
      String body = whole.substring(whole.indexOf('{'));
      client.send(chunks + "3\r\n" + body.substring(0, 3) + "\r\n");
      client.send(Integer.toHexString(body.length() - 3) + "\r\n" + body.substring(3));
      client.send("\r\n0\r\n\r\n");
      assertThat(client.answer()).startsWith("HTTP/1.1 200");

      client.send(signIn("/api/auth/login", "Expect: 100-continue\r\n").split("\\{", 2)[0]);
      assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(client.send(body).answer()).startsWith("HTTP/1.1 200");
      assertThat(client.send(RawClient.get("/health")).answer()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void bodiesOfStrangersThatAreTooLargeAreRefusedBeforeTheyAreWhole() throws IOException {
    try (AttackedService service = new AttackedService();
        RawClient announced = service.client();
        RawClient chunked = service.client()) {
      announced.send(
          "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: 16385\r\n\r\n{");
      assertThat(announced.head()).startsWith("HTTP/1.1 413");
      chunked.send(
          "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 17; i++) {
        chunked.send("400\r\n" + " ".repeat(1024) + "\r\n");
      }
      assertThat(chunked.head()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void aBodyThatIsNeverWholeEndsWithItsConnection() throws IOException {
    try (ServerFixture server = new ServerFixture(Duration.ofSeconds(10), SHORT);
        RawClient slow = server.client()) {
      slow.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");

      assertThat(slow.rest()).isEmpty();
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
