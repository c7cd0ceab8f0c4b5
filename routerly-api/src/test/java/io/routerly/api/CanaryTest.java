package io.routerly.api;

import static io.routerly.api.ServedHome.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.ServedHome.Caller;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsageQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Puts a secret of its own into every place that takes one, has calls and changes succeed and fail
 * in many ways, and searches everything that came out for them.
 */
class CanaryTest {
  /** Which secrets belong into an output, by the beginning of its name. */
  private static final Map<String, Set<String>> BELONGS =
      Map.of(
          "set-up", Set.of("access token", "refresh token"),
          "log-in", Set.of("second access token", "second refresh token"),
          "log-in by cookie", Set.of("cookie access token", "cookie refresh token"),
          "personal token", Set.of("personal access token"),
          "project token", Set.of("project token"),
          "rotated token", Set.of("rotated token"),
          "model for editors", Set.of("model header"),
          "config/models.json", Set.of("model header"),
          "config/secret", Set.of("master secret"),
          "call", Set.of("answer", "prompt")); // Instructions are repeated to who gave them.

  private final CanaryOutputs out = new CanaryOutputs();
  private final Canaries canaries = out.canaries;
  private final Map<String, String> outputs = out.byName;
  private final Path folder;

  CanaryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void noSecretComesOutWhereItDoesNotBelong() throws Exception {
    canaries.watch("answer", "canaryanswerTweet");
    String environment = canaries.hatchPlain("environment");
    try (CapturedLog.Listening log = CapturedLog.listen();
        TattlingProvider provider = new TattlingProvider()) {
      try (ServedHome home =
          new ServedHome(folder, Clock.systemUTC(), Map.of("TATTLED_API_KEY", environment))) {
        live(home, provider);
      }
      outputs.put("log", String.join("", log.lines()));
    }
    readFiles();
    outputs.forEach((where, output) -> canaries.search(where, output, CanaryTest::belongs));
    System.out.println("Canaries: " + canaries);
    assertThat(canaries.sightings()).isEmpty();
    assertThat(outputs.getOrDefault("log", ""))
        .as("what was taken down of the log")
        .contains("DEBUG io.routerly", "FINE");
  }

  private static boolean belongs(String secret, String where) {
    return BELONGS.entrySet().stream()
        .anyMatch(
            entry ->
                where.startsWith(entry.getKey() + "#")
                    && entry.getValue().stream().anyMatch(secret::startsWith));
  }

  private void live(ServedHome home, TattlingProvider provider) throws Exception {
    canaries.watch("master secret", Files.readString(folder.resolve("config/secret")).strip());
    CanaryHome settlement = new CanaryHome(out);
    Caller admin = settlement.signIn(home);
    String token = settlement.settle(admin, provider);
    CanaryTraffic traffic = new CanaryTraffic(out);
    try (BufferedReader events = follow(home, admin)) {
      traffic.calls(home, token);
      traffic.wrongCredentials(home);
      traffic.wrongBodies(admin);
      looks(home, admin);
      out.note("metrics", new Caller(home, settlement.metricsToken()).get("metrics"));
      readEvents(events, json(admin.get("api/usage?limit=1")).getInt("total"));
    }
  }

  private void looks(ServedHome home, Caller admin) {
    List<String> paths =
        Operation.of(GatewayApi.application(home.gateway, onGone -> () -> {}, "test")).stream()
            .filter(operation -> !operation.changes() && !operation.path().contains("events"))
            .map(operation -> operation.path().substring(1))
            .toList();
    Caller member = home.signIn("ann", "member");
    for (String path : paths) {
      for (String real : real(home, path)) {
        out.note(path.startsWith("api/models") ? "model for editors" : "look", admin.get(real));
        out.note("look of a member", member.get(real));
      }
    }
    out.note("look", admin.get("api/usage/export?format=jsonl"));
    out.note("look", admin.get("api/audit?limit=1000"));
  }

  private static List<String> real(ServedHome home, String path) {
    if (path.startsWith("api/traces/") || path.startsWith("api/usage/{")) {
      return home.gateway.usage().find(new UsageQuery(UsageFilter.ALL, 1000, 0)).items().stream()
          .map(record -> path.contains("traces") ? record.traceId() : record.id())
          .map(id -> path.replace("{id}", id))
          .toList();
    }
    String token = home.gateway.config().current().projects().get(0).tokens().get(0).id();
    String root = home.gateway.config().current().users().get(0).id();
    return List.of(
        path.replace("{slug}", "app")
            .replace("{tokenId}", token)
            .replace("{name}", "admin")
            .replace("/models/{id}", "/models/m-good")
            .replace("{userId}", root)
            .replace("/users/{id}", "/users/" + root));
  }

  private static BufferedReader follow(ServedHome home, Caller who) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return new BufferedReader(
        new InputStreamReader(
            client
                .send(
                    home.request("api/events")
                        .header("authorization", "Bearer " + who.bearer())
                        .build(),
                    BodyHandlers.ofInputStream())
                .body(),
            StandardCharsets.UTF_8));
  }

  private void readEvents(BufferedReader events, int calls) throws IOException {
    StringBuilder all = new StringBuilder();
    int seen = 0;
    while (seen < calls) {
      String line = events.readLine();
      all.append(line).append('\n');
      seen += line.equals("event: call") ? 1 : 0;
    }
    outputs.put("events", all.toString());
  }

  private void readFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        outputs.put(name.replaceFirst("[.]bak$", "") + "#" + name, text);
      }
    }
  }
}
