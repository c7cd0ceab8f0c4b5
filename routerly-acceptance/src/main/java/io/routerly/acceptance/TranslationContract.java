package io.routerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.openai.core.JsonValue;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import io.routerly.testkit.FakeProvider;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.Script;
import io.routerly.testkit.script.TokenCounts;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of the official SDKs that are served by providers of another format. */
public interface TranslationContract extends OnSite {
  @Test
  default void takesParallelToolsOfAChatClientToAnthropicOverTwoStreamedTurns() {
    site()
        .anthropic()
        .next(
            Script.toolCalls(
                new Part.ToolCall("weather", "{\"city\":\"Lima\"}"),
                new Part.ToolCall("weather", "{\"city\":\"Kraków\"}")),
            Script.text("18 and 9 °C."));
    ChatCompletionCreateParams.Builder conversation = chatWithWeather();

    ChatCompletionMessage asks = streamedChat(conversation.build());
    List<ChatCompletionMessageFunctionToolCall> calls =
        asks.toolCalls().orElseThrow().stream().map(call -> call.asFunction()).toList();
    conversation.addMessage(asks);
    calls.forEach(call -> conversation.addMessage(result(call)));
    ChatCompletionMessage answer = streamedChat(conversation.build());

    assertThat(calls)
        .extracting(call -> call.function().arguments())
        .containsExactly("{\"city\":\"Lima\"}", "{\"city\":\"Kraków\"}");
    assertThat(answer.content()).contains("18 and 9 °C.");
    assertResultsFollowTheirCalls(last(site().anthropic()), calls);
  }

  /** Anthropic wants one turn that begins with the results of all calls of the turn before it. */
  private static void assertResultsFollowTheirCalls(
      JsonObject sent, List<ChatCompletionMessageFunctionToolCall> calls) {
    List<JsonObject> turns = sent.getJsonArray("messages").getValuesAs(JsonObject.class);
    JsonArray results = turns.get(turns.size() - 1).getJsonArray("content");
    assertThat(turns).hasSize(3);
    assertThat(results.getValuesAs(JsonObject.class))
        .extracting(block -> block.getString("tool_use_id"))
        .containsExactly(calls.get(0).id(), calls.get(1).id());
  }

  @ParameterizedTest(name = "takes a message to Gemini, streamed: {0}")
  @ValueSource(booleans = {false, true})
  default void takesAMessagesClientToGemini(boolean streamed) {
    site()
        .gemini()
        .next(
            Script.say(new Part.Thinking("Hm, so."), new Part.Text("La Paz – ¿déjà vu? 👋"))
                .counting(TokenCounts.of(30, 9).withCacheRead(10).withReasoning(4)));
    MessageCreateParams question =
        MessageCreateParams.builder()
            .model(Site.GEMINI_MODEL)
            .maxTokens(4096)
            .enabledThinking(1024)
            .system("Be brief.")
            .addUserMessage("Where?")
            .build();

    Message answer = streamed ? streamedMessage(question) : message(question);

    assertThat(answer.content().get(0).asThinking().thinking()).isEqualTo("Hm, so.");
    assertThat(answer.content().get(1).asText().text()).isEqualTo("La Paz – ¿déjà vu? 👋");
    assertThat(answer.stopReason()).contains(StopReason.END_TURN);
    assertThat(answer.usage().inputTokens()).isEqualTo(20);
    assertThat(answer.usage().cacheReadInputTokens()).contains(10L);
    assertThat(answer.usage().outputTokens()).isEqualTo(9);
    assertThat(last(site().gemini()).toString())
        .contains("\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief.\"}]}");
  }

  @Test
  default void takesAStreamingResponsesClientToAProviderOfChatCompletions() {
    site()
        .mistral()
        .next(
            Script.say(
                new Part.Text("Let me look."),
                new Part.ToolCall("weather", "{\"city\":\"Quito\"}")));
    ResponseCreateParams question =
        ResponseCreateParams.builder()
            .model(Site.MISTRAL_MODEL)
            .instructions("Be brief.")
            .input("How warm?")
            .build();

    Response answer = streamedResponse(question);

    assertThat(answer.status()).contains(ResponseStatus.COMPLETED);
    assertThat(answer.output().get(0).asMessage().content().get(0).asOutputText().text())
        .isEqualTo("Let me look.");
    assertThat(answer.output().get(1).asFunctionCall().arguments())
        .isEqualTo("{\"city\":\"Quito\"}");
    assertThat(answer.usage().orElseThrow().outputTokens()).isPositive();
    assertThat(last(site().mistral()).getJsonArray("messages")).hasSize(2);
  }

  private ChatCompletionMessage streamedChat(ChatCompletionCreateParams params) {
    ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
    try (com.openai.core.http.StreamResponse<ChatCompletionChunk> answer =
        site().openAiSdk(site().crossingToken()).chat().completions().createStreaming(params)) {
      answer.stream().forEach(whole::accumulate);
    }
    return whole.chatCompletion().choices().get(0).message();
  }

  private Message message(MessageCreateParams params) {
    return site().anthropicSdk(site().crossingToken()).messages().create(params);
  }

  private Message streamedMessage(MessageCreateParams params) {
    MessageAccumulator whole = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> answer =
        site().anthropicSdk(site().crossingToken()).messages().createStreaming(params)) {
      answer.stream().forEach(whole::accumulate);
    }
    return whole.message();
  }

  private Response streamedResponse(ResponseCreateParams params) {
    ResponseAccumulator whole = ResponseAccumulator.create();
    try (com.openai.core.http.StreamResponse<ResponseStreamEvent> answer =
        site().openAiSdk(site().crossingToken()).responses().createStreaming(params)) {
      answer.stream().forEach(whole::accumulate);
    }
    return whole.response();
  }

  private static JsonObject last(FakeProvider provider) {
    List<RecordedRequest> seen = provider.requests();
    return seen.get(seen.size() - 1).json();
  }

  private static ChatCompletionToolMessageParam result(ChatCompletionMessageFunctionToolCall call) {
    return ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("18").build();
  }

  private static ChatCompletionCreateParams.Builder chatWithWeather() {
    FunctionParameters place =
        FunctionParameters.builder()
            .putAdditionalProperty("type", JsonValue.from("object"))
            .putAdditionalProperty(
                "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
            .build();
    return ChatCompletionCreateParams.builder()
        .model(Site.ANTHROPIC_MODEL)
        .addUserMessage("How warm is it in Lima and in Kraków?")
        .addFunctionTool(FunctionDefinition.builder().name("weather").parameters(place).build());
  }
}
