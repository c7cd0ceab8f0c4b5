package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.auth.SessionOrigin;
import io.routerly.domain.Member;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectRole;
import io.routerly.domain.User;
import io.routerly.json.JsonTrees;
import io.routerly.testkit.FakeOpenAi;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asking for decisions: of calls that are not made, and of calls that were. */
class DryRunTest {
  private static final String HELLO =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"canary\"}]}";
  private static final String HASH = "$2a$04$abcdefghijklmnopqrstuuVXU5NvVf1nGRZTgw6pHAAqqJjFnSZtu";

  private final FakeOpenAi first = FakeOpenAi.start();
  private final FakeOpenAi second = FakeOpenAi.start();
  private final Path home;
  private final RunningProxy proxy;
  private String admin = "";

  DryRunTest(@TempDir Path folder) {
    this.home = folder.resolve("home");
    this.proxy =
        new RunningProxy(home)
            .model("first", "openai", first)
            .model("second", "openai", second)
            .routing(ModelSelection.ROUTE, "round-robin", "health");
  }

  @BeforeEach
  void signIn() {
    admin = session("usr_root", "admin");
  }

  @AfterEach
  void stop() {
    proxy.close();
    first.close();
    second.close();
  }

  private String session(String id, String role) {
    User user = new User(id, id + "@example.com", HASH, role, Optional.empty());
    proxy.edit(
        state -> state.withUsers(Stream.concat(state.users().stream(), Stream.of(user)).toList()));
    return proxy.gateway().signIn().sessions().start(user, SessionOrigin.UNKNOWN).token();
  }

  private HttpResponse<String> ask(String session, String path, String body, String... headers) {
    var request =
        proxy
            .request("api/projects/" + path)
            .header("Authorization", "Bearer " + session)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return proxy.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static JsonObject json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonTrees.object(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> models(JsonObject decision) {
    return decision.getJsonArray("candidates").stream()
        .map(JsonValue::asJsonObject)
        .map(candidate -> candidate.getString("modelId"))
        .toList();
  }

  @Test
  void decidesWithoutSendingOrCountingAnything() {
    for (int i = 0; i < 3; i++) {
      JsonObject decision = json(ask(admin, "my-app/route", HELLO));

      assertThat(models(decision)).containsExactly("first", "second");
      assertThat(decision.getString("callType")).isEqualTo("chat");
      assertThat(decision.getJsonArray("policies"))
          .hasToString(
              "[{\"type\":\"round-robin\",\"weight\":2},"
                  + "{\"type\":\"health\",\"weight\":1,\"abstained\":\"all scores are equal\"}]");
      assertThat(decision.containsKey("attempts")).isFalse();
    }
    assertThat(proxy.records()).isEmpty();
    assertThat(proxy.gateway().traces().latest("proj_test", 9, trace -> trace)).isEmpty();
  }

  @Test
  void leavesAConversationOutUnlessItIsNamed() {
    proxy.send(
        proxy
            .request("v1/chat/completions")
            .header("Authorization", "Bearer " + proxy.token())
            .header("Content-Type", "application/json")
            .header("x-routerly-conversation-id", "mine")
            .POST(BodyPublishers.ofString(HELLO)));

    assertThat(models(json(ask(admin, "my-app/route", HELLO))).get(0)).isEqualTo("second");
    JsonObject named =
        json(ask(admin, "my-app/route", HELLO, "x-routerly-conversation-id", "mine"));
    assertThat(models(named).get(0)).isEqualTo("first");
    assertThat(named.getString("keptOn")).isEqualTo("first");
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "''|{\"model\":\"m\",\"input\":\"Hi\"}|responses",
        "?api=chat|{\"model\":\"m\",\"input\":\"Hi\"}|chat",
        "?api=messages|{\"model\":\"m\",\"messages\":[]}|messages",
        "''|{\"model\":\"m\",\"messages\":[],\"input\":\"Hi\"}|chat"
      })
  void takesABodyForTheApiThatItLooksLike(String query, String body, String callType) {
    assertThat(json(ask(admin, "my-app/route" + query, body)).getString("callType"))
        .isEqualTo(callType);
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "my-app/route|{\"model\":|400|invalid_request",
        "my-app/route|[]|400|invalid_request",
        "my-app/route|{\"messages\":[]}|400|invalid_request",
        "my-app/route?api=soap|{\"model\":\"m\"}|400|invalid_request",
        "my-app/route?apy=chat|{\"model\":\"m\"}|400|invalid_request",
        "my-app/route?token=tok_gone|{\"model\":\"m\"}|404|not_found",
        "other/route|{\"model\":\"m\"}|404|not_found",
        "other/replay|{\"policies\":[]}|404|not_found",
        "my-app/replay|{\"policies\":[\"helth\"]}|400|/policies/0",
        "my-app/replay|{\"policies\":[{\"type\":\"health\",\"config\":{\"x\":1}}]}|400|/policies/0/config",
        "my-app/replay|{\"policies\":[],\"models\":[\"gone\"]}|400|/models/0",
        "my-app/replay|{\"policies\":[],\"models\":[\"first\",\"first\"]}|400|/models/1",
        "my-app/replay|{\"policies\":[],\"last\":100001}|400|/last",
        "my-app/replay|{\"policies\":[],\"last\":0}|400|/last"
      })
  void saysWhatIsWrong(String path, String body, int status, String words) {
    HttpResponse<String> answer = ask(admin, path, body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(words);
  }

  @Test
  void answersWithTheExclusionsWhereNoModelIsLeft() {
    proxy.edit(state -> state.withModels(List.of()));

    JsonObject decision = json(ask(admin, "my-app/route", HELLO));

    assertThat(decision.getJsonArray("candidates")).isEmpty();
    assertThat(decision.getJsonArray("exclusions")).hasSize(2);
  }

  @Test
  void knowsNoModelThatTheProjectMustHaveAndHasNot() {
    proxy.routing(ModelSelection.REQUIRE, "health");

    HttpResponse<String> answer = ask(admin, "my-app/route", HELLO.replace("auto", "third"));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("model_not_found");
    assertThat(models(json(ask(admin, "my-app/route", HELLO, "x-routerly-model", "second"))))
        .containsExactly("second");
  }

  @Test
  void isForThoseWhoSeeTheProject() {
    String stranger = session("usr_eve", "member");
    String viewer = session("usr_vic", "viewer");
    proxy.edit(
        state -> {
          Project project = state.projects().get(0);
          return state.withProjects(
              List.of(withMember(project, new Member("usr_vic", ProjectRole.VIEWER))));
        });

    assertThat(ask(stranger, "my-app/route", HELLO).statusCode()).isEqualTo(404);
    assertThat(ask(stranger, "my-app/replay", "{\"policies\":[]}").statusCode()).isEqualTo(404);
    assertThat(ask(viewer, "my-app/route", HELLO).statusCode()).isEqualTo(200);
    assertThat(ask(viewer, "my-app/replay", "{\"policies\":[]}").statusCode()).isEqualTo(200);
    assertThat(ask("nobody", "my-app/route", HELLO).statusCode()).isEqualTo(401);
  }

  private static Project withMember(Project old, Member member) {
    return new Project(
        old.id(),
        old.name(),
        old.slug(),
        old.defaultTimeoutMs(),
        old.policies(),
        old.models(),
        old.modelSelection(),
        old.tokens(),
        List.of(member),
        old.budgets(),
        old.resilience());
  }

  @Test
  void replaysTheCallsThatWereRecordedOnDiskAndInMemory() throws IOException {
    for (int i = 0; i < 4; i++) {
      assertThat(proxy.post("v1/chat/completions", HELLO).statusCode()).isEqualTo(200);
    }

    JsonObject report = json(ask(admin, "my-app/replay", "{\"policies\":[\"preferred\"]}"));

    assertThat(report.getInt("calls")).isEqualTo(4);
    assertThat(report.getInt("changed")).isEqualTo(2);
    assertThat(report.getJsonObject("projected").getJsonArray("models").toString())
        .isEqualTo("[{\"modelId\":\"first\",\"calls\":4}]");
    assertThat(report.getJsonObject("recorded").getJsonNumber("cost").bigDecimalValue())
        .isPositive();
    try (Stream<Path> files = Files.list(home.resolve("data").resolve("traces"))) {
      assertThat(files.map(DryRunTest::read).reduce("", String::concat))
          .contains("\"requestedModel\":\"auto\"")
          .doesNotContain("canary");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
