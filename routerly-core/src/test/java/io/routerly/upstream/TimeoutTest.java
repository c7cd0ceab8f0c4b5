package io.routerly.upstream;

import static io.routerly.error.ErrorCode.PROVIDER_TIMEOUT;
import static io.routerly.upstream.Fixture.get;
import static io.routerly.upstream.Fixture.phaseOf;
import static io.routerly.upstream.Fixture.timeouts;
import static io.routerly.upstream.UpstreamTimeoutException.Phase.CONNECT;
import static io.routerly.upstream.UpstreamTimeoutException.Phase.FIRST_BYTE;
import static io.routerly.upstream.UpstreamTimeoutException.Phase.IDLE;
import static io.routerly.upstream.UpstreamTimeoutException.Phase.TOTAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.error.GatewayException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each limit fires on its own, whatever a server does to keep the connection busy. */
@Timeout(60) // seconds; a limit that is not kept would hang the build
final class TimeoutTest {
  private static final long SHORT = 150;
  private static final long LONG = 20_000;

  @Test
  void firstByteEndsTheWaitForASilentServer() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server = LoopbackServer.with(LoopbackServer.Peer::stayAndWait)) {
      GatewayException thrown =
          Fixture.failure(() -> fixture.fetch(get(server.uri(), timeouts(LONG, SHORT, LONG))));
      assertThat(thrown.code()).isEqualTo(PROVIDER_TIMEOUT);
      assertThat(thrown)
          .hasMessage("The provider sent no first byte within 150 ms (first_byte time-out).");
    }
  }

  @Test
  void firstByteEndsATrickledHeader() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.write("HTTP/1.1 200 OK\r\n");
                  peer.trickle("x: y\r\n");
                })) {
      assertThat(phaseOf(() -> fixture.fetch(get(server.uri(), timeouts(LONG, SHORT, LONG)))))
          .isEqualTo(FIRST_BYTE);
    }
  }

  @Test
  void firstByteEndsEndlessInterimAnswers() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(peer -> peer.trickle("HTTP/1.1 102 Processing\r\n\r\n"))) {
      assertThat(phaseOf(() -> fixture.fetch(get(server.uri(), timeouts(LONG, SHORT, LONG)))))
          .isEqualTo(FIRST_BYTE);
    }
  }

  @Test
  void firstByteCoversTheFirstByteOfTheBody() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
                  peer.stayAndWait();
                });
        UpstreamResponse response = fixture.send(get(server.uri(), timeouts(LONG, SHORT, LONG)))) {
      assertThat(phaseOf(() -> response.readAll(100))).isEqualTo(FIRST_BYTE);
    }
  }

  @Test
  void firstByteEndsAWriteThatTheServerDoesNotRead() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server = LoopbackServer.with(LoopbackServer.Peer::stayAndWait)) {
      UpstreamRequest request =
          Fixture.request(
              "POST", server.uri(), List.of(), "x".repeat(32_000_000), timeouts(LONG, SHORT, LONG));
      assertThat(phaseOf(() -> fixture.fetch(request))).isEqualTo(FIRST_BYTE);
    }
  }

  @Test
  void idleEndsASilenceWithinTheBody() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
                  peer.stayAndWait();
                })) {
      GatewayException thrown =
          Fixture.failure(() -> fixture.fetch(get(server.uri(), timeouts(LONG, LONG, SHORT))));
      assertThat(thrown)
          .isInstanceOf(UpstreamTimeoutException.class)
          .hasMessageContaining("150 ms (idle time-out)");
    }
  }

  @Test
  void idleEndsATrickledChunkHeader() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n");
                  peer.trickle("0");
                })) {
      assertThat(phaseOf(() -> fixture.fetch(get(server.uri(), timeouts(LONG, LONG, SHORT)))))
          .isEqualTo(IDLE);
    }
  }

  @Test
  void idleDoesNotEndABodyThatKeepsComing() throws IOException {
    String body = "abcdefghijklmnopqrstuvwxyz";
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n");
                  peer.trickle(body);
                })) {
      assertThat(fixture.fetch(get(server.uri(), timeouts(LONG, LONG, 5_000)))).isEqualTo(body);
    }
  }

  @Test
  void totalEndsABodyThatKeepsComing() throws IOException {
    Timeouts timeouts =
        new Timeouts(
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Optional.of(Duration.ofMillis(SHORT)));
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.write("HTTP/1.1 200 OK\r\n\r\n");
                  peer.trickle("x");
                })) {
      assertThat(phaseOf(() -> fixture.fetch(get(server.uri(), timeouts)))).isEqualTo(TOTAL);
    }
  }

  @Test
  void totalEndsAnAnswerThatItsReaderNeglects() throws IOException, InterruptedException {
    Timeouts timeouts =
        new Timeouts(
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Optional.of(Duration.ofSeconds(60)));
    CountDownLatch gone = new CountDownLatch(1);
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
                  peer.awaitEnd();
                  gone.countDown();
                });
        UpstreamResponse response = fixture.send(get(server.uri(), timeouts))) {
      fixture.skip(Duration.ofSeconds(61));
      gone.await();
      assertThat(phaseOf(() -> response.readAll(100))).isEqualTo(TOTAL);
    }
  }

  @Test
  void connectCoversNameResolution() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    HostResolver hanging =
        host -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        };
    try (Fixture fixture = new Fixture(hanging);
        LoopbackServer server = LoopbackServer.answering("")) {
      assertThat(phaseOf(() -> fixture.fetch(get(server.uri(), timeouts(SHORT, LONG, LONG)))))
          .isEqualTo(CONNECT);
      assertThat(fixture.client().openConnections()).isZero();
    }
  }

  @Test
  void connectCoversTheTlsHandshake() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server = LoopbackServer.with(LoopbackServer.Peer::stayAndWait)) {
      var uri = java.net.URI.create(server.uri().toString().replace("http:", "https:"));
      assertThat(phaseOf(() -> fixture.fetch(get(uri, timeouts(SHORT, LONG, LONG)))))
          .isEqualTo(CONNECT);
      assertThat(fixture.client().openConnections()).isZero();
    }
  }

  @Test
  void longLimitsAreWatchedToo() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  fixture.skip(Duration.ofSeconds(31));
                  peer.stayAndWait();
                })) {
      GatewayException thrown =
          Fixture.failure(() -> fixture.fetch(get(server.uri(), timeouts(LONG, 30_000, LONG))));
      assertThat(thrown)
          .hasMessage("The provider sent no first byte within 30 s (first_byte time-out).");
    }
  }
}
