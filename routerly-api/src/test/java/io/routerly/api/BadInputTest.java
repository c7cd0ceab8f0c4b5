package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Actor;
import io.routerly.store.Configuration;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends every operation that takes a body hundreds of bodies that it must not take. */
class BadInputTest {
  private static final long SEED = 20_260_101;
  private static final String SET_UP = "POST /api/setup/first-admin";

  private final Path folder;
  private final ServedHome home;
  private final PlainClient client;
  private final List<String> wrong = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  BadInputTest(@TempDir Path folder) {
    this.folder = folder;
    home = new ServedHome(folder);
    client = new PlainClient(home.root);
  }

  @AfterEach
  void close() {
    client.close();
    home.close();
  }

  @Test
  void noBadBodyIsTakenOrBreaksAnything() throws IOException {
    Map<String, GoodBody> bodies = GoodBodies.all();
    List<Operation> operations =
        Operation.of(GatewayApi.application(home.gateway, onGone -> () -> {}, "test")).stream()
            .filter(Operation::takesBody)
            .toList();
    assertThat(bodies.keySet())
        .as(
            "The operations that take a body; add a good one, with all its fields, to GoodBodies"
                + " for what is new")
        .containsExactlyInAnyOrderElementsOf(operations.stream().map(Operation::name).toList());
    sendAll(SET_UP, "/api/setup/first-admin", List.of(), bodies); // Before there is anybody.
    settle();
    for (Operation operation : operations) {
      if (!operation.name().equals(SET_UP)) {
        boolean open = operation.path().startsWith("/api/auth/");
        sendAll(operation.name(), path(operation), open ? List.of() : signedIn(), bodies);
      }
    }
    counts.forEach((operation, count) -> System.out.printf("%5d  %s%n", count, operation));
    System.out.printf(
        "Bad input: %d operations, %d bodies%n",
        counts.size(), counts.values().stream().mapToInt(count -> count).sum());
    assertThat(wrong).as("%d surprises, of which the first are", wrong.size()).isEmpty();
    assertThat(counts).allSatisfy((operation, n) -> assertThat(n).isGreaterThanOrEqualTo(300));
  }

  /** Returns the credential of who may do everything; some operations end all that were before. */
  private List<String> signedIn() {
    return List.of("Authorization: Bearer " + home.signIn("ann", "admin").bearer());
  }

  /** Makes what the operations are about. */
  private void settle() {
    home.user("bob", "viewer");
    home.user("eve", "viewer");
    ServedHome.Caller ann = home.signIn("ann", "admin");
    ann.post("api/models", "{\"id\":\"gpt\",\"provider\":\"openai\",\"apiKey\":\"sk-0\"}");
    ann.post(
        "api/projects",
        "{\"name\":\"App\",\"slug\":\"app\",\"models\":[\"gpt\"],"
            + "\"members\":[{\"userId\":\"usr_bob\",\"role\":\"viewer\"}]}");
    ann.post("api/projects/app/tokens", "{}");
    ann.post("api/roles", "{\"name\":\"spare\",\"permissions\":[]}");
  }

  private String path(Operation operation) {
    Configuration current = home.gateway.config().current();
    return operation
        .path()
        .replace("{slug}", "app")
        .replace("{tokenId}", current.project("app").orElseThrow().tokens().get(0).id())
        .replace("{userId}", "usr_bob")
        .replace("{name}", "spare")
        .replace("/models/{id}", "/models/gpt")
        .replace("/users/{id}", "/users/usr_bob");
  }

  private void sendAll(
      String operation, String path, List<String> credential, Map<String, GoodBody> bodies)
      throws IOException {
    GoodBody good = bodies.getOrDefault(operation, GoodBody.of(operation, 0, "{}"));
    String method = operation.substring(0, operation.indexOf(' '));
    byte[] before = StateFiles.of(folder);
    List<BadBody> bad = BadBodies.of(good, SEED);
    boolean open = credential.isEmpty();
    for (BadBody body : bad) {
      PlainClient.Answer answer = send(method, path, credential, body);
      boolean refused = answer.status() >= 400 && answer.status() < 500;
      boolean forItsBody = open || (answer.status() != 401 && answer.status() != 403);
      if (!refused || !forItsBody || !isTold(body, answer)) {
        wrong.add(operation + " with " + body + ": " + answer);
      }
    }
    counts.put(operation, bad.size());
    if (!Arrays.equals(before, StateFiles.of(folder))) {
      wrong.add(operation + ": the files have changed");
    }
    requireTaken(method, path, credential, good);
  }

  private PlainClient.Answer send(
      String method, String path, List<String> credential, BadBody body) {
    List<String> headers = new ArrayList<>(credential);
    headers.add(body.headers());
    return client.send(method, path, headers, body.bytes());
  }

  private static boolean isTold(BadBody body, PlainClient.Answer answer) {
    try {
      JsonObject error = answer.json();
      boolean told = !error.getString("error").isEmpty() && !error.getString("message").isEmpty();
      boolean tooLarge = answer.status() == 413;
      return told && (body.pointer().isEmpty() || tooLarge || points(error, body.pointer()));
    } catch (JsonParsingException | NullPointerException e) {
      return false;
    }
  }

  /** What is wrong with a value may be told of its parts, or of the list that it is in. */
  private static boolean points(JsonObject error, String pointer) {
    return error.getJsonArray("details").getValuesAs(JsonObject.class).stream()
        .map(detail -> detail.getString("pointer"))
        .filter(told -> !told.isEmpty())
        .anyMatch(told -> told.startsWith(pointer) || pointer.startsWith(told));
  }

  /** Else all that was wrong with the others might be this. */
  private void requireTaken(String method, String path, List<String> credential, GoodBody good) {
    Configuration before = home.gateway.config().current();
    BadBody right = BadBody.of("right", good.json());
    PlainClient.Answer answer = send(method, path, credential, right);
    if (answer.status() != good.status()) {
      wrong.add(good.operation() + " with what is right: " + answer);
    }
    home.gateway.config().edit(Actor.command("test"), changed -> before);
  }
}
