package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.auth.SessionOrigin;
import io.routerly.domain.CallStatus;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.User;
import io.routerly.json.JsonTrees;
import io.routerly.pipeline.ModelTrial;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.script.Script;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Testing a model: a call like all others, for people who want to know whether it answers. */
class ModelTestTest {
  private static final String HASH = "$2a$04$abcdefghijklmnopqrstuuVXU5NvVf1nGRZTgw6pHAAqqJjFnSZtu";

  private final FakeOpenAi provider = FakeOpenAi.start();
  private final RunningProxy proxy;
  private String admin = "";

  ModelTestTest(@TempDir Path folder) {
    this.proxy = new RunningProxy(folder.resolve("home")).model("org/gpt", "openai", provider);
  }

  @BeforeEach
  void signIn() {
    User user = new User("usr_root", "root@example.com", HASH, "admin", Optional.empty());
    proxy.edit(state -> state.withUsers(List.of(user)));
    admin = proxy.gateway().signIn().sessions().start(user, SessionOrigin.UNKNOWN).token();
  }

  @AfterEach
  void stop() {
    proxy.close();
    provider.close();
  }

  private HttpResponse<String> test(String model) {
    return proxy.send(
        proxy
            .request("api/models/" + model + "/test")
            .header("Authorization", "Bearer " + admin)
            .POST(BodyPublishers.noBody()));
  }

  private JsonObject tested() {
    HttpResponse<String> answer = test("org%2Fgpt");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonTrees.object(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tellsThatAModelAnswersAndWhatThatTook() {
    JsonObject told = tested();

    assertThat(told.getBoolean("ok")).isTrue();
    assertThat(told.containsKey("error")).isFalse();
    assertThat(told.getInt("outputTokens")).isPositive();
    UsageRecord record = proxy.onlyRecord();
    assertThat(record.traceId()).isEqualTo(told.getString("traceId"));
    assertThat(record.projectSlug()).isEqualTo(ModelTrial.PROJECT);
    assertThat(record.modelId()).isEqualTo("org/gpt");
    assertThat(provider.requests()).hasSize(1);
  }

  @Test
  void tellsWhyAModelDoesNotAnswer() {
    provider.byDefault(Script.error(401, "no such key"));

    JsonObject told = tested();

    assertThat(told.getBoolean("ok")).isFalse();
    JsonObject error = told.getJsonObject("error");
    assertThat(error.getInt("providerStatus")).isEqualTo(401);
    assertThat(error.getString("message")).contains("no such key");
    assertThat(told.toString()).doesNotContain(provider.apiKey());
    assertThat(proxy.records()).allMatch(record -> record.status() == CallStatus.ERROR);
  }

  @Test
  void tellsThatAModelHasNoKeyWithoutAskingItsProvider() {
    proxy.edit(
        state ->
            state.withModels(
                state.models().stream()
                    .map(model -> model.withKeys(Optional.empty(), List.of()))
                    .toList()));

    JsonObject told = tested();

    assertThat(told.getBoolean("ok")).isFalse();
    assertThat(told.containsKey("durationMs")).isFalse();
    assertThat(told.getJsonObject("error").getString("message")).contains("key_missing");
    assertThat(provider.requests()).isEmpty();
  }

  @Test
  void isHeldInTheBudgetsOfTheInstallation() {
    proxy.settings(
        "{\"budgets\":[{\"metric\":\"calls\",\"limit\":1,\"windowType\":\"period\","
            + "\"windowSize\":\"yearly\"}]}");

    assertThat(tested().getBoolean("ok")).isTrue();
    assertThat(tested().getJsonObject("error").getString("code")).isEqualTo("budget_exceeded");
    assertThat(provider.requests()).hasSize(1);
  }

  @Test
  void asksAModelForEmbeddingsWhatItIsFor() {
    proxy.model(
        "{\"id\":\"vectors\",\"provider\":\"openai\",\"capabilities\":[\"embedding\"],"
            + "\"apiKey\":\"%s\",\"baseUrl\":\"%s\"}",
        provider.apiKey(), provider.baseUrl());

    HttpResponse<String> answer = test("vectors");

    assertThat(answer.body()).contains("\"ok\":true");
    assertThat(provider.requests().get(0).path()).endsWith("/embeddings");
  }

  @Test
  void knowsNoModelThatThereIsNot() {
    assertThat(test("nobody").statusCode()).isEqualTo(404);
    assertThat(proxy.records()).isEmpty();
  }
}
