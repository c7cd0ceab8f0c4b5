package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What something else names is not taken away from under it, and whoever names it is told. */
class ThingsInUseTest {
  private static final String ASKING_JUDGE =
      "\"policies\":[{\"type\":\"llm\",\"config\":{\"modelId\":\"judge\"}}]";
  private static final String CHANNEL =
      "{\"type\":\"webhook\",\"name\":\"ops\",\"url\":\"https://example.com/canary\",\"secret\":\"canary\",";

  private final RunningGateway gateway = new RunningGateway();
  private final Person admin = gateway.signIn("root", "admin");

  @BeforeEach
  void addWhatIsUsed() {
    admin.post("api/models", "{\"id\":\"judge\",\"provider\":\"openai\"}");
    admin.post("api/models", "{\"id\":\"gpt\",\"provider\":\"openai\"}");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private HttpResponse<String> project(String slug, String rest) {
    return admin.post("api/projects", "{\"name\":\"App\",\"slug\":\"" + slug + "\"," + rest + "}");
  }

  private void addChannelFor(String slug) {
    String channels = "[" + CHANNEL + "\"projects\":[\"other\",\"" + slug + "\"]}]";
    var added = admin.patch("api/settings", "{\"notifications\":" + channels + "}");
    assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
  }

  private static String conflict(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(409);
    return json(response).getString("message");
  }

  @Test
  void aModelThatAPolicyAsksCannotBeRemoved() {
    assertThat(project("asking", ASKING_JUDGE).statusCode()).isEqualTo(201);
    project("listing", "\"models\":[\"judge\"]");

    assertThat(conflict(admin.delete("api/models/judge"))).contains("asking (policy llm), listing");

    admin.patch("api/projects/asking", "{\"policies\":[]}");
    admin.patch("api/projects/listing", "{\"models\":null}");
    assertThat(admin.delete("api/models/judge").statusCode()).isEqualTo(204);
  }

  @Test
  void aPolicyNamesAModelThatThereIs() {
    var refused = project("asking", ASKING_JUDGE.replace("judge", "nobody"));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).getJsonArray("details").getJsonObject(0).getString("pointer"))
        .isEqualTo("/policies/0/config");
  }

  @Test
  void aRoleInUseTellsWhoHasIt() {
    admin.post("api/roles", "{\"name\":\"ops\",\"permissions\":[]}");
    gateway.addUser("ann", "ops");
    gateway.addUser("bob", "ops");

    assertThat(conflict(admin.delete("api/roles/ops")))
        .contains("ann@example.com, bob@example.com");
  }

  @Test
  void aProjectThatAChannelNamesCannotBeRemoved() {
    project("app", "\"models\":[]");
    addChannelFor("app");

    assertThat(conflict(admin.delete("api/projects/app"))).contains("ops");

    admin.patch("api/settings", "{\"notifications\":null}");
    assertThat(admin.delete("api/projects/app").statusCode()).isEqualTo(204);
  }

  @Test
  void aChannelFollowsAProjectToItsNewSlug() {
    project("app", "\"models\":[]");
    addChannelFor("app");

    assertThat(admin.patch("api/projects/app", "{\"slug\":\"shop\"}").statusCode()).isEqualTo(200);

    assertThat(
            json(admin.get("api/settings"))
                .getJsonArray("notifications")
                .getJsonObject(0)
                .getJsonArray("projects"))
        .hasToString("[\"other\",\"shop\"]");
  }
}
