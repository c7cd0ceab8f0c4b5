package io.routerly.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.Script;
import io.routerly.testkit.script.TokenCounts;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's own SDK, with its validation on, takes the fake for the real one. */
class OpenAiSdkTest {
  private static final String ARGUMENTS = "{\"city\":\"Lima\"}";

  private final FakeOpenAi fake = FakeOpenAi.start();
  private final OpenAIClient client =
      OpenAIOkHttpClient.builder()
          .baseUrl(fake.baseUrl())
          .apiKey(fake.apiKey())
          .maxRetries(0)
          .responseValidation(true)
          .build();

  @AfterEach
  void close() {
    client.close();
    fake.close();
  }

  @Test
  void readsABufferedAnswerWithItsUsage() {
    fake.next(Script.text("Lima.").counting(TokenCounts.of(30, 4).withCacheRead(10)));
    ChatCompletion answer = client.chat().completions().create(chat().build());
    assertThat(answer.choices().get(0).message().content()).contains("Lima.");
    assertThat(answer.usage().orElseThrow().promptTokens()).isEqualTo(30);
    assertThat(answer.usage().orElseThrow().promptTokensDetails().orElseThrow().cachedTokens())
        .contains(10L);
  }

  @Test
  void readsAStreamedAnswerWithItsUsage() {
    fake.next(Script.text("Lima, naturally.").counting(TokenCounts.of(30, 4)));
    ChatCompletionStreamOptions metered =
        ChatCompletionStreamOptions.builder().includeUsage(true).build();
    ChatCompletion answer = streamed(chat().streamOptions(metered).build());
    assertThat(answer.choices().get(0).message().content()).contains("Lima, naturally.");
    assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(34);
  }

  @Test
  void readsABufferedToolCall() {
    fake.next(Script.toolCall("weather", ARGUMENTS));
    assertCallsTheTool(client.chat().completions().create(chat().build()));
  }

  @Test
  void readsAStreamedToolCall() {
    fake.next(Script.toolCall("weather", ARGUMENTS));
    assertCallsTheTool(streamed(chat().build()));
  }

  @Test
  void readsABufferedResponse() {
    fake.next(Script.say(new Part.Thinking("Hm."), new Part.Text("Lima.")));
    Response response = client.responses().create(response().build());
    assertThat(response.output()).hasSize(2);
    assertThat(response.output().get(1).asMessage().content().get(0).asOutputText().text())
        .isEqualTo("Lima.");
  }

  @Test
  void readsAStreamedResponseWithAToolCall() {
    fake.next(
        Script.say(new Part.Text("Let me look."), new Part.ToolCall("weather", ARGUMENTS))
            .counting(TokenCounts.of(50, 9).withCacheRead(20).withReasoning(2)));
    Response response = streamed(response().build());
    assertThat(response.output().get(1).asFunctionCall().arguments()).isEqualTo(ARGUMENTS);
    assertThat(response.usage().orElseThrow().inputTokensDetails().cachedTokens()).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "text-with-cache", "text-with-cache-write", "tool-call"})
  void readsTheFixturesOfBothApis(String fixture) {
    fake.byDefault(Script.fixture(fixture));
    assertThat(streamed(chat().build()).choices()).hasSize(1);
    ChatCompletion buffered = client.chat().completions().create(chat().build());
    assertThat(buffered.usage().orElseThrow().isValid()).isTrue();
    assertThat(client.responses().create(response().build()).output()).hasSize(1);
    assertThat(streamed(response().build()).usage().orElseThrow().isValid()).isTrue();
  }

  @Test
  void readsEmbeddings() {
    EmbeddingCreateParams params =
        EmbeddingCreateParams.builder().model("text-embedding-3-small").input("Hi").build();
    assertThat(client.embeddings().create(params).data().get(0).embedding()).startsWith(0.5f);
  }

  @Test
  void readsTheListOfModels() {
    assertThat(client.models().list().data()).extracting("id").isNotEmpty();
  }

  @Test
  void recognisesARateLimit() {
    fake.next(Script.rateLimit(Duration.ofSeconds(1)));
    assertThatThrownBy(() -> client.chat().completions().create(chat().build()))
        .isInstanceOf(RateLimitException.class);
  }

  private ChatCompletion streamed(ChatCompletionCreateParams params) {
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params)) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.chatCompletion();
  }

  private Response streamed(ResponseCreateParams params) {
    ResponseAccumulator accumulator = ResponseAccumulator.create();
    try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(params)) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.response();
  }

  private static void assertCallsTheTool(ChatCompletion answer) {
    ChatCompletionMessageFunctionToolCall call =
        answer.choices().get(0).message().toolCalls().orElseThrow().get(0).asFunction();
    assertThat(call.function().name()).isEqualTo("weather");
    assertThat(call.function().arguments()).isEqualTo(ARGUMENTS);
  }

  private static ChatCompletionCreateParams.Builder chat() {
    return ChatCompletionCreateParams.builder().model("gpt-5-mini").addUserMessage("Hi");
  }

  private static ResponseCreateParams.Builder response() {
    return ResponseCreateParams.builder().model("gpt-5").input("Hi");
  }
}
