package io.routerly.api;

import static io.routerly.api.ServedHome.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who changed what, as {@code /api/audit} and the file tell it. */
class AuditTest {
  private static final String MODEL =
      "{\"id\":\"gpt\",\"provider\":\"openai\",\"apiKey\":\"sk-canary-1\"}";

  private final Path folder;
  private final ServedHome home;
  private final ServedHome.Caller ann;

  AuditTest(@TempDir Path folder) {
    this.folder = folder;
    home = new ServedHome(folder);
    ann = home.signIn("ann", "admin");
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void namesWhoChangedWhichFieldsOfWhat() {
    ann.post("api/models", MODEL);
    ann.patch("api/models/gpt", "{\"contextWindow\":4000,\"headers\":{\"x-team\":\"canary\"}}");
    ann.delete("api/models/gpt");

    List<JsonObject> told = told("target=gpt");

    assertThat(told)
        .extracting(entry -> entry.getString("action"))
        .containsExactly("model.deleted", "model.changed", "model.created");
    JsonObject change = told.get(1);
    assertThat(change.getJsonObject("actor").getString("userId")).isEqualTo("usr_ann");
    assertThat(change.getJsonObject("actor").getString("name")).isEqualTo("ann@example.com");
    assertThat(change.getJsonObject("actor").getString("via")).isEqualTo("session");
    assertThat(change.getJsonArray("fields").getValuesAs(JsonString::getString))
        .containsExactly("/contextWindow", "/headers/x-team");
    assertThat(change.getString("outcome")).isEqualTo("done");
  }

  @Test
  void tellsPartsOfProjectsOneByOneAndNoValue() throws Exception {
    ann.post("api/projects", "{\"name\":\"App\",\"slug\":\"app\"}");
    home.user("bob", "member");
    ann.post("api/projects/app/members", "{\"userId\":\"usr_bob\",\"role\":\"viewer\"}");
    String token = json(ann.post("api/projects/app/tokens", "{}")).getString("id");
    String secret =
        json(ann.post("api/projects/app/tokens/" + token + "/rotate", "")).getString("token");

    assertThat(told("project=app"))
        .extracting(entry -> entry.getString("action") + " " + entry.getString("target"))
        .containsExactly(
            "token.changed " + token,
            "token.created " + token,
            "member.created usr_bob",
            "project.created app");
    assertThat(told("action=project")).hasSize(1);
    String file = Files.readString(folder.resolve("data/audit.json"));
    assertThat(file).doesNotContain(secret, secret.substring(14), "HASHED:", "$2a$", "sk-canary");
  }

  @Test
  void tellsNothingOfAChangeThatWasRefused() {
    long before = total("");
    assertThat(ann.post("api/models", "{\"id\":\"x\",\"provider\":\"nobody\"}").statusCode())
        .isEqualTo(400);
    assertThat(ann.delete("api/users/usr_ann").statusCode()).isEqualTo(409);
    assertThat(total("")).isEqualTo(before);
  }

  @Test
  void tellsOfChangesMadeByHand() throws Exception {
    Files.writeString(
        folder.resolve("config/roles.json"),
        "[{\"name\":\"auditor\",\"permissions\":[\"usage:read\"]}]");
    ann.post("api/models", MODEL); // An edit looks at the disk first.

    JsonObject told = told("action=role.created").get(0);
    assertThat(told.getString("target")).isEqualTo("auditor");
    assertThat(told.getJsonObject("actor").getString("via")).isEqualTo("file");
  }

  @Test
  void isForThoseWhoMayChangeTheSettings() {
    assertThat(home.signIn("bob", "member").get("api/audit").statusCode()).isEqualTo(403);
    assertThat(home.stranger().get("api/audit").statusCode()).isEqualTo(401);
  }

  @Test
  void pagesAndFilters() {
    for (int i = 0; i < 5; i++) {
      ann.post("api/models", MODEL.replace("gpt", "gpt-" + i));
    }
    JsonObject page = json(ann.get("api/audit?action=model.created&limit=2&offset=1"));
    assertThat(page.getInt("total")).isEqualTo(5);
    assertThat(page.getJsonArray("items").getValuesAs(JsonObject.class))
        .extracting(entry -> entry.getString("target"))
        .containsExactly("gpt-3", "gpt-2");
    assertThat(total("?actor=ANN@example.com")).isEqualTo(5);
    assertThat(total("?to=2020-01-01T00:00:00Z")).isZero();
    assertThat(ann.get("api/audit?who=ann").statusCode()).isEqualTo(400);
  }

  private long total(String query) {
    return json(ann.get("api/audit" + query)).getInt("total");
  }

  private List<JsonObject> told(String query) {
    return json(ann.get("api/audit?" + query)).getJsonArray("items").getValuesAs(JsonObject.class);
  }
}
