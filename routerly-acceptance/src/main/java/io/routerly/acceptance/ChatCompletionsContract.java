package io.routerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.Script;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** OpenAI's chat completions, through OpenAI's own SDK. */
public interface ChatCompletionsContract extends OnSite {
  @Test
  default void answersAChatCompletion() {
    site().openAi().next(Script.text("Lima – ¿déjà vu? 👋"));
    ChatCompletion answer = site().openAiSdk().chat().completions().create(chat("Where?").build());
    assertThat(answer.choices().get(0).message().content()).contains("Lima – ¿déjà vu? 👋");
    assertThat(answer.usage().orElseThrow().totalTokens()).isPositive();
  }

  @Test
  default void streamsAChatCompletion() {
    site().openAi().next(Script.text("Lima – ¿déjà vu? 👋"));
    try (StreamResponse<ChatCompletionChunk> answer =
        site().openAiSdk().chat().completions().createStreaming(chat("Where?").build())) {
      String text =
          answer.stream()
              .flatMap(chunk -> chunk.choices().stream())
              .map(choice -> choice.delta().content().orElse(""))
              .collect(Collectors.joining());
      assertThat(text).isEqualTo("Lima – ¿déjà vu? 👋");
    }
  }

  @Test
  default void bringsAToolsResultBackToTheModel() {
    site().openAi().next(Script.toolCall("weather", "{\"city\":\"Lima\"}"), Script.text("18 °C."));
    ChatCompletionCreateParams.Builder conversation = chat("How warm is Lima?").addTool(weather());
    ChatCompletionMessage asks =
        site()
            .openAiSdk()
            .chat()
            .completions()
            .create(conversation.build())
            .choices()
            .get(0)
            .message();
    ChatCompletionMessageFunctionToolCall call = asks.toolCalls().orElseThrow().get(0).asFunction();
    assertThat(call.function().arguments()).isEqualTo("{\"city\":\"Lima\"}");
    conversation
        .addMessage(asks)
        .addMessage(
            ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("18").build());
    ChatCompletion answer = site().openAiSdk().chat().completions().create(conversation.build());
    assertThat(answer.choices().get(0).message().content()).contains("18 °C.");
  }

  @Test
  default void streamsSeveralToolCallsOfOneTurn() {
    site()
        .openAi()
        .next(
            Script.toolCalls(
                new Part.ToolCall("weather", "{\"city\":\"Lima\"}"),
                new Part.ToolCall("weather", "{\"city\":\"Kraków\"}")));
    ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> answer =
        site()
            .openAiSdk()
            .chat()
            .completions()
            .createStreaming(chat("How warm?").addTool(weather()).build())) {
      answer.stream().forEach(whole::accumulate);
    }
    assertThat(whole.chatCompletion().choices().get(0).message().toolCalls().orElseThrow())
        .extracting(call -> call.asFunction().function().arguments())
        .containsExactly("{\"city\":\"Lima\"}", "{\"city\":\"Kraków\"}");
  }

  @Test
  default void bringsALargeBodyToTheProviderCharacterByCharacter() {
    String large = "¿déjà vu? 👋 ".repeat(100_000);
    site().openAi().next(Script.text("Read."));
    site().openAiSdk().chat().completions().create(chat(large).build());
    List<RecordedRequest> seen = site().openAi().requests();
    // Whether the SDK escapes a character is its own affair.
    JsonObject sent = seen.get(seen.size() - 1).json();
    assertThat(sent.getJsonArray("messages").getJsonObject(0).getString("content"))
        .isEqualTo(large);
  }

  private static ChatCompletionCreateParams.Builder chat(String question) {
    return ChatCompletionCreateParams.builder().model(Site.OPENAI_MODEL).addUserMessage(question);
  }

  private static ChatCompletionFunctionTool weather() {
    return ChatCompletionFunctionTool.builder()
        .function(
            FunctionDefinition.builder()
                .name("weather")
                .parameters(
                    FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty(
                            "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .build())
                .build())
        .build();
  }
}
