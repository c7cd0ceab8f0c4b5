package io.routerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.Script;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Anthropic's messages, through Anthropic's own SDK. */
public interface MessagesContract extends OnSite {
  @Test
  default void answersAMessage() {
    site().anthropic().next(Script.text("La Paz"));
    Message answer = site().anthropicSdk().messages().create(ask("Where?").build());
    assertThat(answer.content().get(0).asText().text()).isEqualTo("La Paz");
    assertThat(answer.usage().outputTokens()).isPositive();
  }

  @Test
  default void streamsAMessageToItsStop() {
    site().anthropic().next(Script.text("La Paz"));
    try (StreamResponse<RawMessageStreamEvent> answer =
        site().anthropicSdk().messages().createStreaming(ask("Where?").build())) {
      List<RawMessageStreamEvent> events = answer.stream().toList();
      String text =
          events.stream()
              .flatMap(event -> event.contentBlockDelta().stream())
              .map(event -> event.delta().asText().text())
              .collect(Collectors.joining());
      assertThat(text).isEqualTo("La Paz");
      assertThat(events.get(events.size() - 1).isMessageStop()).isTrue();
    }
  }

  @Test
  default void bringsAToolsResultBackToTheAssistant() {
    site()
        .anthropic()
        .next(Script.toolCall("weather", "{\"city\":\"La Paz\"}"), Script.text("9 °C."));
    MessageCreateParams.Builder conversation = ask("How warm is La Paz?").addTool(weather());
    Message asks = site().anthropicSdk().messages().create(conversation.build());
    ToolUseBlock call =
        asks.content().stream()
            .flatMap(block -> block.toolUse().stream())
            .findFirst()
            .orElseThrow();
    conversation
        .addMessage(asks)
        .addUserMessageOfContentBlockParams(
            List.of(
                ContentBlockParam.ofToolResult(
                    ToolResultBlockParam.builder().toolUseId(call.id()).content("9").build())));
    Message answer = site().anthropicSdk().messages().create(conversation.build());
    assertThat(answer.content().get(0).asText().text()).isEqualTo("9 °C.");
  }

  @Test
  default void streamsSeveralToolUsesOfOneTurn() {
    site()
        .anthropic()
        .next(
            Script.toolCalls(
                new Part.ToolCall("weather", "{\"city\":\"La Paz\"}"),
                new Part.ToolCall("weather", "{\"city\":\"Kraków\"}")));
    MessageAccumulator whole = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> answer =
        site()
            .anthropicSdk()
            .messages()
            .createStreaming(ask("How warm?").addTool(weather()).build())) {
      answer.stream().forEach(whole::accumulate);
    }
    assertThat(whole.message().content())
        .flatExtracting(block -> block.toolUse().stream().toList())
        .extracting(use -> String.valueOf(use._input()))
        .containsExactly("{city=La Paz}", "{city=Kraków}");
  }

  private static MessageCreateParams.Builder ask(String question) {
    return MessageCreateParams.builder()
        .model(Site.ANTHROPIC_MODEL)
        .maxTokens(100)
        .addUserMessage(question);
  }

  private static Tool weather() {
    return Tool.builder()
        .name("weather")
        .inputSchema(
            Tool.InputSchema.builder()
                .properties(
                    Tool.InputSchema.Properties.builder()
                        .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                        .build())
                .build())
        .build();
  }
}
