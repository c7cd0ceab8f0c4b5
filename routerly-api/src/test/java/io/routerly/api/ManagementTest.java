package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.store.ConfigProblem;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementTest {
  private static final String GPT =
      "{\"id\":\"gpt\",\"provider\":\"openai\",\"apiKey\":\"sk-canary\",\"inputPrice\":0.00015,"
          + "\"outputPrice\":0.0006}";

  private final RunningGateway gateway = new RunningGateway();
  private final Person admin = gateway.signIn("root", "admin");
  private final Person member = gateway.signIn("ann", "member");

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static String pointer(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(400);
    return json(response).getJsonArray("details").getJsonObject(0).getString("pointer");
  }

  private static String etag(HttpResponse<String> response) {
    return response.headers().firstValue("etag").orElseThrow();
  }

  private Optional<String> storedKey(String id) {
    return gateway.config.current().model(id).orElseThrow().apiKey();
  }

  private void addProject(String slug, String role) {
    String members = "[{\"userId\":\"usr_ann\",\"role\":\"" + role + "\"}]";
    var made =
        admin.post(
            "api/projects",
            "{\"name\":\"App\",\"slug\":\"" + slug + "\",\"members\":" + members + "}");
    assertThat(made.statusCode()).isEqualTo(201);
  }

  // Models

  @Test
  void aModelWithoutPricesIsMarked() {
    var added = json(admin.post("api/models", "{\"id\":\"m\",\"provider\":\"openai\"}"));
    assertThat(added.getBoolean("unpriced")).isTrue();
    var prices = "{\"inputPrice\":0,\"outputPrice\":0,\"unpriced\":true}";
    assertThat(json(admin.call("PATCH", "api/models/m", prices)).getBoolean("unpriced")).isFalse();
  }

  @Test
  void aModelIsAddedShownChangedAndRemoved() {
    var added = admin.post("api/models", GPT);
    assertThat(added.statusCode()).isEqualTo(201);
    assertThat(json(added).getBoolean("hasApiKey")).isTrue();
    assertThat(json(added).containsKey("apiKey")).isFalse();
    assertThat(storedKey("gpt"))
        .hasValueSatisfying(key -> assertThat(key).startsWith("ENCRYPTED:"));

    JsonObject list = json(admin.get("api/models"));
    assertThat(list.getInt("total")).isEqualTo(1);
    assertThat(list.getJsonArray("items").getJsonObject(0)).isEqualTo(json(added));
    assertThat(json(admin.get("api/models/gpt"))).isEqualTo(json(added));

    Optional<String> key = storedKey("gpt");
    var replaced = admin.put("api/models/gpt", "{\"provider\":\"openai\",\"enabled\":false}");
    assertThat(json(replaced).getBoolean("enabled")).isFalse();
    assertThat(json(replaced).containsKey("inputPrice")).isFalse();
    assertThat(storedKey("gpt")).isEqualTo(key);

    var patched = admin.patch("api/models/gpt", "{\"contextWindow\":1000}");
    assertThat(json(patched).getInt("contextWindow")).isEqualTo(1000);
    assertThat(json(patched).getBoolean("enabled")).isFalse();

    assertThat(admin.delete("api/models/gpt").statusCode()).isEqualTo(204);
    assertThat(admin.get("api/models/gpt").statusCode()).isEqualTo(404);
  }

  @Test
  void whatAClientSeesOfAModelItMaySendBack() {
    String seen = admin.post("api/models", GPT).body();

    assertThat(admin.put("api/models/gpt", seen).body()).isEqualTo(seen);
    assertThat(storedKey("gpt")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ollama/qwen3:4b", "ollama%2Fqwen3%3A4b", "ollama%252Fqwen3:4b"})
  void anIdWithSlashAndColonIsFoundRawAndEncoded(String path) {
    admin.post("api/models", "{\"id\":\"ollama/qwen3:4b\",\"provider\":\"openai\"}");

    assertThat(json(admin.get("api/models/" + path)).getString("id")).isEqualTo("ollama/qwen3:4b");
    var keyed = admin.post("api/models/" + path + "/apikey", "{\"apiKey\":\"sk-canary\"}");
    assertThat(json(keyed).getBoolean("hasApiKey")).isTrue();
    assertThat(admin.delete("api/models/" + path).statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "****",
        "••••••",
        "sk-…",
        "sk-...canary",
        "sk-****",
        "sk-pr****nary",
        "sk●●●●"
      })
  void aMaskNeverReplacesAKey(String mask) {
    admin.post("api/models", GPT);
    Optional<String> before = storedKey("gpt");

    admin.put("api/models/gpt", "{\"provider\":\"openai\",\"apiKey\":\"" + mask + "\"}");
    admin.post("api/models/gpt/apikey", "{\"apiKey\":\"" + mask + "\"}");

    assertThat(storedKey("gpt")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "xxx", "-", "...", "***"})
  void aKeyThatOnlyLooksLikeAMaskIsStored(String key) {
    admin.post("api/models", GPT);
    Optional<String> before = storedKey("gpt");

    var added = admin.post("api/models", GPT.replace("gpt", "g2").replace("sk-canary", key));
    var keyed = admin.post("api/models/gpt/apikey", "{\"apiKey\":\"" + key + "\"}");

    assertThat(json(added).getBoolean("hasApiKey")).isTrue();
    assertThat(keyed.statusCode()).isEqualTo(200);
    assertThat(storedKey("gpt")).isPresent().isNotEqualTo(before);
  }

  @Test
  void aNewModelHasNoKeyThatAMaskCouldStandFor() {
    assertThat(pointer(admin.post("api/models", GPT.replace("sk-canary", "********"))))
        .isEqualTo("/apiKey");
    var keyless = admin.post("api/models", GPT.replace("sk-canary", ""));
    assertThat(json(keyless).getBoolean("hasApiKey")).isFalse();
  }

  @Test
  void aNullInAPatchTakesTheKeyAwayAndThenTheModelMayGoElsewhere() {
    admin.post("api/models", GPT);

    var patched =
        admin.patch("api/models/gpt", "{\"apiKey\":null,\"baseUrl\":\"https://other.example\"}");

    assertThat(patched.statusCode()).isEqualTo(200);
    assertThat(json(patched).getBoolean("hasApiKey")).isFalse();
    assertThat(storedKey("gpt")).isEmpty();
  }

  @Test
  void aModelThatGoesElsewhereNeedsItsKeyAgain() {
    admin.post("api/models", GPT);
    String moved = "\"provider\":\"openai\",\"baseUrl\":\"https://other.example/v1\"";

    assertThat(pointer(admin.put("api/models/gpt", "{" + moved + "}"))).isEqualTo("/apiKey");
    assertThat(pointer(admin.patch("api/models/gpt", "{\"baseUrl\":\"https://other.example\"}")))
        .isEqualTo("/apiKey");
    assertThat(pointer(admin.put("api/models/gpt", "{\"provider\":\"anthropic\"}")))
        .isEqualTo("/apiKey");
    assertThat(
            admin.put("api/models/gpt", "{" + moved + ",\"apiKey\":\"sk-canary2\"}").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"provider\":\"openai\"} | /id",
        "{\"id\":\"a b\",\"provider\":\"openai\"} | /id",
        "{\"id\":\"a/test\",\"provider\":\"openai\"} | /id",
        "{\"id\":\"a\"} | /provider",
        "{\"id\":\"a\",\"provider\":\"opnai\"} | /provider",
        "{\"id\":\"a\",\"provider\":\"custom\"} | /baseUrl",
        "{\"id\":\"a\",\"provider\":\"openai\",\"baseUrl\":\"ftp://x\"} | /baseUrl",
        "{\"id\":\"a\",\"provider\":\"openai\",\"inputPrice\":-1,\"outputPrice\":1} | /inputPrice",
        "{\"id\":\"a\",\"provider\":\"openai\",\"inputPrice\":1} | /outputPrice",
        "{\"id\":\"a\",\"provider\":\"openai\",\"apiKey\":\"two words\"} | /apiKey",
        "{\"id\":\"a\",\"provider\":\"openai\",\"apiKey\":\"ENCRYPTED:abc\"} | /apiKey",
        "{\"id\":\"a\",\"provider\":\"openai\",\"apiKey\":\"env:PATH\"} | /apiKey",
        "{\"id\":\"a\",\"provider\":\"openai\",\"enabled\":\"yes\"} | /enabled",
        "{\"id\":\"a\",\"provider\":\"openai\",\"colour\":\"red\"} | /colour",
        "{\"id\":\"a\",\"provider\":\"openai\",\"provider\":\"openai\"} | /provider",
      })
  void whatIsWrongWithAModelIsToldByItsPointer(String body, String pointer) {
    assertThat(pointer(admin.post("api/models", body))).isEqualTo(pointer);
  }

  @Test
  void aKeyFromTheEnvironmentIsShownByItsName() {
    var added =
        admin.post(
            "api/models",
            "{\"id\":\"gpt\",\"provider\":\"openai\",\"apiKey\":\"env:OPENAI_API_KEY\"}");

    assertThat(json(added).getString("apiKey")).isEqualTo("env:OPENAI_API_KEY");
  }

  @Test
  void readersSeeModelsWithoutAddressAndHeaders() {
    admin.post(
        "api/models",
        "{\"id\":\"gpt\",\"provider\":\"openai\",\"baseUrl\":\"https://inner.example\","
            + "\"headers\":{\"x-org\":\"canary-header\"}}");

    JsonObject seen = json(member.get("api/models/gpt"));
    assertThat(seen.containsKey("baseUrl")).isFalse();
    assertThat(seen.containsKey("headers")).isFalse();
    assertThat(json(admin.get("api/models/gpt")).getJsonObject("headers")).hasSize(1);
    assertThat(member.put("api/models/gpt", "{\"provider\":\"openai\"}").statusCode())
        .isEqualTo(403);
  }

  @Test
  void aModelThatExistsOrIsInUseIsAConflict() {
    admin.post("api/models", GPT);
    admin.post("api/projects", "{\"name\":\"App\",\"slug\":\"app\",\"models\":[\"gpt\"]}");

    assertThat(admin.post("api/models", GPT).statusCode()).isEqualTo(409);
    var used = admin.delete("api/models/gpt");
    assertThat(used.statusCode()).isEqualTo(409);
    assertThat(json(used).getString("message")).contains("app");
  }

  @Test
  void aStaleChangeIsRefusedAndAKnownVersionIsNotSentAgain() {
    String seen = etag(admin.post("api/models", GPT));
    assertThat(etag(admin.get("api/models/gpt"))).isEqualTo(seen);
    assertThat(admin.call("GET", "api/models/gpt", "", "if-none-match", seen).statusCode())
        .isEqualTo(304);
    // As a proxy that compresses answers tags them.
    assertThat(admin.call("GET", "api/models/gpt", "", "if-none-match", "W/" + seen).statusCode())
        .isEqualTo(304);
    admin.post("api/models/gpt/apikey", "{\"apiKey\":\"sk-canary-2\"}");

    var stale = admin.call("PUT", "api/models/gpt", "{\"provider\":\"openai\"}", "if-match", seen);

    assertThat(stale.statusCode()).isEqualTo(412);
    assertThat(json(stale).getString("error")).isEqualTo("precondition_failed");
    assertThat(admin.call("DELETE", "api/models/gpt", "", "if-match", seen).statusCode())
        .isEqualTo(412);
    String now = etag(admin.get("api/models/gpt"));
    assertThat(admin.call("DELETE", "api/models/gpt", "", "if-match", now).statusCode())
        .isEqualTo(204);
  }

  // Projects

  @Test
  void aMemberSeesTheirProjectsAndNoOthers() {
    addProject("mine", "viewer");
    admin.post("api/projects", "{\"name\":\"Other\",\"slug\":\"other\"}");

    JsonObject list = json(member.get("api/projects"));
    assertThat(list.getInt("total")).isEqualTo(1);
    assertThat(member.get("api/projects/mine").statusCode()).isEqualTo(200);
    assertThat(member.get("api/projects/other").statusCode()).isEqualTo(404);
    assertThat(member.get("api/projects/other/tokens").statusCode()).isEqualTo(404);
    assertThat(json(admin.get("api/projects")).getInt("total")).isEqualTo(2);
    assertThat(member.post("api/projects", "{\"name\":\"X\",\"slug\":\"x\"}").statusCode())
        .isEqualTo(403);
  }

  @Test
  void anEditorChangesRoutingButNeitherMembersNorTheSlug() {
    addProject("app", "editor");

    assertThat(member.patch("api/projects/app", "{\"policies\":[\"random\"]}").statusCode())
        .isEqualTo(200);
    assertThat(member.patch("api/projects/app", "{\"members\":[]}").statusCode()).isEqualTo(403);
    assertThat(member.patch("api/projects/app", "{\"slug\":\"app2\"}").statusCode()).isEqualTo(403);
    assertThat(member.delete("api/projects/app").statusCode()).isEqualTo(403);
  }

  @Test
  void aViewerOfAProjectChangesNothing() {
    addProject("app", "viewer");

    assertThat(member.patch("api/projects/app", "{\"policies\":[]}").statusCode()).isEqualTo(403);
    assertThat(member.post("api/projects/app/tokens", "{}").statusCode()).isEqualTo(403);
  }

  @Test
  void anAdministratorOfAProjectMayDeleteIt() {
    addProject("app", "admin");

    assertThat(member.delete("api/projects/app").statusCode()).isEqualTo(204);
    assertThat(admin.get("api/projects/app").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"slug\":\"a\"} | /name",
        "{\"name\":\"A\",\"slug\":\"A B\"} | /slug",
        "{\"name\":\"A\",\"slug\":\"a\",\"policies\":[\"random\",\"rnd\"]} | /policies/1",
        "{\"name\":\"A\",\"slug\":\"a\",\"policies\":[{\"type\":\"random\",\"config\":{\"x\":1}}]}"
            + " | /policies/0/config",
        "{\"name\":\"A\",\"slug\":\"a\",\"models\":[\"none\"]} | /models/0",
        "{\"name\":\"A\",\"slug\":\"a\",\"members\":[{\"userId\":\"usr_x\",\"role\":\"admin\"}]}"
            + " | /members/0/userId",
        "{\"name\":\"A\",\"slug\":\"a\",\"budgets\":[{\"metric\":\"cost\",\"limit\":1,"
            + "\"windowType\":\"period\",\"windowSize\":\"day\"}]} | /budgets/0/windowSize",
        "{\"name\":\"A\",\"slug\":\"a\",\"id\":\"proj_1\"} | /id",
        "{\"name\":\"A\",\"slug\":\"a\",\"resilience\":{\"hedgeAfterMs\":0}}"
            + " | /resilience/hedgeAfterMs",
        "{\"name\":\"A\",\"slug\":\"a\",\"resilience\":{\"totalTimeoutMs\":900,\"hedgeAfterMs\":900}}"
            + " | /resilience/hedgeAfterMs",
      })
  void whatIsWrongWithAProjectIsToldByItsPointer(String body, String pointer) {
    assertThat(pointer(admin.post("api/projects", body))).isEqualTo(pointer);
  }

  @Test
  void aProjectIsHedgedForAsLongAsItSaysSo() {
    admin.post("api/projects", "{\"name\":\"App\",\"slug\":\"app\"}");
    assertThat(json(admin.get("api/projects/app")).getJsonObject("resilience").keySet())
        .doesNotContain("hedgeAfterMs");

    admin.patch("api/projects/app", "{\"resilience\":{\"hedgeAfterMs\":1500}}");
    JsonObject hedged = json(admin.get("api/projects/app")).getJsonObject("resilience");
    admin.patch("api/projects/app", "{\"resilience\":{\"hedgeAfterMs\":null}}");

    assertThat(hedged.getInt("hedgeAfterMs")).isEqualTo(1500);
    assertThat(json(admin.get("api/projects/app")).getJsonObject("resilience").keySet())
        .doesNotContain("hedgeAfterMs");
  }

  @Test
  void aSlugIsTakenOnce() {
    addProject("app", "viewer");
    addProject("other", "viewer");

    assertThat(admin.post("api/projects", "{\"name\":\"App\",\"slug\":\"app\"}").statusCode())
        .isEqualTo(409);
    assertThat(admin.patch("api/projects/other", "{\"slug\":\"app\"}").statusCode()).isEqualTo(409);
    assertThat(admin.patch("api/projects/other", "{\"slug\":\"third\"}").statusCode())
        .isEqualTo(200);
  }

  // Tokens

  @Test
  void aTokenIsShownOnceAndThenOnlyByItsPrefix() {
    addProject("app", "editor");

    var made = member.post("api/projects/app/tokens", "{\"description\":\"CI\"}");

    assertThat(made.statusCode()).isEqualTo(201);
    String clear = json(made).getString("token");
    assertThat(clear).matches("sk-rt-[0-9A-Za-z]{51}");
    String id = json(made).getString("id");
    assertThat(json(made).getString("prefix")).isEqualTo(clear.substring(6, 14));
    var again = member.get("api/projects/app/tokens/" + id);
    assertThat(etag(made)).isEqualTo(etag(again));
    JsonObject shown = json(again);
    assertThat(shown.containsKey("token")).isFalse();
    assertThat(shown.getString("description")).isEqualTo("CI");
    assertThat(member.get("api/projects/app/tokens").body()).doesNotContain(clear.substring(14));

    var patched = member.patch("api/projects/app/tokens/" + id, "{\"budgetMode\":\"replace\"}");
    assertThat(json(patched).getString("budgetMode")).isEqualTo("replace");
    assertThat(json(patched).getString("description")).isEqualTo("CI");

    String seen = patched.body();
    assertThat(member.put("api/projects/app/tokens/" + id, seen).body()).isEqualTo(seen);
    assertThat(
            pointer(member.put("api/projects/app/tokens/" + id, seen.replace("tok_", "tok_other"))))
        .isEqualTo("/id");

    var rotated = member.post("api/projects/app/tokens/" + id + "/rotate", "");
    assertThat(json(rotated).getString("id")).isEqualTo(id);
    assertThat(etag(rotated)).isEqualTo(etag(member.get("api/projects/app/tokens/" + id)));
    assertThat(json(rotated).getString("token")).isNotEqualTo(clear);
    assertThat(json(rotated).getString("description")).isEqualTo("CI");

    assertThat(member.delete("api/projects/app/tokens/" + id).statusCode()).isEqualTo(204);
    assertThat(member.get("api/projects/app/tokens/" + id).statusCode()).isEqualTo(404);
  }

  // Usage and system

  @Test
  void usageIsFilteredAndMembersSeeThatOfTheirProjects() {
    addProject("mine", "viewer");
    admin.post("api/projects", "{\"name\":\"Other\",\"slug\":\"other\"}");
    String mine = gateway.config.current().project("mine").orElseThrow().id();
    String other = gateway.config.current().project("other").orElseThrow().id();
    gateway.usage.append(Records.usage("use_1", mine, "gpt"));
    gateway.usage.append(Records.usage("use_2", other, "gpt"));
    gateway.usage.append(Records.usage("use_3", other, "claude"));

    assertThat(json(admin.get("api/usage")).getInt("total")).isEqualTo(3);
    assertThat(json(admin.get("api/usage?project=other")).getInt("total")).isEqualTo(2);
    assertThat(json(admin.get("api/usage?project=" + other)).getInt("total")).isEqualTo(2);
    assertThat(json(admin.get("api/usage?model=claude")).getInt("total")).isEqualTo(1);
    assertThat(json(admin.get("api/usage?status=error")).getInt("total")).isZero();
    assertThat(json(admin.get("api/usage?limit=1")).getJsonArray("items")).hasSize(1);
    assertThat(json(admin.get("api/usage?from=2026-01-02T00:00:00Z")).getInt("total")).isZero();

    assertThat(json(member.get("api/usage")).getInt("total")).isEqualTo(1);
    assertThat(json(member.get("api/usage?project=other")).getInt("total")).isZero();
    assertThat(member.get("api/usage/use_1").statusCode()).isEqualTo(200);
    assertThat(member.get("api/usage/use_2").statusCode()).isEqualTo(404);
    var record = member.get("api/usage/use_1");
    assertThat(json(record).isNull("cost")).isTrue();
    assertThat(
            member.call("GET", "api/usage/use_1", "", "if-none-match", etag(record)).statusCode())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=x",
        "offset=-1",
        "status=bad",
        "from=yesterday",
        "colour=1",
        "model=a&model=b"
      })
  void aWrongFilterIsRefused(String query) {
    assertThat(admin.get("api/usage?" + query).statusCode()).isEqualTo(400);
  }

  @Test
  void theSystemTellsItsProblemsToAdministratorsOnly() {
    gateway.config.report(
        new ConfigProblem(
            "models.json", "/0/apiKey", "cannot be read", ConfigProblem.Severity.WARNING));

    gateway.usage.report(
        new ConfigProblem("usage.json", "", "line 7 is damaged", ConfigProblem.Severity.ERROR));

    var answer = admin.get("api/system/info");

    assertThat(etag(answer)).isNotEmpty();
    JsonObject info = json(answer);
    assertThat(info.getString("publicUrl")).matches("http://127.0.0.1:\\d+/some/context");
    admin.patch("api/settings", "{\"publicUrl\":\"https://llm.example.com\"}");
    assertThat(json(admin.get("api/system/info")).getString("publicUrl"))
        .isEqualTo("https://llm.example.com");
    assertThat(info.getString("version")).isEqualTo("1.2.3");
    assertThat(info.getJsonArray("problems").getJsonObject(0).getString("severity"))
        .isEqualTo("warning");
    assertThat(info.getJsonArray("problems").getJsonObject(1).getString("file"))
        .isEqualTo("usage.json");
    assertThat(member.get("api/system/info").statusCode()).isEqualTo(403);
  }
}
