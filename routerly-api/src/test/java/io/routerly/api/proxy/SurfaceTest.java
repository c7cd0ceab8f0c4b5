package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.CallType;
import io.routerly.error.GatewayException;
import io.routerly.testkit.FakeAnthropic;
import io.routerly.testkit.FakeOpenAi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, paths, bodies and lists, as clients meet them. */
class SurfaceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String CHAT =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  @TempDir Path home;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "Authorization, Bearer %s",
    "authorization, bearer %s",
    "x-api-key, %s",
    "api-key, %s",
    "x-goog-api-key, %s"
  })
  void takesTheTokenFromTheHeaderThatTheSdkUses(String header, String value) {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("m", "openai", openAi)) {
      HttpResponse<String> response =
          proxy.send(
              proxy
                  .request("v1/chat/completions")
                  .header(header, value.formatted(proxy.token()))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(CHAT)));

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(openAi.leaks()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "v1/chat/completions, invalid_api_key",
    "projects/my-app/v1/responses, invalid_api_key",
    "v1/messages, authentication_error"
  })
  void refusesAWrongTokenInTheEnvelopeOfTheApi(String path, String named) {
    try (RunningProxy proxy = new RunningProxy(home)) {
      HttpResponse<String> response =
          proxy.send(
              proxy
                  .request(path)
                  .header("Authorization", "Bearer sk-rt-" + "x".repeat(51))
                  .POST(BodyPublishers.ofString(CHAT)));

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.body()).contains(named);
      assertThat(response.headers().firstValue("x-routerly-trace-id")).isPresent();
      assertThat(response.headers().firstValue("x-routerly-error")).hasValue("invalid_api_key");
    }
  }

  @Test
  void refusesTwoDifferentTokens() {
    try (RunningProxy proxy = new RunningProxy(home)) {
      HttpResponse<String> response =
          proxy.send(
              proxy
                  .request("v1/models")
                  .header("Authorization", "Bearer " + proxy.token())
                  .header("x-api-key", "sk-rt-other"));

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.body()).contains("conflicting_credentials");
    }
  }

  @Test
  void refusesATokenOfAnotherProject() {
    try (RunningProxy proxy = new RunningProxy(home)) {
      assertThat(proxy.get("projects/my-app/v1/models").statusCode()).isEqualTo(200);
      assertThat(proxy.get("projects/other/v1/models").statusCode()).isEqualTo(403);
    }
  }

  @ParameterizedTest(name = "body <{0}>")
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"model\":\"m\"",
        "{\"model\":\"m\",\"model\":\"n\"}",
        "{\"model\":\"m\",\"mod\\u0065l\":\"n\"}",
        "{\"model\":7}",
        "{\"messages\":[]}",
        "{\"model\":\"m\",\"x\":[1,]}",
        "{\"model\":\"m\",\"stream\":\"yes\"}",
        "{\"model\":\"m\"} trailing"
      })
  void refusesAMalformedBodyAndRecordsNothing(String body) {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("m", "openai", openAi)) {
      HttpResponse<String> response = proxy.post("v1/chat/completions", body);

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("invalid_request");
      assertThat(openAi.requests()).isEmpty();
      assertThat(proxy.records()).isEmpty();
    }
  }

  @Test
  void refusesABodyThatNestsTooDeep() {
    try (RunningProxy proxy = new RunningProxy(home)) {
      String deep = "{\"model\":\"m\",\"x\":" + "[".repeat(300) + "]".repeat(300) + "}";

      assertThat(proxy.post("v1/chat/completions", deep).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void unpacksAGzippedBody() throws IOException {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("m", "openai", openAi)) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(CHAT.getBytes(StandardCharsets.UTF_8));
      }

      HttpResponse<String> response =
          proxy.send(
              proxy
                  .request("v1/chat/completions")
                  .header("Authorization", "Bearer " + proxy.token())
                  .header("Content-Type", "application/json")
                  .header("Content-Encoding", "gzip")
                  .POST(BodyPublishers.ofByteArray(packed.toByteArray())));

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(openAi.takeRequest(PATIENCE).bodyText()).isEqualTo(CHAT);
    }
  }

  @Test
  void listsModelsInTheShapeOfWhoeverAsks() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        FakeAnthropic anthropic = FakeAnthropic.start();
        RunningProxy proxy =
            new RunningProxy(home)
                .model("a/b:c", "openai", openAi)
                .model("claude", "anthropic", anthropic)) {
      assertThat(proxy.get("v1/models").body())
          .startsWith("{\"object\":\"list\",\"data\":[{\"id\":\"a/b:c\",\"object\":\"model\"");
      HttpResponse<String> page =
          proxy.send(
              proxy
                  .request("v1/models?limit=1")
                  .header("x-api-key", proxy.token())
                  .header("anthropic-version", "2023-06-01"));
      assertThat(page.body())
          .contains("\"type\":\"model\"", "\"has_more\":true", "\"first_id\":\"a/b:c\"");
      assertThat(proxy.get("v1/models/a/b:c").body()).contains("\"id\":\"a/b:c\"");
      assertThat(proxy.get("v1/models/a%2Fb%3Ac").statusCode()).isEqualTo(200);
      assertThat(proxy.get("v1/models/none").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void passesOtherPathsThroughAndMetersThem() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("openai/embed", "openai", openAi)) {
      HttpResponse<String> response =
          proxy.post("v1/embeddings", "{\"model\":\"openai/embed\",\"input\":\"Hello\"}");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(openAi.takeRequest(PATIENCE).json().getString("model")).isEqualTo("embed");
      assertThat(proxy.onlyRecord().callType()).isEqualTo(CallType.PASSTHROUGH);
      assertThat(proxy.onlyRecord().tokens().input()).isPositive();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"files/%2e%2e/models", "a//b", "a%2fb", "%2e", "a%5cb"})
  void knowsNoPathThatCouldLeadElsewhere(String rest) {
    assertThatThrownBy(() -> Route.other(rest)).isInstanceOf(GatewayException.class);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"v1/files/x/content?model=m", "v1/chat/completions?model=m"})
  void asksNoProviderForTheHeadOfAnAnswer(String path) {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("m", "openai", openAi)) {
      HttpResponse<String> response =
          proxy.send(
              proxy
                  .request(path)
                  .header("Authorization", "Bearer " + proxy.token())
                  .method("HEAD", BodyPublishers.noBody()));

      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(response.headers().firstValue("Allow"))
          .hasValueSatisfying(
              allow -> assertThat(allow).contains("GET", "POST").doesNotContain("HEAD"));
      assertThat(openAi.requests()).isEmpty();
    }
  }

  @Test
  void answersTheHeadOfItsOwnLists() {
    try (RunningProxy proxy = new RunningProxy(home)) {
      HttpResponse<String> response =
          proxy.send(
              proxy
                  .request("v1/models")
                  .header("Authorization", "Bearer " + proxy.token())
                  .method("HEAD", BodyPublishers.noBody()));

      assertThat(response.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void passesTheListOfStoredChatsThrough() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("m", "openai", openAi)) {
      proxy.get("v1/chat/completions?model=m");

      assertThat(openAi.takeRequest(PATIENCE).method()).isEqualTo("GET");
      assertThat(proxy.onlyRecord().callType()).isEqualTo(CallType.PASSTHROUGH);
    }
  }

  @Test
  void answersAtTheRoot() {
    try (RunningProxy proxy = new RunningProxy(home)) {
      assertThat(proxy.send(proxy.request("").method("HEAD", BodyPublishers.noBody())).statusCode())
          .isEqualTo(200);
    }
  }
}
