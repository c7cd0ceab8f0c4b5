package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.api.GatewayApi;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole application on a server whose lanes have room for one request each. */
class RequestLanesTest {
  private static final String STREAM =
      "{\"model\":\"demo\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  private DemoHome home;
  private GatewayServer server;

  @BeforeEach
  void start() throws IOException {
    home = DemoHome.create();
    server =
        GatewayServer.start(
            watch -> GatewayApi.application(home.gateway(), watch, "test"),
            RequestLanes.of(1, 1, 1),
            new ServerErrors(GatewayApi.errorAnswers(), home.gateway().ids()),
            ServerOptions.on("127.0.0.1", 0));
  }

  @AfterEach
  void stop() {
    server.stop(Duration.ofSeconds(20));
    home.gateway().close();
    home.delete();
  }

  @Test
  void aCallTooManyIsToldToComeBackAndNobodyElseWaitsForIt() throws IOException {
    try (RawClient stream = new RawClient(server.port())) {
      stream.send(RawClient.chat(home.token(), STREAM)).head();

      assertThat(answer(RawClient.chat(home.token(), STREAM)))
          .startsWith("HTTP/1.1 503")
          .containsIgnoringCase("retry-after: 1\r\n")
          .containsIgnoringCase("x-routerly-error: overloaded\r\n")
          .containsIgnoringCase("x-routerly-trace-id: trc_")
          .contains("{\"error\":{\"message\":");
      assertThat(answer(RawClient.post("/v1/messages", "{}")))
          .startsWith("HTTP/1.1 503")
          .contains("{\"type\":\"error\",");
      assertThat(answer(RawClient.get("/health/live"))).startsWith("HTTP/1.1 200");
      assertThat(answer(RawClient.get("/api/models"))).startsWith("HTTP/1.1 401");
      assertThat(answer(RawClient.get("/api/setup/status"))).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aSignInThatTricklesKeepsOnlySignInsWaiting() throws IOException {
    try (RawClient trickle = new RawClient(server.port())) {
      trickle.send(RawClient.post("/api/auth/login", "{").replace("Length: 1", "Length: 9"));
      assertThat(firstRefusal()).startsWith("HTTP/1.1 503").contains("{\"error\":\"overloaded\"");

      assertThat(answer(RawClient.get("/health"))).startsWith("HTTP/1.1 200");
      assertThat(answer(RawClient.get("/api/models"))).startsWith("HTTP/1.1 401");
      assertThat(answer(RawClient.get("/v1/models"))).startsWith("HTTP/1.1 401");
    }
  }

  /** The server may not have read the request of the other connection yet. */
  private String firstRefusal() throws IOException {
    String answer = "";
    for (int attempt = 0; attempt < 5000 && !answer.startsWith("HTTP/1.1 503"); attempt++) {
      answer = answer(RawClient.get("/api/setup/status"));
    }
    return answer;
  }

  private String answer(String request) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      return client.send(request).answer();
    }
  }

  @Test
  void aLaneIsFreeAgainWhenItsRequestHasEndedOneWayOrTheOther() {
    RequestLanes lanes = RequestLanes.of(1, 1, 1);
    AtomicInteger served = new AtomicInteger();

    assertThatThrownBy(() -> lanes.tryRun("/v1/models", this::fail))
        .isInstanceOf(IllegalStateException.class);
    boolean first =
        lanes.tryRun(
            "/v1/models",
            () -> {
              assertThat(lanes.tryRun("/projects/x/v1/models", served::incrementAndGet)).isFalse();
              assertThat(lanes.tryRun("/api/models", served::incrementAndGet)).isTrue();
              assertThat(lanes.tryRun("/health", served::incrementAndGet)).isTrue();
            });

    assertThat(first).isTrue();
    assertThat(lanes.tryRun("/v1/models", served::incrementAndGet)).isTrue();
    assertThat(served).hasValue(3);
  }

  private void fail() {
    throw new IllegalStateException("as planned");
  }
}
