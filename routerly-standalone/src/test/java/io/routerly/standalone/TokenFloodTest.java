package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Somebody who tries tokens as fast as they can, on more connections than may be served at once.
 */
class TokenFloodTest {
  private static final int CONNECTIONS = RequestLanes.OTHERS + 6;

  /** So many refusals leave at once. */
  private static final int FREE = 500;

  private AttackedService service;
  private final List<RawClient> clients = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    service = new AttackedService();
  }

  @AfterEach
  void stop() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    service.close();
  }

  private static String get(String path, String token) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n";
  }

  private static String models(String token) {
    return get("/v1/models", token);
  }

  private void flood() throws IOException {
    try (RawClient client = service.client()) {
      for (int i = 0; i < FREE; i++) {
        assertThat(client.send(models("sk-rt-wrong")).answer()).startsWith("HTTP/1.1 401");
      }
    }
    for (int i = 0; i < CONNECTIONS; i++) {
      RawClient client = service.client();
      clients.add(client);
      client.send(get("/api/me", "wrong" + i));
    }
  }

  @Test
  void getsAllItsAnswersAndGoodTokensGetTheirsOnTheSameConnections() throws IOException {
    flood();

    for (RawClient client : clients) {
      assertThat(client.answer()).startsWith("HTTP/1.1 401").contains("unauthenticated");
    }
    for (RawClient client : clients) {
      assertThat(client.send(models(service.projectToken())).answer()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void takesNoThreadFromGoodTokens() throws IOException {
    flood();

    assertThat(service.answer(models(service.projectToken()))).startsWith("HTTP/1.1 200");
    assertThat(service.answer(get("/api/me", service.session("ann")))).startsWith("HTTP/1.1 200");
  }

  @Test
  void isServedOnTheSameConnectionInTheOrderOfItsRequests() throws IOException {
    flood();
    RawClient client = clients.get(CONNECTIONS - 1);

    client.send(models("sk-rt-wrong") + models(service.projectToken()));

    assertThat(client.answer()).startsWith("HTTP/1.1 401");
    assertThat(client.answer()).startsWith("HTTP/1.1 401");
    assertThat(client.answer()).startsWith("HTTP/1.1 200");
  }

  @Test
  void mayLeaveBeforeItIsRefused() throws IOException {
    flood();
    for (RawClient client : clients) {
      client.close();
    }

    assertThat(service.answer(models(service.projectToken()))).startsWith("HTTP/1.1 200");
    assertThat(service.logged()).noneMatch(line -> line.startsWith("[ERROR]"));
  }
}
