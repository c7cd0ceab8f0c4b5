package io.routerly.upstream;

import static io.routerly.error.ErrorCode.OVERLOADED;
import static io.routerly.error.ErrorCode.PROVIDER_INTERRUPTED;
import static io.routerly.error.ErrorCode.PROVIDER_UNREACHABLE;
import static io.routerly.upstream.Fixture.codeOf;
import static io.routerly.upstream.Fixture.get;
import static io.routerly.upstream.Fixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60) // seconds; a limit that is not kept would hang the build
final class ConnectionReuseTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static final String CHUNKS = "2\r\nok\r\n0\r\n\r\n";

  @Test
  void servesOneRequestAfterAnotherOverOneConnection() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server = LoopbackServer.answering(OK)) {
      for (int i = 0; i < 5; i++) {
        assertThat(fixture.fetch(post(server.uri(), "hello"))).isEqualTo("ok");
      }
      assertThat(server.connections()).isEqualTo(1);
      assertThat(fixture.client().idleConnections()).isEqualTo(1);
    }
  }

  @Test
  void keepsAConnectionWhoseBodyWasReadButForItsEnd() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")) {
      for (int i = 0; i < 3; i++) {
        try (UpstreamResponse response = fixture.send(get(server.uri()))) {
          assertThat(response.body().readNBytes(2)).hasSize(2);
        }
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void closesAConnectionWhoseBodyWasNotRead() throws IOException, InterruptedException {
    CountDownLatch noticed = new CountDownLatch(1);
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
                  peer.awaitEnd();
                  noticed.countDown();
                })) {
      fixture.send(get(server.uri())).close();
      noticed.await();
      assertThat(fixture.client().openConnections()).isZero();
    }
  }

  @ParameterizedTest(name = "not kept: {0}")
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nConnection: Close, x\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS,
        "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 2\r\n\r\nok",
      })
  void keepsNoConnectionThatCannotServeAgain(String answer) throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server = LoopbackServer.answering(answer)) {
      assertThat(fixture.fetch(get(server.uri()))).isEqualTo("ok");
      assertThat(fixture.fetch(get(server.uri()))).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void keepsAnOldConnectionThatAsksForIt() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.answering(
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok")) {
      fixture.fetch(get(server.uri()));
      fixture.fetch(get(server.uri()));
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void heedsTheTimeThatTheServerKeepsAConnection() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.answering(
                "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=5, max=9\r\nContent-Length: 2\r\n\r\nok")) {
      fixture.fetch(get(server.uri()));
      fixture.skip(Duration.ofSeconds(3));
      fixture.fetch(get(server.uri()));
      assertThat(server.connections()).isEqualTo(1);
      fixture.skip(Duration.ofMillis(4_500));
      fixture.fetch(get(server.uri()));
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void closesWhatIsUnusedForTooLong() throws IOException, InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  peer.write(OK);
                  peer.awaitEnd();
                  ended.countDown();
                })) {
      fixture.fetch(get(server.uri()));
      fixture.skip(UpstreamSettings.DEFAULTS.idleFor());
      ended.await();
      assertThat(fixture.client().idleConnections()).isZero();
    }
  }

  @Test
  void boundsTheUnusedConnections() throws IOException {
    try (Fixture fixture = new Fixture(new UpstreamSettings(10, 2, Duration.ofMinutes(1)));
        LoopbackServer server = LoopbackServer.answering(OK)) {
      List<UpstreamResponse> responses = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        responses.add(fixture.send(get(server.uri())));
      }
      responses.forEach(response -> response.readAll(10));
      responses.forEach(UpstreamResponse::close);
      assertThat(fixture.client().idleConnections()).isEqualTo(2);
      assertThat(fixture.client().openConnections()).isEqualTo(2);
    }
  }

  @Test
  void boundsTheOpenConnections() throws IOException {
    try (Fixture fixture = new Fixture(new UpstreamSettings(1, 1, Duration.ofMinutes(1)));
        LoopbackServer server = LoopbackServer.answering(OK)) {
      try (UpstreamResponse first = fixture.send(get(server.uri()))) {
        assertThat(codeOf(() -> fixture.send(get(server.uri())))).isEqualTo(OVERLOADED);
        assertThat(first.readAll(10)).hasSize(2);
      }
      assertThat(fixture.fetch(get(server.uri()))).isEqualTo("ok");
    }
  }

  @Test
  void sendsAgainWhenAKeptConnectionWasClosed() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  peer.write(OK);
                  if (peer.number() == 1) {
                    peer.readRequest();
                  } else {
                    peer.stayAndWait();
                  }
                })) {
      fixture.fetch(post(server.uri(), "a"));
      assertThat(fixture.fetch(post(server.uri(), "b"))).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(2);
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void sendsAgainWhenAKeptConnectionWasReset() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  peer.write(OK);
                  peer.readRequest();
                  peer.resetAtEnd();
                })) {
      fixture.fetch(post(server.uri(), "a"));
      assertThat(fixture.fetch(post(server.uri(), "b"))).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void sendsAgainOnlyOnce() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  if (peer.number() <= 2) {
                    peer.write(OK);
                    peer.readRequest();
                  }
                })) {
      UpstreamResponse first = fixture.send(get(server.uri()));
      fixture.fetch(get(server.uri()));
      first.readAll(10);
      first.close();
      assertThat(codeOf(() -> fixture.fetch(get(server.uri())))).isEqualTo(PROVIDER_INTERRUPTED);
      assertThat(server.connections()).isEqualTo(3);
    }
  }

  @Test
  void doesNotSendAgainOverAFreshConnection() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server = LoopbackServer.with(LoopbackServer.Peer::readRequest)) {
      assertThat(codeOf(() -> fixture.fetch(get(server.uri())))).isEqualTo(PROVIDER_INTERRUPTED);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void doesNotSendAgainAfterAByteOfTheAnswer() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  peer.write(OK);
                  peer.readRequest();
                  peer.write("H");
                })) {
      fixture.fetch(get(server.uri()));
      assertThat(codeOf(() -> fixture.fetch(get(server.uri())))).isEqualTo(PROVIDER_INTERRUPTED);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void doesNotSendAgainWhenTheServerMayHaveWorkedOnIt() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  peer.write(OK);
                  peer.readRequest();
                  fixture.skip(Duration.ofSeconds(3));
                })) {
      fixture.fetch(get(server.uri()));
      assertThat(codeOf(() -> fixture.fetch(get(server.uri())))).isEqualTo(PROVIDER_INTERRUPTED);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void looksAtAConnectionThatWasUnusedForAWhile() throws IOException, InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  peer.write(OK);
                  if (peer.number() == 1) {
                    peer.write("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
                    peer.socket().shutdownOutput();
                    closed.countDown();
                    peer.awaitEnd();
                  } else {
                    peer.readRequest();
                    peer.write(OK);
                    peer.stayAndWait();
                  }
                })) {
      // The late answer may come along with the first one, which closes the connection at once.
      fixture.fetch(get(server.uri()));
      closed.await();
      fixture.skip(Duration.ofSeconds(2));
      assertThat(fixture.fetch(get(server.uri()))).isEqualTo("ok");
      fixture.skip(Duration.ofSeconds(2));
      assertThat(fixture.fetch(get(server.uri()))).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void givesAStricterRequestNoConnectionOfALaxOne() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server = LoopbackServer.answering(OK)) {
      fixture.fetch(get(server.uri()));
      UpstreamRequest strict =
          new UpstreamRequest(
              "GET",
              server.uri(),
              List.of(),
              new byte[0],
              Fixture.PATIENT,
              AddressRule.PUBLIC_ONLY);
      assertThat(codeOf(() -> fixture.fetch(strict))).isEqualTo(PROVIDER_UNREACHABLE);
    }
  }

  @Test
  void resolvesAnewForEachNewConnection() throws IOException {
    AtomicInteger lookUps = new AtomicInteger();
    HostResolver resolver =
        host ->
            List.of(
                InetAddress.getByName(
                    lookUps.incrementAndGet() == 1 ? "127.0.0.1" : "169.254.169.254"));
    try (Fixture fixture = new Fixture(resolver);
        LoopbackServer server =
            LoopbackServer.answering(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")) {
      assertThat(fixture.fetch(get(server.uri("rebind.example")))).isEqualTo("ok");
      assertThat(codeOf(() -> fixture.fetch(get(server.uri("rebind.example")))))
          .isEqualTo(PROVIDER_UNREACHABLE);
      assertThat(lookUps).hasValue(2);
      assertThat(server.connections()).isEqualTo(1);
    }
  }
}
