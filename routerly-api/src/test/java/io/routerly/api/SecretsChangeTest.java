package io.routerly.api;

import static io.routerly.api.ServedHome.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.ServedHome.Caller;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New secrets in the place of old ones, while the service runs. */
class SecretsChangeTest {
  private static final String CALL =
      "{\"model\":\"demo/small\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  private final Path folder;
  private final SettableClock clock = new SettableClock();
  private final ServedHome home;
  private final Caller ann;

  SecretsChangeTest(@TempDir Path folder) {
    this.folder = folder;
    home = new ServedHome(folder, clock);
    ann = home.signIn("ann", "admin");
    ann.post("api/models", "{\"id\":\"demo/small\",\"provider\":\"demo\"}");
    ann.post("api/projects", "{\"name\":\"App\",\"slug\":\"app\",\"models\":[\"demo/small\"]}");
  }

  @AfterEach
  void close() {
    home.close();
  }

  private int call(String token) {
    return new Caller(home, token).post("v1/chat/completions", CALL).statusCode();
  }

  @Test
  void aNewMasterSecretEndsSessionsAndNothingElse() throws Exception {
    String secret = Files.readString(folder.resolve("config/secret"));
    String project = json(ann.post("api/projects/app/tokens", "{}")).getString("token");
    String personal =
        json(ann.post("api/me/tokens", "{\"name\":\"ci\",\"permissions\":[\"settings:write\"]}"))
            .getString("token");

    assertThat(ann.post("api/system/secret/rotate", "").statusCode()).isEqualTo(204);

    assertThat(Files.readString(folder.resolve("config/secret"))).isNotEqualTo(secret);
    assertThat(ann.get("api/me").statusCode()).isEqualTo(401);
    assertThat(home.signIn("ann", "admin").get("api/me").statusCode()).isEqualTo(200);
    assertThat(call(project)).isEqualTo(200);
    Caller program = new Caller(home, personal);
    assertThat(json(program.get("api/audit?action=secret")).getInt("total")).isEqualTo(1);
  }

  @Test
  void onlyThoseChangeItWhoMayChangeSettings() {
    assertThat(home.signIn("bob", "member").post("api/system/secret/rotate", "").statusCode())
        .isEqualTo(403);
    assertThat(home.stranger().post("api/system/secret/rotate", "").statusCode()).isEqualTo(401);
  }

  @Test
  void theTokenBeforeStaysGoodForTheOverlapAndNoLonger() {
    JsonObject made = json(ann.post("api/projects/app/tokens", "{}"));
    String path = "api/projects/app/tokens/" + made.getString("id");
    String first = made.getString("token");
    assertThat(call(first)).isEqualTo(200);

    JsonObject rotated = json(ann.post(path + "/rotate", "{\"overlapMinutes\":60}"));
    String second = rotated.getString("token");

    assertThat(json(ann.get(path)).getString("formerUntil"))
        .isEqualTo(clock.instant().plus(Duration.ofHours(1)).toString());
    assertThat(call(first)).isEqualTo(200);
    assertThat(call(second)).isEqualTo(200);
    clock.advance(Duration.ofHours(1).minusMillis(1));
    assertThat(call(first)).isEqualTo(200);
    clock.advance(Duration.ofMillis(1));
    assertThat(call(first)).isEqualTo(401);
    assertThat(call(second)).isEqualTo(200);
  }

  @Test
  void aSecondRotationKeepsWhatTheFirstOnePromised() {
    JsonObject made = json(ann.post("api/projects/app/tokens", "{}"));
    String path = "api/projects/app/tokens/" + made.getString("id");
    String first = made.getString("token");
    assertThat(call(first)).isEqualTo(200);
    String second = json(ann.post(path + "/rotate", "{\"overlapMinutes\":60}")).getString("token");
    clock.advance(Duration.ofMinutes(10));

    JsonObject again = json(ann.post(path + "/rotate", "{\"overlapMinutes\":20}"));

    String third = again.getString("token");
    assertThat(again.getString("formerUntil"))
        .isEqualTo(clock.instant().plus(Duration.ofMinutes(50)).toString());
    assertThat(List.of(call(first), call(second), call(third))).containsOnly(200);
    clock.advance(Duration.ofMinutes(20));
    assertThat(List.of(call(first), call(second), call(third))).containsExactly(200, 401, 200);
    clock.advance(Duration.ofMinutes(30));
    assertThat(List.of(call(first), call(second), call(third))).containsExactly(401, 401, 200);
  }

  @Test
  void aDescriptionThatIsChangedKeepsAllTokensGood() {
    JsonObject made = json(ann.post("api/projects/app/tokens", "{}"));
    String path = "api/projects/app/tokens/" + made.getString("id");
    json(ann.post(path + "/rotate", "{\"overlapMinutes\":60}"));
    json(ann.post(path + "/rotate", "{\"overlapMinutes\":60}"));

    json(ann.patch(path, "{\"description\":\"CI\"}"));

    assertThat(call(made.getString("token"))).isEqualTo(200);
  }

  @Test
  void afterTooManyRotationsWithinTheirOverlapsOneWithoutEndsThemAll() {
    JsonObject made = json(ann.post("api/projects/app/tokens", "{}"));
    String path = "api/projects/app/tokens/" + made.getString("id");
    for (int i = 0; i < 9; i++) {
      assertThat(ann.post(path + "/rotate", "{\"overlapMinutes\":60}").statusCode()).isEqualTo(200);
    }
    assertThat(ann.post(path + "/rotate", "{\"overlapMinutes\":60}").statusCode()).isEqualTo(409);
    assertThat(call(made.getString("token"))).isEqualTo(200);

    assertThat(ann.post(path + "/rotate", "").statusCode()).isEqualTo(200);

    assertThat(call(made.getString("token"))).isEqualTo(401);
  }

  @Test
  void withoutOverlapTheTokenBeforeStopsAtOnce() {
    JsonObject made = json(ann.post("api/projects/app/tokens", "{}"));
    String path = "api/projects/app/tokens/" + made.getString("id");
    assertThat(call(made.getString("token"))).isEqualTo(200);
    json(ann.post(path + "/rotate", "{\"overlapMinutes\":60}"));

    String third = json(ann.post(path + "/rotate", "")).getString("token");

    assertThat(call(made.getString("token"))).isEqualTo(401);
    assertThat(call(third)).isEqualTo(200);
    assertThat(ann.post(path + "/rotate", "{\"overlapMinutes\":-1}").body())
        .contains("/overlapMinutes");
  }
}
