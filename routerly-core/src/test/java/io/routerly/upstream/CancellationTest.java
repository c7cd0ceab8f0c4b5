package io.routerly.upstream;

import static io.routerly.error.ErrorCode.CLIENT_GONE;
import static io.routerly.upstream.Fixture.codeOf;
import static io.routerly.upstream.Fixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // seconds; a limit that is not kept would hang the build
final class CancellationTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final Timeouts LONG = Fixture.timeouts(3_600_000, 3_600_000, 3_600_000);
  private final CancelSignal signal = new CancelSignal();

  @Test
  void sendsNothingWhenItCameTooLate() throws IOException {
    signal.cancel();
    try (Fixture fixture = new Fixture();
        LoopbackServer server = LoopbackServer.answering(OK)) {
      assertThat(codeOf(() -> fixture.client().send(get(server.uri()), signal)))
          .isEqualTo(CLIENT_GONE);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void endsTheWaitForTheAnswerAndTellsTheServer() throws IOException, InterruptedException {
    CountDownLatch noticed = new CountDownLatch(1);
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  signal.cancel();
                  peer.awaitEnd();
                  noticed.countDown();
                })) {
      assertThat(codeOf(() -> fixture.client().send(get(server.uri()), signal)))
          .isEqualTo(CLIENT_GONE);
      noticed.await();
      assertThat(fixture.client().openConnections()).isZero();
    }
  }

  @Test
  void endsABlockedReadOfTheBody() throws IOException {
    CountDownLatch reading = new CountDownLatch(1);
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  peer.write("HTTP/1.1 200 OK\r\n\r\nab");
                  reading.await();
                  signal.cancel();
                  peer.awaitEnd();
                });
        UpstreamResponse response = fixture.client().send(get(server.uri()), signal)) {
      assertThat(response.body().readNBytes(2)).hasSize(2);
      reading.countDown();
      assertThat(codeOf(() -> response.body().read())).isEqualTo(CLIENT_GONE);
      assertThat(codeOf(() -> response.readAll(10))).isEqualTo(CLIENT_GONE);
    }
  }

  @Test
  void endsABlockedWrite() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.socket().getInputStream().readNBytes(10_000);
                  signal.cancel();
                  peer.stayAndWait();
                })) {
      UpstreamRequest request = Fixture.post(server.uri(), "x".repeat(32_000_000));
      assertThat(codeOf(() -> fixture.client().send(request, signal))).isEqualTo(CLIENT_GONE);
    }
  }

  @Test
  void endsTheWaitForAName() throws IOException {
    HostResolver hanging =
        host -> {
          signal.cancel();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        };
    try (Fixture fixture = new Fixture(hanging);
        LoopbackServer server = LoopbackServer.answering(OK)) {
      assertThat(codeOf(() -> fixture.client().send(get(server.uri(), LONG), signal)))
          .isEqualTo(CLIENT_GONE);
    }
  }

  @Test
  void harmsNoLaterRequestOverTheSameConnection() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server = LoopbackServer.answering(OK)) {
      try (UpstreamResponse first = fixture.client().send(get(server.uri()), signal)) {
        assertThat(signal.waiting()).isEqualTo(1);
        assertThat(first.readAll(10)).hasSize(2);
        assertThat(signal.waiting()).isZero();
      }
      try (UpstreamResponse second = fixture.send(get(server.uri()))) {
        signal.cancel();
        assertThat(second.readAll(10)).hasSize(2);
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void isNotWaitedForByAnInterruptedThread() throws IOException {
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
        LoopbackServer server = LoopbackServer.answering(OK)) {
      Thread.currentThread().interrupt();
      assertThat(codeOf(() -> fixture.send(get(server.uri())))).isEqualTo(CLIENT_GONE);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void comesWithTheEndOfTheClient() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  fixture.stop();
                  peer.stayAndWait();
                })) {
      assertThat(codeOf(() -> fixture.send(get(server.uri())))).isEqualTo(CLIENT_GONE);
    }
  }
}
