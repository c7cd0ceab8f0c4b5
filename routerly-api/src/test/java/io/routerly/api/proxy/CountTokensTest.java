package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.errors.NotFoundException;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageTokensCount;
import com.anthropic.models.messages.Tool;
import io.routerly.testkit.FakeAnthropic;
import io.routerly.testkit.FakeGemini;
import io.routerly.testkit.FakeMistral;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.script.Script;
import io.routerly.testkit.script.TokenCounts;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many tokens a request has, as Anthropic's own SDK asks it. */
class CountTokensTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Script COUNTED = Script.answer().counting(TokenCounts.of(42, 1));
  private static final String COUNT = "v1/messages/count_tokens";
  private static final String BODY =
      """
      {"model":"m", "system":"Be brief.",
       "messages":[{"role":"user","content":"hello world"}],
       "tools":[{"name":"weather","description":"Tells the weather.",
         "input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}]}""";

  @TempDir Path home;

  @Test
  void passesTheWordOfAnthropicOn() {
    try (FakeAnthropic anthropic = FakeAnthropic.start();
        RunningProxy proxy = new RunningProxy(home).model("m", "anthropic", anthropic)) {
      anthropic.next(COUNTED);

      assertThat(ask(proxy, "", "exact")).isEqualTo(42);
      assertThat(anthropic.takeRequest(PATIENCE).path()).isEqualTo("/v1/messages/count_tokens");
      assertThat(proxy.records()).isEmpty();
    }
  }

  @Test
  void asksWithAnotherKeyWhereOneIsRefused() {
    try (FakeAnthropic anthropic = FakeAnthropic.start();
        RunningProxy proxy =
            new RunningProxy(home)
                .model(
                    """
                    {"id":"m","provider":"anthropic","baseUrl":"%s","apiKeys":[
                      {"name":"old","apiKey":"sk-withdrawn-key","weight":1000},
                      {"name":"new","apiKey":"%s"}]}""",
                    anthropic.baseUrl(), anthropic.apiKey())) {
      anthropic.byDefault(COUNTED);

      for (int call = 0; call < 5; call++) {
        assertThat(ask(proxy, "", "exact")).isEqualTo(42);
      }
    }
  }

  @Test
  void asksGemini() {
    try (FakeGemini gemini = FakeGemini.start();
        RunningProxy proxy = new RunningProxy(home).model("m", "gemini", gemini)) {
      gemini.next(COUNTED);

      assertThat(ask(proxy, "", "exact")).isEqualTo(42);
      RecordedRequest asked = gemini.takeRequest(PATIENCE);
      assertThat(asked.path()).isEqualTo("/v1beta/models/m:countTokens");
      assertThat(asked.json().getJsonObject("generateContentRequest").keySet())
          .contains("model", "contents", "systemInstruction", "tools");
      assertThat(asked.header("anthropic-version")).isEmpty();
      assertThat(proxy.records()).isEmpty();
    }
  }

  @Test
  void asksOpenAi() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("m", "openai", openAi)) {
      openAi.next(COUNTED);

      assertThat(ask(proxy, "", "exact")).isEqualTo(42);
      RecordedRequest asked = openAi.takeRequest(PATIENCE);
      assertThat(asked.path()).isEqualTo("/v1/responses/input_tokens");
      assertThat(asked.json().keySet()).contains("model", "input", "tools");
      assertThat(proxy.records()).isEmpty();
    }
  }

  @Test
  void estimatesForAProviderOfOpenAisFormatWithoutAskingIt() {
    try (FakeMistral mistral = FakeMistral.start();
        RunningProxy proxy = new RunningProxy(home).model("m", "mistral", mistral)) {
      // 3 before the answer, 4 for each of two messages, 3 tokens of one and 2 of the other, and
      // the tool: 8, 1 for its name, 4 or 5 each for its description and its schema
      assertThat(ask(proxy, "", "estimate")).isBetween(32L, 38L);
      assertThat(mistral.requests()).isEmpty();
      assertThat(proxy.records()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {404, 405, 501})
  void estimatesWhereTheEndpointIsMissing(int status) {
    try (FakeAnthropic anthropic = FakeAnthropic.start();
        RunningProxy proxy = new RunningProxy(home).model("m", "anthropic", anthropic)) {
      anthropic.next(Script.error(status));

      assertThat(ask(proxy, "", "estimate")).isPositive();
      assertThat(anthropic.requests()).hasSize(1);
    }
  }

  @Test
  void estimatesForTheDemoProvider() {
    try (RunningProxy proxy =
        new RunningProxy(home).model("{\"id\":\"m\",\"provider\":\"demo\"}")) {
      assertThat(ask(proxy, "", "estimate")).isPositive();
    }
  }

  @Test
  void asksTheNextModelIfAProviderFails() {
    try (FakeAnthropic anthropic = FakeAnthropic.start();
        FakeGemini gemini = FakeGemini.start();
        RunningProxy proxy =
            new RunningProxy(home)
                .model("m", "anthropic", anthropic)
                .model("other", "gemini", gemini)) {
      anthropic.next(Script.error(529));
      gemini.next(COUNTED);

      assertThat(ask(proxy, "", "exact")).isEqualTo(42);
    }
  }

  @Test
  void answersUnderTheProjectsOwnPath() {
    try (FakeAnthropic anthropic = FakeAnthropic.start();
        RunningProxy proxy = new RunningProxy(home).model("m", "anthropic", anthropic)) {
      anthropic.next(COUNTED);

      assertThat(ask(proxy, "projects/my-app", "exact")).isEqualTo(42);
    }
  }

  @Test
  void forwardsBytesQueryAndHeadersOfAnthropicsClients() {
    String body = BODY.replace("\"m\"", "\"claude\"");
    try (FakeAnthropic anthropic = FakeAnthropic.start();
        RunningProxy proxy = new RunningProxy(home).model("claude", "anthropic", anthropic)) {
      HttpResponse<String> response =
          proxy.send(
              proxy
                  .request(COUNT + "?beta=true")
                  .header("x-api-key", proxy.token())
                  .header("Content-Type", "application/json")
                  .header("anthropic-version", "2023-06-01")
                  .header("anthropic-beta", "token-counting-2024-11-01")
                  .POST(BodyPublishers.ofString(body)));

      assertThat(response.statusCode()).isEqualTo(200);
      RecordedRequest asked = anthropic.takeRequest(PATIENCE);
      assertThat(asked.bodyText()).isEqualTo(body);
      assertThat(asked.query()).isEqualTo("beta=true");
      assertThat(asked.header("anthropic-beta")).hasValue("token-counting-2024-11-01");
      assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    }
  }

  @Test
  void tellsThatAModelIsUnknown() {
    try (FakeAnthropic anthropic = FakeAnthropic.start();
        RunningProxy proxy = new RunningProxy(home).model("other", "anthropic", anthropic);
        Client client = new Client(proxy, "")) {
      assertThatThrownBy(() -> client.ask("exact")).isInstanceOf(NotFoundException.class);

      HttpResponse<String> response = proxy.post(COUNT, BODY);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).startsWith("{\"type\":\"error\"").contains("not_found_error");
      assertThat(response.headers().firstValue("x-routerly-error")).hasValue("model_not_found");
    }
  }

  @Test
  void refusesAWrongTokenInAnthropicsEnvelope() {
    try (RunningProxy proxy = new RunningProxy(home)) {
      HttpResponse<String> response =
          proxy.send(
              proxy
                  .request(COUNT)
                  .header("x-api-key", "sk-rt-" + "x".repeat(51))
                  .POST(BodyPublishers.ofString(BODY)));

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.body()).contains("authentication_error");
    }
  }

  @Test
  void passesTheProvidersRefusalOn() {
    try (FakeGemini gemini = FakeGemini.start();
        RunningProxy proxy = new RunningProxy(home).model("m", "gemini", gemini)) {
      gemini.next(Script.error(400));

      HttpResponse<String> response = proxy.post(COUNT, BODY);

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("\"type\":\"error\"", "invalid_request_error");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"messages/count%5ftokens", "messages/Count_Tokens"})
  void isNotReachedByAnotherSpelling(String rest) {
    try (FakeAnthropic anthropic = FakeAnthropic.start();
        RunningProxy proxy = new RunningProxy(home).model("m", "anthropic", anthropic)) {
      assertThat(proxy.post("v1/" + rest, BODY).statusCode()).isEqualTo(404);
      assertThat(anthropic.requests()).isEmpty();
    }
  }

  private static long ask(RunningProxy proxy, String under, String kind) {
    try (Client client = new Client(proxy, under)) {
      return client.ask(kind);
    }
  }

  /** Anthropic's SDK as an application sets it up. */
  private static final class Client implements AutoCloseable {
    private final AnthropicClient sdk;

    Client(RunningProxy proxy, String under) {
      sdk =
          AnthropicOkHttpClient.builder()
              .baseUrl(proxy.root().resolve(under).toString())
              .apiKey(proxy.token())
              .maxRetries(0)
              .responseValidation(true)
              .build();
    }

    /** Returns the figure, which must be one of this kind. */
    long ask(String kind) {
      try (HttpResponseFor<MessageTokensCount> response =
          sdk.messages().withRawResponse().countTokens(question())) {
        assertThat(response.headers().values("x-routerly-token-count")).isEqualTo(List.of(kind));
        return response.parse().inputTokens();
      }
    }

    private static MessageCountTokensParams question() {
      return MessageCountTokensParams.builder()
          .model("m")
          .system("Be brief.")
          .addUserMessage("hello world")
          .addTool(
              Tool.builder()
                  .name("weather")
                  .description("Tells the weather.")
                  .inputSchema(Tool.InputSchema.builder().build())
                  .build())
          .build();
    }

    @Override
    public void close() {
      sdk.close();
    }
  }
}
