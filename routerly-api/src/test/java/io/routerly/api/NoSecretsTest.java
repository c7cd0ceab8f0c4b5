package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.NamedKey;
import io.routerly.domain.ProjectToken;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Asks for everything that there is, and looks for what must be in no answer. */
class NoSecretsTest {
  private static final String KEY = "sk-canary-provider-key";

  @Test
  void noAnswerHoldsAKeyAPasswordOrAHash() {
    try (RunningGateway gateway = new RunningGateway()) {
      Person admin = gateway.signIn("root", "admin");
      List<String> answers = new ArrayList<>();
      answers.add(
          admin
              .post(
                  "api/models",
                  "{\"id\":\"gpt\",\"provider\":\"openai\",\"apiKey\":\"" + KEY + "\"}")
              .body());
      answers.add(admin.post("api/models/gpt/apikey", "{\"apiKey\":\"" + KEY + "\"}").body());
      answers.add(
          admin
              .post("api/models/gpt/apikey", "{\"name\":\"eu-1\",\"apiKey\":\"" + KEY + "\"}")
              .body());
      answers.add(
          admin
              .patch(
                  "api/models/gpt",
                  "{\"apiKeys\":[{\"name\":\"eu-1\"},{\"name\":\"us 1\",\"apiKey\":\""
                      + KEY
                      + "\"}]}")
              .body());
      answers.add(admin.post("api/models", "{\"id\":\"x\",\"apiKey\":\"" + KEY + "\"}").body());
      answers.add(
          admin.put("api/models/gpt", "{\"provider\":\"none\",\"apiKey\":\"" + KEY + "\"}").body());
      answers.add(
          admin.patch("api/users/usr_root", "{\"password\":\"" + KEY + "\",\"role\":1}").body());
      answers.add(
          admin
              .patch(
                  "api/settings",
                  "{\"notifications\":[{\"type\":\"webhook\",\"name\":\"hook\",\"url\":\"http://x/"
                      + KEY
                      + "\","
                      + "\"secret\":\""
                      + KEY
                      + "\"},{\"type\":\"ses\",\"name\":\"mail\",\"region\":\"eu-west-1\","
                      + "\"accessKeyId\":\"id\",\"from\":\"a@b.org\",\"to\":[\"c@d.org\"],"
                      + "\"secretAccessKey\":\""
                      + KEY
                      + "\"}]}")
              .body());
      answers.add(
          admin
              .patch(
                  "api/settings",
                  "{\"notifications\":[{\"type\":\"azure\",\"name\":\"mail\",\"connectionString\":\""
                      + KEY
                      + "\"}]}")
              .body());
      admin.post("api/projects", "{\"name\":\"App\",\"slug\":\"app\",\"models\":[\"gpt\"]}");
      String token = json(admin.post("api/projects/app/tokens", "{}")).getString("token");
      Stream.of(
              "health",
              "api/setup/status",
              "api/me",
              "api/models",
              "api/models/gpt",
              "api/projects",
              "api/projects/app",
              "api/projects/app/tokens",
              "api/projects/app/members",
              "api/users",
              "api/users/usr_root",
              "api/roles",
              "api/settings",
              "api/usage",
              "api/system/info")
          .map(admin::get)
          .forEach(
              response -> {
                assertThat(response.statusCode()).isEqualTo(200);
                answers.add(response.body());
              });

      assertThat(answers)
          .allSatisfy(
              answer ->
                  assertThat(answer)
                      .doesNotContain(secrets(gateway))
                      .doesNotContain(token.substring(14))
                      .doesNotContain("$2a$", "HASHED:", "ENCRYPTED:"));
    }
  }

  private static List<String> secrets(RunningGateway gateway) {
    var current = gateway.config.current();
    return Stream.of(
            Stream.of(KEY, RunningGateway.PASSWORD, RunningGateway.SETUP_CODE),
            current.models().stream().flatMap(model -> model.keys().stream()).map(NamedKey::apiKey),
            current.projects().stream()
                .flatMap(project -> project.tokens().stream().map(ProjectToken::token)))
        .flatMap(stream -> stream)
        .toList();
  }
}
