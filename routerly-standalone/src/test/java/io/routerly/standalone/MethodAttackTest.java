package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods that are not what they say, or that nobody should serve. */
class MethodAttackTest {
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
    return requestLine + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n";
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "X-HTTP-Method-Override: DELETE",
        "X-HTTP-Method: DELETE",
        "X-Method-Override: DELETE",
        "x-http-method-override: PATCH",
        "_method: DELETE"
      })
  void aHeaderIsNoMethod(String header) throws IOException {
    String credential = "Authorization: Bearer " + service.session("root");
    String answer =
        service.answer(
            with(
                "GET /api/users/usr_ben?_method=DELETE&method=DELETE",
                header + "\r\n" + credential));
    String posted =
        service.answer(
            with(
                "POST /api/users/usr_ben?_method=DELETE",
                header + "\r\n" + credential + "\r\nContent-Length: 0"));

    assertThat(answer).startsWith("HTTP/1.1 200").contains("ben@example.com");
    assertThat(posted).startsWith("HTTP/1.1 405");
    assertThat(service.answer(with("GET /api/users/usr_ben", credential)))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "TRACE /api/users",
        "TRACE /v1/models",
        "TRACE /",
        "TRACK /api/users",
        "CONNECT x:80",
        "CONNECT /api/users",
        "DEBUG /api/users",
        "PROPFIND /api/users",
        "get /api/users",
        "INVENTED /v1/chat/completions"
      })
  void noOtherMethodIsServedOrEchoed(String line) throws IOException {
    String answer =
        service.answer(
            with(line, "X-Echo: canary\r\nAuthorization: Bearer " + service.session("root")));

    assertThat(AttackedService.status(answer)).isIn(400, 404, 405, 501);
    assertThat(answer).doesNotContain("canary", "root@example.com");
    assertThat(service.logged()).isEmpty();
  }
}
