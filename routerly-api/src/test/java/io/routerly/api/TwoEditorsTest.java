package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two administrators change the same thing at the same time, each on the version that they saw. */
class TwoEditorsTest {
  /** How often each of them adds one. */
  private static final int TIMES = Integer.getInteger("routerly.edits", 100);

  /** No time-out is zero. */
  private static final long FIRST = 1;

  private final Path folder;
  private final ServedHome home;
  private final AtomicInteger stale = new AtomicInteger();

  TwoEditorsTest(@TempDir Path folder) {
    this.folder = folder;
    home = new ServedHome(folder);
    home.user("shared", "viewer");
    ServedHome.Caller ann = home.signIn("ann", "admin");
    ann.post("api/models", "{\"id\":\"gpt\",\"provider\":\"openai\"}");
    ann.post("api/projects", "{\"name\":\"App\",\"slug\":\"app\"}");
    ann.post("api/roles", "{\"name\":\"shared\",\"permissions\":[]}");
  }

  @AfterEach
  void close() {
    home.close();
  }

  @ParameterizedTest
  @EnumSource
  void noChangeIsLostAndEveryRefusalIsRight(SharedObject object) throws Exception {
    begin(object);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    int looks;
    try {
      Future<Integer> reader = threads.submit(() -> readUntil(done));
      List<Callable<Void>> editors = List.of(editor("ann", object), editor("bob", object));
      for (Future<Void> editor : threads.invokeAll(editors)) {
        editor.get();
      }
      done.set(true);
      looks = reader.get();
    } finally {
      threads.shutdownNow();
    }
    ServedHome.Caller ann = home.signIn("ann", "admin");
    JsonObject last = ServedHome.json(ann.get(object.path.substring(1)));
    assertThat(object.valueIn(last)).isEqualTo(FIRST + 2L * TIMES);
    assertThat(told(object)).isEqualTo(2 * TIMES + 1); // The beginning is one more.
    System.out.printf(
        "Two editors of a %s: %d changes, %d refusals of stale versions, files read %d times%n",
        object, 2 * TIMES, stale.get(), looks);
  }

  /** Sets the number to its first value. */
  private void begin(SharedObject object) {
    ServedHome.Caller ann = home.signIn("ann", "admin");
    String path = object.path.substring(1);
    JsonObject first = object.with(ServedHome.json(ann.get(path)), FIRST);
    assertThat(ann.put(path, first.toString()).statusCode()).isEqualTo(200);
  }

  private int told(SharedObject object) {
    ServedHome.Caller ann = home.signIn("ann", "admin");
    return ServedHome.json(ann.get("api/audit?limit=1&action=" + object.action)).getInt("total");
  }

  private Callable<Void> editor(String name, SharedObject object) {
    List<String> headers = List.of("Authorization: Bearer " + home.signIn(name, "admin").bearer());
    return () -> {
      try (PlainClient client = new PlainClient(home.root)) {
        for (int i = 0; i < TIMES; i++) {
          addOne(client, headers, object);
        }
      }
      return null;
    };
  }

  private void addOne(PlainClient client, List<String> headers, SharedObject object) {
    PlainClient.Answer seen = client.send("GET", object.path, headers, PlainClient.NOTHING);
    PlainClient.Answer answer = put(client, headers, object, seen);
    while (answer.status() == 412) {
      stale.incrementAndGet();
      PlainClient.Answer now = client.send("GET", object.path, headers, PlainClient.NOTHING);
      assertThat(now.header("etag"))
          .as("a refused version is stale")
          .isNotEqualTo(seen.header("etag"));
      seen = now;
      answer = put(client, headers, object, seen);
    }
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  private static PlainClient.Answer put(
      PlainClient client, List<String> headers, SharedObject object, PlainClient.Answer seen) {
    JsonObject shown = seen.json();
    List<String> all =
        Stream.concat(
                headers.stream(),
                Stream.of("If-Match: " + seen.header("etag"), "Content-Type: application/json"))
            .toList();
    String body = object.with(shown, object.valueIn(shown) + 1).toString();
    return client.send("PUT", object.path, all, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads all files of the configuration again and again, and returns how often. */
  private int readUntil(AtomicBoolean done) throws IOException {
    int looks = 0;
    while (!done.get()) {
      try (Stream<Path> files = Files.list(folder.resolve("config"))) {
        for (Path file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
          try (JsonReader json = Json.createReader(Files.newInputStream(file))) {
            assertThat(json.readValue()).as(file.toString()).isNotNull();
          }
        }
      }
      looks++;
    }
    return looks;
  }
}
