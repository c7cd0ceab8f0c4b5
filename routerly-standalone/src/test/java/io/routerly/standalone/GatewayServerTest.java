package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayServerTest {
  private ServerFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new ServerFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void keepsAConnectionForMoreRequestsThanGrizzlyWouldByDefault() throws Exception {
    try (RawClient client = fixture.client()) {
      for (int i = 0; i < 300; i++) {
        assertThat(client.send(RawClient.get("/hello")).answer()).endsWith("hello");
      }
    }
  }

  @Test
  void ignoresAnUpgradeToHttp2AndKeepsTheBody() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpRequest request =
        HttpRequest.newBuilder(fixture.server.uri().resolve("/echo"))
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofString("a body that must arrive"))
            .build();

    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("a body that must arrive");
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void anAnswerThatCannotBeFinishedDoesNotEndAsIfItWereWhole() {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request =
        HttpRequest.newBuilder(fixture.server.uri().resolve("/half"))
            .timeout(Duration.ofSeconds(10))
            .build();

    assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void servesPipelinedRequestsInOrder() throws Exception {
    try (RawClient client = fixture.client()) {
      client.send(RawClient.post("/echo", "one") + RawClient.post("/echo", "two"));

      assertThat(client.answer()).endsWith("one");
      assertThat(client.answer()).endsWith("two");
    }
  }

  @Test
  void answersHeadWithoutContent() throws Exception {
    try (RawClient client = fixture.client()) {
      String head = client.send("HEAD /hello HTTP/1.1\r\nHost: localhost\r\n\r\n").head();

      assertThat(head).startsWith("HTTP/1.1 200");
      assertThat(client.send(RawClient.get("/hello")).answer()).endsWith("hello");
    }
  }

  @Test
  void tellsNothingOfItsMakeAndShowsNoStackTrace() throws Exception {
    try (RawClient client = fixture.client()) {
      String answer = client.send(RawClient.get("/broken")).answer();

      assertThat(answer).startsWith("HTTP/1.1 500").contains("\"error\":\"internal_error\"");
      assertThat(answer.toLowerCase(Locale.ROOT))
          .doesNotContain("grizzly", "server:", "html", "secret detail", "java");
    }
  }

  @Test
  void refusesWhatIsNotHttpWithoutABody() throws Exception {
    try (RawClient client = fixture.client()) {
      assertThat(client.send("GET /hello HTTP/1.1\r\n\r\n").rest())
          .startsWith("HTTP/1.1 400")
          .endsWith("\r\n\r\n");
    }
  }

  @Test
  void refusesHeadersBeyondTheirLimit() throws Exception {
    try (RawClient client = fixture.client()) {
      client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\nx-long: " + "x".repeat(40_000));

      assertThat(client.rest()).startsWith("HTTP/1.1 4").doesNotContain("html");
    }
  }

  @Test
  void closesAConnectionWhoseHeadersNeverEnd() throws Exception {
    try (ServerFixture impatient = new ServerFixture(Duration.ofMillis(50));
        RawClient client = impatient.client()) {
      client.send("GET /hello HTTP/1.1\r\nHost: local");

      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void acceptsHeadersThatComeInPieces() throws Exception {
    try (RawClient client = fixture.client()) {
      client.send("GET /hello HT").send("TP/1.1\r\nHost: local").send("host\r\n\r\n");

      assertThat(client.answer()).endsWith("hello");
    }
  }

  @Test
  void asksForTheBodyOnlyAfterTheFiltersAgreed() throws Exception {
    String head = "POST /echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n";
    try (RawClient client = fixture.client()) {
      client.send(head + "x-refuse: 1\r\nContent-Length: 2\r\n\r\n");

      assertThat(client.answer()).startsWith("HTTP/1.1 401").contains("Connection: close");
    }
    try (RawClient client = fixture.client()) {
      client.send(head + "Content-Length: 2\r\n\r\n");
      assertThat(client.head()).startsWith("HTTP/1.1 100");

      assertThat(client.send("ok").answer()).startsWith("HTTP/1.1 200").endsWith("ok");
      assertThat(client.send(RawClient.get("/hello")).answer()).endsWith("hello");
    }
  }

  @Test
  void takesModelIdsWithSlashesRawAndEncoded() throws Exception {
    try (RawClient client = fixture.client()) {
      assertThat(client.send(RawClient.get("/models/ollama/qwen3:4b")).answer())
          .endsWith("ollama/qwen3:4b");
      assertThat(client.send(RawClient.get("/models/ollama%2Fqwen3%3A4b")).answer())
          .endsWith("ollama/qwen3:4b");
    }
  }

  @Test
  void sendsEachFlushOfAStreamAtOnce() throws Exception {
    try (RawClient client = fixture.client()) {
      client.send(RawClient.post("/stream?waits=1", "end"));
      client.head();

      assertThat(client.chunk()).isEqualTo("first");
      fixture.provider().answers.release();
      assertThat(client.chunk()).isEqualTo("more");
      assertThat(client.chunk()).isEqualTo("end");
      assertThat(client.chunk()).isEmpty();
    }
  }
}
