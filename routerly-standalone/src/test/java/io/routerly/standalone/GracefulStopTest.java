package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GracefulStopTest {
  @Test
  void finishesAStreamInProgressAndAcceptsNobodyElse() throws Exception {
    try (ServerFixture fixture = new ServerFixture();
        RawClient client = fixture.client()) {
      client.send(RawClient.post("/stream?waits=1", "end"));
      client.head();
      assertThat(client.chunk()).isEqualTo("first");
      CompletableFuture<Boolean> stopped =
          CompletableFuture.supplyAsync(() -> fixture.server.stop(Duration.ofSeconds(15)));
      awaitRefusal(fixture);

      fixture.provider().answers.release();

      assertThat(client.chunk()).isEqualTo("more");
      assertThat(client.chunk()).isEqualTo("end");
      assertThat(client.chunk()).isEmpty();
      assertThat(stopped.get()).isTrue();
    }
  }

  @Test
  void cutsAStreamOffWhenItsGraceIsOver() throws Exception {
    try (ServerFixture fixture = new ServerFixture();
        RawClient client = fixture.client()) {
      client.send(RawClient.post("/stream?waits=1", "end"));
      client.head();
      fixture.provider().awaitCall();

      assertThat(fixture.server.stop(Duration.ofMillis(10))).isFalse();

      assertThatThrownBy(() -> new RawClient(fixture.server.port()))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void stopsAtOnceWhenNothingIsInProgress() throws Exception {
    try (ServerFixture fixture = new ServerFixture();
        RawClient client = fixture.client()) {
      assertThat(client.send(RawClient.get("/hello")).answer()).endsWith("hello");

      assertThat(fixture.server.stop(Duration.ofSeconds(15))).isTrue();
    }
  }

  private static void awaitRefusal(ServerFixture fixture) throws Exception {
    try {
      while (!Thread.interrupted()) {
        fixture.client().close();
      }
    } catch (ConnectException e) {
      return;
    }
    throw new InterruptedException("the server still accepts");
  }
}
