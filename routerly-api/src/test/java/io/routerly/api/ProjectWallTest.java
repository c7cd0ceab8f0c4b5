package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.FakeOpenAi;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the administrator of one project, who knows every id of another one, gets of that. */
class ProjectWallTest {
  private static final String CANARY = "canary-of-the-other";

  private static FakeOpenAi openAi;
  private static ServedHome home;
  private static ServedHome.Caller ann;
  private static String otherToken;
  private static String otherTokenId;
  private static String usageId;
  private static String traceId;

  @BeforeAll
  static void start(@TempDir Path folder) {
    openAi = FakeOpenAi.start();
    home = new ServedHome(folder);
    ServedHome.Caller admin = home.signIn("root", "admin");
    ann = home.signIn("ann", "member");
    home.user("bob", "member");
    made(
        admin.post(
            "api/models",
            "{\"id\":\"m\",\"provider\":\"openai\",\"baseUrl\":\""
                + openAi.baseUrl()
                + "\",\"apiKey\":\""
                + openAi.apiKey()
                + "\"}"));
    made(
        admin.post(
            "api/projects",
            "{\"name\":\"Mine\",\"slug\":\"mine\",\"models\":[\"m\"],"
                + "\"members\":[{\"userId\":\"usr_ann\",\"role\":\"admin\"}]}"));
    made(
        admin.post(
            "api/projects",
            "{\"name\":\"canary-of-the-other\",\"slug\":\"other\",\"models\":[\"m\"],"
                + "\"budgets\":[{\"metric\":\"calls\",\"limit\":7,\"windowType\":\"period\","
                + "\"windowSize\":\"daily\",\"onExhausted\":\"block\"}],"
                + "\"members\":[{\"userId\":\"usr_bob\",\"role\":\"admin\"}]}"));
    JsonObject token =
        made(admin.post("api/projects/other/tokens", "{\"description\":\"" + CANARY + "\"}"));
    otherToken = token.getString("token");
    otherTokenId = token.getString("id");
    traceId = call();
    usageId =
        ServedHome.json(admin.get("api/usage"))
            .getJsonArray("items")
            .getJsonObject(0)
            .getString("id");
  }

  /** One call of the other project, so that there is something to find. */
  private static String call() {
    HttpResponse<String> answer =
        home.send(
            home.request("v1/chat/completions")
                .header("x-api-key", otherToken)
                .header("content-type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")));
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.headers().firstValue("x-routerly-trace-id").orElseThrow();
  }

  private static JsonObject made(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return ServedHome.json(answer);
  }

  @AfterAll
  static void stop() {
    home.close();
    openAi.close();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | api/projects/other                          |",
        "PUT    | api/projects/other                          | {'name':'x','slug':'other'}",
        "PATCH  | api/projects/other                          | {'name':'x'}",
        "DELETE | api/projects/other                          |",
        "GET    | api/projects/other/tokens                   |",
        "POST   | api/projects/other/tokens                   | {}",
        "GET    | api/projects/other/tokens/TOKEN             |",
        "PATCH  | api/projects/other/tokens/TOKEN             | {'description':'x'}",
        "POST   | api/projects/other/tokens/TOKEN/rotate      |",
        "DELETE | api/projects/other/tokens/TOKEN             |",
        "GET    | api/projects/other/tokens/TOKEN/budgets     |",
        "GET    | api/projects/other/budgets                  |",
        "GET    | api/projects/other/members                  |",
        "POST   | api/projects/other/members                  | {'userId':'usr_ann','role':'admin'}",
        "PUT    | api/projects/other/members/usr_bob          | {'role':'viewer'}",
        "DELETE | api/projects/other/members/usr_bob          |",
        "POST   | api/projects/other/route                    | {'model':'m','messages':[]}",
        "POST   | api/projects/other/replay                   | {'policies':[]}",
        "GET    | api/projects/mine/tokens/TOKEN              |",
        "PUT    | api/projects/mine/tokens/TOKEN              | {'description':'x'}",
        "PATCH  | api/projects/mine/tokens/TOKEN              | {'description':'x'}",
        "POST   | api/projects/mine/tokens/TOKEN/rotate       |",
        "DELETE | api/projects/mine/tokens/TOKEN              |",
        "GET    | api/projects/mine/tokens/TOKEN/budgets      |",
        "PUT    | api/projects/mine/members/usr_bob           | {'role':'viewer'}",
        "DELETE | api/projects/mine/members/usr_bob           |",
        "PATCH  | api/projects/mine                           | {'slug':'other'}",
        "GET    | api/usage/USAGE                             |",
        "GET    | api/traces/TRACE                            |"
      })
  void nothingOfAnotherProjectIsShownOrChanged(String method, String path, String body) {
    var before = home.gateway.config().current();

    HttpResponse<String> answer =
        ann.call(
            method,
            path.replace("TOKEN", otherTokenId).replace("USAGE", usageId).replace("TRACE", traceId),
            body == null ? "" : body.replace('\'', '"'));

    assertThat(answer.statusCode()).as(answer.body()).isIn(403, 404, 409);
    assertThat(answer.body()).doesNotContain(CANARY, "bob@example.com");
    assertThat(home.gateway.config().current()).isSameAs(before);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "api/projects",
    "api/projects?limit=1000",
    "api/usage",
    "api/usage?project=other",
    "api/usage?token=TOKEN",
    "api/usage?model=m",
    "api/usage/summary?groupBy=project",
    "api/usage/summary?groupBy=token",
    "api/usage/summary?groupBy=project&project=other",
    "api/usage/export?format=csv",
    "api/usage/export?format=jsonl&project=other",
    "api/models"
  })
  void noListHoldsAnythingOfIt(String path) {
    HttpResponse<String> answer = ann.get(path.replace("TOKEN", otherTokenId));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain(CANARY, "\"other\"", otherTokenId, usageId, traceId);
  }

  @Test
  void itsTokenServesItselfAlone() {
    HttpResponse<String> answer =
        home.send(home.request("projects/mine/v1/models").header("x-api-key", otherToken));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(ann.get("api/audit").statusCode()).isEqualTo(403);
    assertThat(ann.get("api/users").statusCode()).isEqualTo(403);
  }
}
