package io.routerly.upstream;

import static io.routerly.error.ErrorCode.CLIENT_GONE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.error.GatewayException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // seconds; a limit that is not kept would hang the build
final class ConcurrencyTest {
  private static final int THREADS = 32;
  private static final int REQUESTS = 200;

  /** Answers with the request's own body, so that a mixed-up answer shows. */
  private static LoopbackServer echo() throws IOException {
    return LoopbackServer.with(
        peer -> {
          while (peer.readRequest()) {
            String request = peer.lastRequest();
            String body = request.substring(request.indexOf("\r\n\r\n") + 4);
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
          }
        });
  }

  @Test
  void givesEachThreadTheAnswerToItsOwnRequest() throws Exception {
    try (Fixture fixture = new Fixture();
        LoopbackServer server = echo()) {
      ExecutorService threads = executor();
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        runs.add(threads.submit(() -> talk(fixture, server, thread)));
      }
      for (Future<?> run : runs) {
        run.get();
      }
      threads.shutdownNow();
      assertThat(server.connections()).isLessThanOrEqualTo(THREADS);
      assertThat(fixture.client().openConnections()).isEqualTo(server.connections());
    }
  }

  private static void talk(Fixture fixture, LoopbackServer server, int thread) {
    for (int i = 0; i < REQUESTS; i++) {
      String body = "thread " + thread + " request " + i;
      assertThat(fixture.fetch(Fixture.post(server.uri(), body))).isEqualTo(body);
    }
  }

  /** Virtual threads where the JVM has them: the build's release level cannot name them. */
  private static ExecutorService executor() throws ReflectiveOperationException {
    if (Runtime.version().feature() < 21) {
      return Executors.newFixedThreadPool(THREADS);
    }
    Method virtual = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
    return (ExecutorService) virtual.invoke(null);
  }

  @Test
  void survivesCancelsAtAnyMoment() throws IOException, InterruptedException, ExecutionException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server = echo()) {
      ExecutorService threads = Executors.newFixedThreadPool(8);
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        CancelSignal signal = new CancelSignal();
        String body = "request " + i;
        runs.add(threads.submit(() -> answerOrGone(fixture, server, signal, body)));
        runs.add(threads.submit(signal::cancel));
      }
      for (Future<?> run : runs) {
        run.get();
      }
      threads.shutdown();
      assertThat(fixture.fetch(Fixture.post(server.uri(), "after"))).isEqualTo("after");
      assertThat(fixture.client().openConnections()).isEqualTo(fixture.client().idleConnections());
    }
  }

  private static void answerOrGone(
      Fixture fixture, LoopbackServer server, CancelSignal signal, String body) {
    try (UpstreamResponse response =
        fixture.client().send(Fixture.post(server.uri(), body), signal)) {
      assertThat(response.readAll(1000)).isEqualTo(body.getBytes(UTF_8));
    } catch (GatewayException e) {
      assertThat(e.code()).isEqualTo(CLIENT_GONE);
    }
  }
}
