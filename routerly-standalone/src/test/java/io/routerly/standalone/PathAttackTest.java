package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that some server, proxy or filter reads as another than they are. */
class PathAttackTest {
  private static AttackedService service;

  @BeforeAll
  static void start() throws IOException {
    service = new AttackedService();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String request(String target, String credential) {
    return "GET "
        + target
        + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        + credential
        + "\r\n\r\n";
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "/api/users",
        "//api/users",
        "/api//users",
        "/api/users/",
        "/api/users//",
        "/api/./users",
        "/./api/users",
        "/api/../api/users",
        "/health/../api/users",
        "/health/..;/api/users",
        "/health/..%2fapi/users",
        "/health%2f..%2fapi%2fusers",
        "/health/%2e%2e/api/users",
        "/health/.%2e/api/users",
        "/health/%252e%252e/api/users",
        "/health;/../api/users",
        "/health\\..\\api\\users",
        "/health/%5c../api/users",
        "/health/%c0%ae%c0%ae/api/users",
        "/health/%e0%80%ae%e0%80%ae/api/users",
        "/health/%u002e%u002e/api/users",
        "/api/setup/status/../../users",
        "/api/setup/status/%2e%2e/%2e%2e/users",
        "/api/setup/status;/../../users",
        "/api/auth/login/..%2f..%2fusers",
        "/api/users;jsessionid=1",
        "/api;x=1/users",
        "/;x/api/users",
        "/.;/api/users",
        "/api/users;.css",
        "/api/users.json",
        "/api/users%00",
        "/api/users%00.json",
        "/api/users%20",
        "/api/users%0a",
        "/api/users%0d%0aX:%20y",
        "/api/users%23",
        "/api/users%3f",
        "/api/users?",
        "/api/users#",
        "/api%2fusers",
        "/api%2Fusers",
        "/api\\users",
        "/api%5cusers",
        "/%61pi/users",
        "/%61%70%69/%75sers",
        "/API/users",
        "/Api/Users",
        "/api/\u00fcsers",
        "/v1/../api/users",
        "/v1/models/../../api/users",
        "/v1/models/%2e%2e/%2e%2e/api/users",
        "/projects/demo/v1/../../../api/users",
        "/projects/%2e%2e/api/users",
        "/metrics/../api/users",
        "http://x/api/users",
        "http://x//api/users",
        "https://user:pw@x/api/users",
        "*",
        "api/users",
        "?/api/users",
        "/api/users%",
        "/api/users%zz"
      })
  void nobodyReadsUsersWithoutTheRightHoweverThePathIsSpelled(String target) throws IOException {
    for (String credential :
        new String[] {"none", service.session("ann"), service.projectToken()}) {
      String answer = service.answer(request(target, credential));

      assertThat(answer).doesNotContain("root@example.com");
      assertThat(AttackedService.status(answer)).isIn(200, 400, 401, 403, 404, 405);
      if (AttackedService.status(answer) == 200) {
        assertThat(answer).containsAnyOf("{\"name\":\"Routerly\"}", "\"status\":\"ok\"");
      }
      assertThat(answer).doesNotContain("Exception", "\tat ", "org.glassfish", "io.routerly");
    }
    assertThat(service.logged()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "/projects/other/v1/models",
        "/projects/demo/../other/v1/models",
        "/projects/demo%2f..%2fother/v1/models",
        "/projects/demo;x=/../other/v1/models",
        "/projects/other;demo/v1/models",
        "/projects/other%3bdemo/v1/models",
        "/projects/other%00demo/v1/models",
        "/projects/DEMO/v1/models",
        "/projects/demo%20/v1/models",
        "/projects//v1/models",
        "/projects/demo%2fv1/models",
        "/projects/%2e%2e/projects/other/v1/models",
        "/projects/demo/v1/../../other/v1/models"
      })
  void aTokenOpensNoOtherProject(String target) throws IOException {
    String answer = service.answer(request(target, service.projectToken()));

    assertThat(AttackedService.status(answer)).isIn(400, 401, 403, 404);
    assertThat(service.logged()).isEmpty();
  }
}
