package io.routerly.standalone.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many clients that call the gateway in parallel and note what arrived whole. */
final class Load implements AutoCloseable {
  private static final String BODY =
      "{\"model\":\"auto\",%s\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads;
  private final int clients;
  private final URI target;
  private final String token;
  private final Queue<String> completed = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger left;
  private final CountDownLatch ended;

  /**
   * @param calls how many calls the clients make together
   */
  Load(URI root, String token, int clients, int calls) {
    this.clients = clients;
    this.threads = Executors.newFixedThreadPool(clients);
    this.target = root.resolve("v1/chat/completions");
    this.token = token;
    this.left = new AtomicInteger(calls);
    this.ended = new CountDownLatch(clients);
  }

  Load begin() {
    for (int i = 0; i < clients; i++) {
      Future<?> unused = threads.submit(this::call);
    }
    return this;
  }

  /** Calls, every fourth time streamed, until there are no calls left or the service is gone. */
  private void call() {
    try {
      for (int call = left.getAndDecrement(); call > 0; call = left.getAndDecrement()) {
        String stream = call % 4 == 0 ? "\"stream\":true," : "";
        note(client.send(request(BODY.formatted(stream)), BodyHandlers.ofString()), call);
      }
    } catch (IOException e) {
      failures.add(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  private HttpRequest request(String body) {
    return HttpRequest.newBuilder(target)
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private void note(HttpResponse<String> response, int call) {
    boolean whole = call % 4 != 0 || response.body().endsWith("data: [DONE]\n\n");
    if (response.statusCode() == 200 && whole) {
      completed.add(response.headers().firstValue("x-routerly-trace-id").orElseThrow());
    } else {
      failures.add(response.statusCode() + " " + response.body());
    }
  }

  /** Waits until that many calls have been answered whole. */
  void awaitCompleted(int count) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (completed.size() < count) {
      if (System.nanoTime() > end || ended.getCount() == 0) {
        throw new AssertionError("Only " + completed.size() + " calls: " + failures);
      }
      Thread.onSpinWait();
    }
  }

  /** Waits until all clients have ended. */
  void awaitEnd() {
    try {
      if (!ended.await(120, TimeUnit.SECONDS)) {
        throw new AssertionError("The calls do not end; so far " + completed.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns the trace ids of the calls whose answers arrived whole. */
  Queue<String> completed() {
    return completed;
  }

  Queue<String> failures() {
    return failures;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
