package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.http.HeldRefusals;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldRefusalsTest {
  /** So many leave at once. */
  private static final int FREE = 500;

  private final BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
  private boolean ended;
  private RunningGateway gateway;

  @BeforeEach
  void start() {
    gateway = new RunningGateway(new HeldRefusals(() -> 0, this::later));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void later(Duration wait, Runnable task) {
    assertThat(wait).isPositive();
    if (ended) {
      throw new RejectedExecutionException();
    }
    held.add(task);
  }

  private HttpResponse<String> wrong() {
    return gateway.send(gateway.request("api/me").header("Authorization", "Bearer nonsense"));
  }

  private HttpResponse<String> exhaust() {
    HttpResponse<String> last = wrong();
    for (int i = 1; i < FREE; i++) {
      last = wrong();
    }
    return last;
  }

  @Test
  void sendsTheSameAnswerLaterAndKeepsNobodyElseWaiting() throws InterruptedException {
    HttpResponse<String> prompt = exhaust();

    CompletableFuture<HttpResponse<String>> late = CompletableFuture.supplyAsync(this::wrong);
    Runnable send = held.take();

    assertThat(gateway.get("health").statusCode()).isEqualTo(200);
    assertThat(gateway.signIn("ann", "admin").get("api/me").statusCode()).isEqualTo(200);
    assertThat(late).isNotDone();
    send.run();
    HttpResponse<String> answer = late.join();
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo(prompt.body());
    assertThat(answer.headers().map().keySet()).isEqualTo(prompt.headers().map().keySet());
  }

  @Test
  void holdsAnswersToHeadRequests() throws InterruptedException {
    exhaust();

    CompletableFuture<HttpResponse<String>> late =
        CompletableFuture.supplyAsync(
            () ->
                gateway.send(
                    gateway
                        .request("api/me")
                        .header("Authorization", "Bearer nonsense")
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())));
    held.take().run();

    assertThat(late.join().statusCode()).isEqualTo(401);
    assertThat(late.join().body()).isEmpty();
  }

  @Test
  void sendsAtOnceWhatCannotBeHeldBecauseTheServiceEnds() {
    exhaust();
    ended = true;

    assertThat(wrong().statusCode()).isEqualTo(401);
  }
}
