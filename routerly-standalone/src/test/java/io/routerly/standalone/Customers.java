package io.routerly.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that call all at a time, by both APIs, streamed and buffered, some of whom leave in the
 * middle; each notes what it has received whole.
 */
final class Customers implements AutoCloseable {
  private static final int MANY = 12;
  private static final List<Goods> GOODS = List.of(Goods.values());
  private static final String BODY =
      "{\"model\":\"%s\",\"stream\":%s,\"max_tokens\":1000,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newFixedThreadPool(MANY);
  private final CountDownLatch ended = new CountDownLatch(MANY);
  private final Queue<PaidCall> paid = new ConcurrentLinkedQueue<>();
  private final URI root;
  private final List<String> tokens;
  private final AtomicInteger left;

  Customers(URI root, List<String> tokens, int calls, long seed) {
    this.root = root;
    this.tokens = tokens;
    this.left = new AtomicInteger(calls);
    Random seeds = new Random(seed);
    for (int i = 0; i < MANY; i++) {
      Random random = new Random(seeds.nextLong());
      Future<?> unused = threads.submit(() -> callOn(random));
    }
  }

  /** Calls until there are no calls left or the service is gone. */
  private void callOn(Random random) {
    try {
      while (left.getAndDecrement() > 0) {
        call(random);
      }
    } catch (IOException e) {
      // The service was killed; whoever finds it alive compares what is on the books.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  private void call(Random random) throws IOException, InterruptedException {
    Order order = Order.random(random);
    boolean stream = random.nextBoolean();
    boolean leaves = stream && random.nextInt(12) == 0;
    String model = GOODS.get(random.nextInt(GOODS.size())).id();
    String path = random.nextBoolean() ? "v1/chat/completions" : "v1/messages";
    HttpResponse<InputStream> response =
        client.send(
            request(path, random, BODY.formatted(model, stream, order.words())),
            BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (leaves) {
        int unused = body.read();
        return;
      }
      String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      if (response.statusCode() == 200 && isWhole(text, stream)) {
        note(response, order);
      }
    }
  }

  private HttpRequest request(String path, Random random, String body) {
    return HttpRequest.newBuilder(root.resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header("x-api-key", tokens.get(random.nextInt(4) == 0 ? 1 : 0))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static boolean isWhole(String text, boolean stream) {
    return !stream || text.endsWith("data: [DONE]\n\n") || text.contains("event: message_stop\n");
  }

  private void note(HttpResponse<?> response, Order order) {
    Goods goods = Goods.ofId(header(response, "x-routerly-model"));
    paid.add(
        new PaidCall(
            header(response, "x-routerly-trace-id"),
            goods.priceOf(order.tokens(goods == Goods.CACHED))));
  }

  private static String header(HttpResponse<?> response, String name) {
    Optional<String> value = response.headers().firstValue(name);
    return value.orElseThrow(() -> new AssertionError("no " + name + " in " + response.headers()));
  }

  /** Waits until so many calls have been answered whole. */
  void awaitServed(int count) {
    while (paid.size() < count) {
      if (ended.getCount() == 0) {
        throw new AssertionError("no more than " + paid.size() + " calls were served");
      }
      Thread.onSpinWait();
    }
  }

  void awaitEnd() throws InterruptedException {
    if (!ended.await(120, TimeUnit.SECONDS)) {
      throw new AssertionError("there are calls that do not end");
    }
  }

  /** Returns the calls whose answers arrived whole. */
  List<PaidCall> paid() {
    return List.copyOf(paid);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
