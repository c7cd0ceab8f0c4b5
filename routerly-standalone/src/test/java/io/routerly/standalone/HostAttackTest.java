package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that are not the service's, or not there, or there twice. */
class HostAttackTest {
  private static AttackedService service;

  @BeforeAll
  static void start() throws IOException {
    service = new AttackedService();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String with(String requestLine, String headers) {
    return requestLine + "\r\n" + headers.replace("\n", "\r\n") + "\r\n\r\n";
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "X: y",
        "Host: a\nHost: b",
        "Host: a\nHost: a",
        "Host: a\nhOsT: b",
        "Host: a b",
        "Host: a/b",
        "Host: a@b",
        "Host: a\\b",
        "Host: a,b",
        "Host: a:b",
        "Host: a:99999999999",
        "Host: <script>"
      })
  void aHostThatIsNoneIsRefused(String headers) throws IOException {
    String answer = service.answer(with("GET /health HTTP/1.1", headers));

    assertThat(AttackedService.status(answer)).isEqualTo(400);
    assertThat(service.logged()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "GET / HTTP/1.1",
        "GET /health HTTP/1.1",
        "GET /api/setup/status HTTP/1.1",
        "GET /api/users HTTP/1.1",
        "GET /v1/models HTTP/1.1",
        "GET /nothing HTTP/1.1",
        "OPTIONS /api/users HTTP/1.1",
        "TRACE /api/users HTTP/1.1",
        "GET http://evil.example/api/users HTTP/1.1",
        "GET http://evil.example/nothing HTTP/1.1",
        "GET http://evil.example:81/v1/models HTTP/1.1"
      })
  void nothingIsMadeOfAForeignHost(String line) throws IOException {
    String answer =
        service.answer(
            with(
                line,
                "Host: evil.example:81\nX-Forwarded-Host: evil.example\nX-Forwarded-Proto: https\n"
                    + "Forwarded: host=evil.example;for=1.2.3.4\nX-Original-URL: /api/users\n"
                    + "X-Rewrite-URL: /api/users\nX-Forwarded-Prefix: /evil.example"));

    assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("evil");
    assertThat(AttackedService.status(answer)).isIn(200, 401, 404, 405);
  }

  @Test
  void whatIsMadeIsNotToldByAForeignHostEither() throws IOException {
    String body = "{\"name\":\"Made\",\"slug\":\"made\"}";
    String answer =
        service.answer(
            RawClient.post("/api/projects", body)
                .replace(
                    "Host: localhost",
                    "Host: evil.example\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                        + service.session("root")));

    assertThat(answer).startsWith("HTTP/1.1 201").doesNotContain("evil");
  }
}
