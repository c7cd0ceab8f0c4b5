package io.routerly.api;

import static io.routerly.api.ServedHome.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.ServedHome.Caller;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events as they happen, to those who may see them. */
class EventsTest {
  private static final String CALL =
      "{\"model\":\"demo/small\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  private final ServedHome home;
  private final Caller ann;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  EventsTest(@TempDir Path folder) {
    home = new ServedHome(folder);
    ann = home.signIn("ann", "admin");
    ann.post("api/models", "{\"id\":\"demo/small\",\"provider\":\"demo\"}");
  }

  @AfterEach
  void close() {
    home.close();
  }

  /** An open stream of events. */
  private static final class Feed implements AutoCloseable {
    private final BufferedReader lines;

    Feed(HttpResponse<java.io.InputStream> response) throws IOException {
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type").orElse(""))
          .startsWith("text/event-stream");
      lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isEqualTo(": events"); // From now on nothing is missed.
    }

    /** Returns the next event: its name, its id and its data. */
    String[] next() throws IOException {
      String[] event = {"", "", ""};
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          event[0] = line.substring(7);
        } else if (line.startsWith("id: ")) {
          event[1] = line.substring(4);
        } else if (line.startsWith("data: ")) {
          event[2] = line.substring(6);
        } else if (line.isEmpty() && !event[0].isEmpty()) {
          return event;
        }
      }
      throw new IOException("the stream has ended");
    }

    boolean hasEnded() throws IOException {
      String line = lines.readLine();
      while (line != null && !line.startsWith("event: ")) {
        line = lines.readLine();
      }
      return line == null;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  private Feed follow(Caller who, String... headers) throws Exception {
    HttpRequest.Builder request =
        home.request("api/events").header("authorization", "Bearer " + who.bearer());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new Feed(client.send(request.build(), BodyHandlers.ofInputStream()));
  }

  private String project(String slug, String more) {
    ann.post(
        "api/projects",
        "{\"name\":\"%1$s\",\"slug\":\"%1$s\",\"models\":[\"demo/small\"]%2$s}"
            .formatted(slug, more));
    return json(ann.post("api/projects/" + slug + "/tokens", "{}")).getString("token");
  }

  private void call(String token) {
    new Caller(home, token).post("v1/chat/completions", CALL);
  }

  private static JsonObject data(String[] event) {
    return Json.createReader(new StringReader(event[2])).readObject();
  }

  @Test
  void tellsOfCallsAndBudgetsAsTheyHappen() throws Exception {
    String token =
        project(
            "app",
            ",\"budgets\":[{\"metric\":\"calls\",\"limit\":1,\"windowType\":\"period\","
                + "\"windowSize\":\"yearly\"}]");
    try (Feed feed = follow(ann)) {
      call(token);

      String[] first = feed.next();
      String[] second = feed.next();
      assertThat(new String[] {first[0], second[0]})
          .containsExactlyInAnyOrder("call", "budget.exhausted");
      JsonObject call = data(first[0].equals("call") ? first : second);
      assertThat(call.getString("projectSlug")).isEqualTo("app");
      assertThat(call.getString("status")).isEqualTo("success");
      JsonObject budget = data(first[0].equals("call") ? second : first).getJsonObject("budget");
      assertThat(budget.getInt("limit")).isEqualTo(1);
    }
  }

  @Test
  void goesOnAfterTheEventThatTheClientReadLast() throws Exception {
    String token = project("app", "");
    String id;
    try (Feed feed = follow(ann)) {
      call(token);
      id = feed.next()[1];
    }
    call(token);
    call(token);

    try (Feed feed = follow(ann, "last-event-id", id)) {
      assertThat(data(feed.next()).getString("status")).isEqualTo("success");
      String[] third = feed.next();
      assertThat(number(third[1])).isEqualTo(number(id) + 2);
    }
  }

  private static long number(String id) {
    return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
  }

  @Test
  void anIdOfAnotherRunBeginsWithWhatHappensNow() throws Exception {
    String token = project("app", "");
    call(token);
    try (Feed feed = follow(ann, "last-event-id", "run_other-0")) {
      call(token);
      assertThat(number(feed.next()[1])).isEqualTo(2);
    }
  }

  @Test
  void membersSeeTheirProjectsAlone() throws Exception {
    home.user("bob", "member");
    String others = project("others", "");
    String own = project("own", "");
    ann.post("api/projects/own/members", "{\"userId\":\"usr_bob\",\"role\":\"viewer\"}");
    try (Feed feed = follow(home.signIn("bob", "member"))) {
      call(others);
      call(own);
      assertThat(data(feed.next()).getString("projectSlug")).isEqualTo("own");
    }
  }

  @Test
  void endsWithTheSession() throws Exception {
    String token = project("app", "");
    Caller bob = home.signIn("bob", "admin");
    try (Feed feed = follow(bob)) {
      assertThat(ann.delete("api/users/usr_bob/sessions").statusCode()).isEqualTo(204);
      call(token);
      assertThat(feed.hasEnded()).isTrue();
    }
  }

  @Test
  void endsWithTheService() throws Exception {
    try (Feed feed = follow(ann)) {
      home.gateway.events().close();
      assertThat(feed.hasEnded()).isTrue();
    }
  }

  @Test
  void takesThePermissionToReadUsage() {
    ann.post("api/roles", "{\"name\":\"modeller\",\"permissions\":[\"models:write\"]}");
    assertThat(home.signIn("mo", "modeller").get("api/events").statusCode()).isEqualTo(403);
    assertThat(home.stranger().get("api/events").statusCode()).isEqualTo(401);
  }
}
