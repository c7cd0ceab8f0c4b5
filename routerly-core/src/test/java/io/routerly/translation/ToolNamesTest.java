package io.routerly.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.FinishReason;
import io.routerly.chat.Message;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Role;
import io.routerly.chat.Sampling;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.WireFormat;
import io.routerly.wire.openai.OpenAiChatCodec;
import io.routerly.wire.sse.SseSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToolNamesTest {
  private static final String LONG = "mcp__plugin_" + "x".repeat(60);
  private static final String SIMILAR = LONG + "y";
  private static final String SHORT = "find";

  private final ToolNames names = ToolNames.of(request(), WireFormat.OPENAI_CHAT);

  @Test
  void aLongNameIsShortenedWhereverItStands() {
    ChatRequest written = names.shorten(request());
    String fitted = written.toolbox().tools().get(0).name();

    assertThat(fitted).startsWith("mcp__plugin_x").hasSize(64).matches("[a-zA-Z0-9_-]+");
    assertThat(written.toolbox().tools()).extracting(Tool::name).doesNotHaveDuplicates();
    assertThat(written.toolbox().tools().get(2).name()).isEqualTo(SHORT);
    assertThat(written.toolbox().choice()).contains(new ToolChoice.Named(fitted));
    assertThat(written.messages().get(0).content())
        .containsExactly(new ToolUse("a", fitted, "{}"), new ToolUse("b", SHORT, "{}"));
  }

  @ParameterizedTest
  @EnumSource(names = {"ANTHROPIC_MESSAGES", "GEMINI"})
  void formatsThatTakeLongNamesKeepThem(WireFormat format) {
    assertThat(ToolNames.of(request(), format).shorten(request())).isEqualTo(request());
  }

  @Test
  void theClientGetsItsOwnNamesBack() {
    String fitted = names.shorten(request()).toolbox().tools().get(0).name();

    assertThat(names.restore(answer(fitted))).isEqualTo(answer(LONG));
    assertThat(names.restore(answer(SHORT))).isEqualTo(answer(SHORT));
    assertThat(streamed(fitted)).isEqualTo(LONG);
    assertThat(streamed(SHORT)).isEqualTo(SHORT);
  }

  private String streamed(String name) {
    byte[] stream =
        "data: {'choices':[{'delta':{'tool_calls':[{'id':'a','function':{'name':'%s'}}]}}]}\n\n"
            .formatted(name)
            .replace('\'', '"')
            .getBytes(UTF_8);
    EventDecoder decoder = names.restoring(new OpenAiChatCodec().decoder());
    List<ChatEvent> events = new ArrayList<>();
    new SseSplitter().feed(stream, 0, stream.length, event -> decoder.event(event, events::add));
    decoder.finish(events::add);
    return events.stream()
        .filter(ChatEvent.BlockStarted.class::isInstance)
        .map(event -> ((ToolUse) ((ChatEvent.BlockStarted) event).opening()).name())
        .findFirst()
        .orElse("");
  }

  private static ChatAnswer answer(String name) {
    return new ChatAnswer(
        "x",
        "m",
        List.of(
            new ChatAnswer.Choice(
                List.of(new ToolUse("a", name, "{}")),
                FinishReason.of(FinishReason.Kind.TOOL_USE),
                List.of())),
        Optional.empty(),
        Optional.empty());
  }

  private static ChatRequest request() {
    return new ChatRequest(
        "m",
        List.of(
            new Message(
                Role.ASSISTANT,
                List.of(new ToolUse("a", LONG, "{}"), new ToolUse("b", SHORT, "{}")))),
        new Toolbox(
            List.of(tool(LONG), tool(SIMILAR), tool(SHORT)),
            Optional.of(new ToolChoice.Named(LONG)),
            Optional.empty()),
        Sampling.DEFAULT,
        OutputRules.NONE,
        Optional.empty(),
        CallOptions.NONE,
        false);
  }

  private static Tool tool(String name) {
    return new Tool(
        Tool.Kind.FUNCTION,
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
