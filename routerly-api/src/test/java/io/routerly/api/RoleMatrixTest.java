package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.MatrixCaller.Kind;
import io.routerly.domain.Actor;
import io.routerly.store.Configuration;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks for every operation as everybody, and compares what comes of it with the documentation. */
class RoleMatrixTest {
  /** Ends all sessions and makes stored keys unreadable to the state before. */
  private static final String ROTATION = "POST /api/system/secret/rotate";

  private final Path folder;
  private final ServedHome home;
  private final PlainClient client;
  private final PermissionTable table = PermissionTable.read();
  private final List<Operation> operations;
  private final List<String> wrong = new ArrayList<>();

  /** Ids of a record and a trace, by the slug of their project. */
  private final Map<String, String> records = new TreeMap<>();

  private final Map<String, String> traces = new TreeMap<>();

  private Configuration baseline;
  private int refused;
  private int allowed;

  RoleMatrixTest(@TempDir Path folder) {
    this.folder = folder;
    home = new ServedHome(folder);
    client = new PlainClient(home.root);
    operations = Operation.of(GatewayApi.application(home.gateway, onGone -> () -> {}, "test"));
    MatrixCast.enter(home).forEach(this::call);
    baseline = home.gateway.config().current();
  }

  /** Has a project make a call, of which there are a record and a trace then. */
  private void call(String slug, String token) {
    String body = "{\"model\":\"demo-model\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    PlainClient.Answer answer =
        client.send(
            "POST",
            "/v1/chat/completions",
            List.of("Authorization: Bearer " + token, "Content-Type: application/json"),
            body.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.status()).isEqualTo(200);
    traces.put(slug, answer.header("x-routerly-trace-id"));
    records.put(
        slug,
        home.signIn("admin", "admin")
            .get("api/usage?project=" + slug)
            .body()
            .replaceAll("(?s).*\"id\":\"(use_[^\"]+)\".*", "$1"));
  }

  @BeforeEach
  void everyOperationHasARow() {
    assertThat(table.operations())
        .as(
            "The rows of %s and the operations that the service answers; add a row that says who"
                + " may do what is new, and a request to MatrixRequests if it changes something",
            PermissionTable.FILE)
        .containsExactlyInAnyOrderElementsOf(operations.stream().map(Operation::name).toList());
  }

  @AfterEach
  void stop() {
    client.close();
    home.close();
  }

  @Test
  void everybodyMayDoWhatTheTableSaysAndNothingElse() throws IOException {
    List<MatrixCaller> callers = MatrixCaller.all(home);
    baseline = home.gateway.config().current();
    List<Operation> rotationLast = new ArrayList<>(operations);
    rotationLast.sort(
        (a, b) -> Boolean.compare(a.name().equals(ROTATION), b.name().equals(ROTATION)));
    for (Operation operation : rotationLast) {
      for (String place : placesOf(operation)) {
        tryAll(operation, place, callers);
      }
    }
    System.out.printf(
        "Role matrix: %d operations, %d callers, %d cases (%d refused, %d allowed)%n",
        operations.size(), callers.size(), refused + allowed, refused, allowed);
    assertThat(wrong).isEmpty();
    assertThat(refused + allowed).isGreaterThan(4000);
  }

  private static List<String> placesOf(Operation operation) {
    boolean two =
        operation.isOfProject()
            || operation.path().equals("/api/usage/{id}")
            || operation.path().startsWith("/api/traces/");
    return two ? List.of(MatrixCast.OWN, MatrixCast.FOREIGN) : List.of(MatrixCast.OWN);
  }

  /** First those who may not, after whom everything must be as before. */
  private void tryAll(Operation operation, String place, List<MatrixCaller> callers)
      throws IOException {
    byte[] before = StateFiles.of(folder);
    List<MatrixCaller> admitted = new ArrayList<>();
    for (MatrixCaller caller : callers) {
      int refusal = refusal(operation, place, caller);
      if (refusal == 0) {
        admitted.add(caller);
      } else {
        refused++;
        PlainClient.Answer answer = send(operation, place, caller, MatrixRequests.of(operation));
        if (answer.status() != refusal || !answer.json().containsKey("error")) {
          wrong.add(at(operation, place, caller) + "expected " + refusal + ", got " + answer);
        }
      }
    }
    if (!Arrays.equals(before, StateFiles.of(folder))) {
      wrong.add(operation.name() + ": a refused request changed the files");
    }
    for (MatrixCaller caller : admitted) {
      allowed++;
      requireDone(operation, place, caller);
      if (!operation.method().matches("PUT|PATCH")) { // Those can be repeated.
        restore(operation);
      }
    }
    restore(operation);
  }

  private void restore(Operation operation) {
    if (home.gateway.config().current() != baseline && !operation.name().equals(ROTATION)) {
      Configuration before = baseline;
      baseline = home.gateway.config().edit(Actor.command("test"), changed -> before);
    }
  }

  private int refusal(Operation operation, String place, MatrixCaller caller) {
    String column = place.equals(MatrixCast.OWN) ? caller.own() : caller.foreign();
    int refusal = table.refusal(operation.name(), column);
    if (table.isOpen(operation.name()) || column.equals(PermissionTable.NOBODY)) {
      return refusal;
    }
    int toPrograms = table.refusal(operation.name(), PermissionTable.PROGRAM);
    if (caller.kind() == Kind.TOKEN && toPrograms != 0) {
      return toPrograms;
    }
    boolean bare = caller.kind() == Kind.BARE_COOKIE && operation.changes();
    return bare ? 403 : refusal;
  }

  private void requireDone(Operation operation, String place, MatrixCaller caller) {
    boolean all = caller.name().equals("admin, session");
    boolean onlyAdmitted = caller.kind() != Kind.SESSION && MatrixRequests.isVersioned(operation);
    MatrixRequests.Sample sample =
        all
            ? MatrixRequests.dearOf(operation)
            : onlyAdmitted
                ? MatrixRequests.ofAnOldVersion(operation)
                : MatrixRequests.of(operation);
    PlainClient.Answer answer = send(operation, place, caller, sample);
    int expected = isLogOutWithBareCookie(operation, caller) ? 403 : sample.status();
    if (answer.status() != expected || !isWhole(answer)) {
      wrong.add(at(operation, place, caller) + "expected " + expected + ", got " + answer);
    }
  }

  /** It is open to all, and still nothing that another site may do to a browser's user. */
  private static boolean isLogOutWithBareCookie(Operation operation, MatrixCaller caller) {
    return operation.name().equals("POST /api/auth/logout") && caller.kind() == Kind.BARE_COOKIE;
  }

  private static boolean isWhole(PlainClient.Answer answer) {
    try {
      return !answer.header("content-type").equals("application/json") || !answer.json().isEmpty();
    } catch (JsonParsingException e) {
      return false;
    }
  }

  private static String at(Operation operation, String place, MatrixCaller caller) {
    return operation.name() + " in " + place + " by " + caller.name() + ": ";
  }

  private PlainClient.Answer send(
      Operation operation, String place, MatrixCaller caller, MatrixRequests.Sample sample) {
    List<String> headers = new ArrayList<>(caller.headers().apply(home));
    headers.addAll(sample.headers());
    byte[] body =
        sample
            .body()
            .replace("${slug}", place)
            .replace("${password}", ServedHome.PASSWORD)
            .replace("${refresh}", sample.body().contains("${refresh}") ? refreshToken() : "")
            .getBytes(StandardCharsets.UTF_8);
    if (body.length > 0) {
      headers.add("Content-Type: application/json");
    }
    return client.send(operation.method(), path(operation, place, caller), headers, body);
  }

  private String refreshToken() {
    return MatrixCast.signIn(home, "usr_extra").refreshToken();
  }

  private String path(Operation operation, String place, MatrixCaller caller) {
    String path = operation.path().replace("{slug}", place);
    if (path.startsWith("/api/models/")) {
      return path.replace("{id}", MatrixCast.SPARE_MODEL);
    }
    if (path.startsWith("/api/me/sessions/")) {
      return path.replace("{id}", handle(caller.userId()));
    }
    if (path.startsWith("/api/me/tokens/")) {
      return path.replace("{id}", "pat_" + caller.userId() + "-all");
    }
    return path.replace("/catalog/models", "/catalog/models?limit=1")
        .replace("{tokenId}", tokenId(place))
        .replace("{userId}", "usr_victim")
        .replace("{name}", "spare")
        .replace("{session}", path.contains("{session}") ? handle("usr_victim") : "")
        .replace("{token}", "pat_usr_victim-all")
        .replace("/users/{id}", "/users/usr_victim")
        .replace("/usage/{id}", "/usage/" + records.get(place))
        .replace("/traces/{id}", "/traces/" + traces.get(place));
  }

  private String handle(String userId) {
    if (userId.isEmpty()) {
      return "ses_none";
    }
    MatrixCast.signIn(home, userId);
    return home.gateway.signIn().sessions().of(userId).get(0).handle();
  }

  private String tokenId(String slug) {
    return baseline.project(slug).orElseThrow().tokens().get(0).id();
  }
}
