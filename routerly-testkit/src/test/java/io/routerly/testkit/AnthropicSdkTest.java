package io.routerly.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.RateLimitException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.Script;
import io.routerly.testkit.script.TokenCounts;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anthropic's own SDK, with its validation on, takes the fake for the real one. */
class AnthropicSdkTest {
  private final FakeAnthropic fake = FakeAnthropic.start();
  private final AnthropicClient client =
      AnthropicOkHttpClient.builder()
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
    TokenCounts counts = TokenCounts.of(100, 9).withCacheRead(50).withCacheWrites(20, 10);
    fake.next(Script.text("Lima.").counting(counts));
    Message message = client.messages().create(params());
    assertThat(message.content().get(0).asText().text()).isEqualTo("Lima.");
    assertThat(message.usage().inputTokens()).isEqualTo(20);
    assertThat(message.usage().cacheCreation().orElseThrow().ephemeral1hInputTokens())
        .isEqualTo(10);
  }

  @Test
  void readsAStreamedAnswerWithThinking() {
    fake.next(Script.say(new Part.Thinking("Hm, so."), new Part.Text("Lima, naturally.")));
    Message message = streamed();
    assertThat(message.content().get(0).asThinking().thinking()).isEqualTo("Hm, so.");
    assertThat(message.content().get(1).asText().text()).isEqualTo("Lima, naturally.");
    assertThat(message.stopReason()).contains(StopReason.END_TURN);
  }

  @Test
  void readsABufferedToolCall() {
    fake.next(Script.toolCall("weather", "{\"city\":\"Lima\"}"));
    Message message = client.messages().create(params());
    assertThat(message.content().get(0).asToolUse().name()).isEqualTo("weather");
    assertThat(message.stopReason()).contains(StopReason.TOOL_USE);
  }

  @Test
  void readsAStreamedToolCall() {
    fake.next(Script.toolCall("weather", "{\"city\":\"Lima\"}").counting(TokenCounts.of(100, 17)));
    Message message = streamed();
    assertThat(message.content().get(0).asToolUse()._input().toString()).contains("Lima");
    assertThat(message.usage().outputTokens()).isEqualTo(17);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "text-with-cache",
        "one-hour-cache-write",
        "tool-call",
        "parallel-tool-calls",
        "thinking",
        "redacted-thinking",
        "max-tokens",
        "empty-tool-arguments"
      })
  void readsTheSameFromBothFormsOfAFixture(String fixture) {
    fake.byDefault(Script.fixture(fixture));
    Message buffered = client.messages().create(params());
    Message streamed = streamed();
    assertThat(streamed.content()).isEqualTo(buffered.content());
    assertThat(streamed.stopReason()).isEqualTo(buffered.stopReason());
    assertThat(streamed.usage().outputTokens()).isEqualTo(buffered.usage().outputTokens());
  }

  @Test
  void countsTokens() {
    fake.next(Script.answer().counting(TokenCounts.of(42, 0)));
    MessageCountTokensParams params =
        MessageCountTokensParams.builder().model("claude-haiku-4-5").addUserMessage("Hi").build();
    assertThat(client.messages().countTokens(params).inputTokens()).isEqualTo(42);
  }

  @Test
  void readsTheListOfModels() {
    assertThat(client.models().list().data().get(0).id()).isEqualTo("claude-sonnet-4-5");
  }

  @Test
  void recognisesARateLimit() {
    fake.next(Script.rateLimit(Duration.ofSeconds(1)));
    assertThatThrownBy(() -> client.messages().create(params()))
        .isInstanceOf(RateLimitException.class);
  }

  private Message streamed() {
    MessageAccumulator accumulator = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(params())) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.message();
  }

  private static MessageCreateParams params() {
    return MessageCreateParams.builder()
        .model("claude-haiku-4-5")
        .maxTokens(64)
        .addUserMessage("Hi")
        .build();
  }
}
