package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The first minute of a service: everything that can come of making its administrator. */
final class ContractSetUp {
  private static final String PATH = "api/setup/first-admin";
  private static final String CODE = "canary-code";
  private static final String BODY =
      "{\"email\":\"root@example.com\",\"password\":\"long enough\",\"setupCode\":\"%s\"}";

  private final Contract contract;

  ContractSetUp(Contract contract) {
    this.contract = contract;
  }

  void run(Path folder) throws IOException {
    Map<String, String> environment = Map.of("ROUTERLY_SETUP_CODE", CODE);
    try (ServedHome home = new ServedHome(folder, new SettableClock(), environment)) {
      expect(400, home, "[]");
      expect(406, home, "{}", "accept", "image/png");
      expect(413, home, " ".repeat(20_000));
      expect(415, home, "{}", "content-type", "text/plain");
      String wrong = BODY.formatted("wrong");
      expect(403, home, wrong);
      int status = 403;
      for (int i = 0; i < 20 && status == 403; i++) {
        status = answer(home, wrong);
      }
      assertThat(status).isEqualTo(429);
      Path users = folder.resolve("config").resolve("users.json");
      boolean there = Files.exists(users);
      byte[] before = there ? Files.readAllBytes(users) : new byte[0];
      Files.writeString(users, "{");
      expect(409, home, BODY.formatted(CODE));
      if (there) {
        Files.write(users, before);
      } else {
        Files.delete(users);
      }
      expect(201, home, BODY.formatted(CODE));
    }
  }

  private void expect(int status, ServedHome home, String body, String... headers) {
    assertThat(answer(home, body, headers)).as(body.strip()).isEqualTo(status);
  }

  private int answer(ServedHome home, String body, String... headers) {
    var request = home.request(PATH).method("POST", BodyPublishers.ofString(body));
    if (headers.length == 0 || !headers[0].equals("content-type")) {
      request.header("content-type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return contract.check("POST", PATH, body, home.send(request)).statusCode();
  }
}
