package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody who tries passwords as fast as they can. */
class LoginFloodTest {
  private static final int TRIES = 8;

  private AttackedService service;

  @BeforeEach
  void start() throws IOException {
    service = new AttackedService();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private String login(String from, String name, String password, String header)
      throws IOException {
    String body = "{\"email\":\"" + name + "@example.com\",\"password\":\"" + password + "\"}";
    try (RawClient client = new RawClient(service.port(), InetAddress.getByName(from))) {
      return client
          .send(
              RawClient.post("/api/auth/login", body)
                  .replace("Host:", "Content-Type: application/json\r\n" + header + "\r\nHost:"))
          .answer();
    }
  }

  private List<String> flood(String name) throws IOException {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      // Addresses that a client tells of itself would make each try the first of its place.
      String claimed = "X-Forwarded-For: 10.0.0." + i + "\r\nForwarded: for=10.0.0." + i;
      answers.add(login("127.0.0.2", name, "wrong-password-" + i, claimed));
    }
    return answers;
  }

  @Test
  void waitsAndKeepsNeitherTheOwnerNorOthersOut() throws IOException {
    List<String> answers = flood("ann");

    assertThat(answers.get(0)).startsWith("HTTP/1.1 401");
    assertThat(answers.get(TRIES - 1)).startsWith("HTTP/1.1 429").contains("Retry-After: ");
    assertThat(login("127.0.0.2", "ann", AttackedService.PASSWORD, "X: y"))
        .startsWith("HTTP/1.1 429");
    assertThat(login("127.0.0.1", "ann", AttackedService.PASSWORD, "X: y"))
        .startsWith("HTTP/1.1 200");
    assertThat(login("127.0.0.2", "ben", AttackedService.PASSWORD, "X: y"))
        .startsWith("HTTP/1.1 200");
  }
}
