package io.routerly.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Message;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Role;
import io.routerly.chat.Sampling;
import io.routerly.chat.Tool;
import io.routerly.chat.Toolbox;
import io.routerly.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptTokensTest {
  private static final TokenCounter COUNTER = TokenCounter.of("gpt-4o");
  private static final long FRAME = PromptTokens.PER_ANSWER + PromptTokens.PER_MESSAGE;

  @Test
  void countsTheWordsOfAMessageAndWhatSetsItApart() {
    assertThat(tokens(new ContentBlock.Text("hello world"))).isEqualTo(FRAME + 2);
  }

  @Test
  void countsCallsAndResults() {
    String arguments = "{\"city\":\"Lima\"}";

    assertThat(
            tokens(
                new ContentBlock.ToolUse("id", "weather", arguments),
                new ContentBlock.ToolResult(
                    "id", List.of(new ContentBlock.Text("hello")), false, Optional.empty())))
        .isEqualTo(
            FRAME
                + PromptTokens.PER_MESSAGE * 2
                + COUNTER.count("weather")
                + COUNTER.count(arguments)
                + COUNTER.count("hello"));
  }

  @Test
  void countsToolsWithTheirSchemas() {
    String schema = "{\"type\":\"object\",\"properties\":{}}";
    Tool tool =
        new Tool(
            Tool.Kind.FUNCTION,
            "weather",
            Optional.of("Tells the weather."),
            Optional.of(JsonTrees.object(schema.getBytes(StandardCharsets.UTF_8))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(PromptTokens.of(request(List.of(), List.of(tool)), COUNTER))
        .isEqualTo(
            PromptTokens.PER_ANSWER
                + PromptTokens.PER_TOOL
                + COUNTER.count("weather")
                + COUNTER.count("Tells the weather.")
                + COUNTER.count(schema));
  }

  @Test
  void countsAnImageFlatWhateverItsSize() {
    MediaSource source = new MediaSource.Base64("image/png", "A".repeat(400_000));

    assertThat(tokens(new ContentBlock.Image(source, Optional.empty(), Optional.empty())))
        .isEqualTo(FRAME + PromptTokens.PER_IMAGE);
  }

  @Test
  void countsTheLikelyPagesOfADocument() {
    assertThat(tokens(document(new MediaSource.Base64("application/pdf", "A".repeat(200_000)))))
        .isEqualTo(FRAME + 3 * PromptTokens.PER_PAGE);
    assertThat(tokens(document(new MediaSource.Url("https://example.com/a.pdf"))))
        .isEqualTo(FRAME + PromptTokens.PER_PAGE);
  }

  @Test
  void countsTheWordsOfADocumentThatIsText() {
    assertThat(tokens(document(new MediaSource.PlainText("hello world")))).isEqualTo(FRAME + 2);
  }

  @Test
  void leavesReasoningOut() {
    assertThat(tokens(new ContentBlock.Thinking("hello world", Optional.empty()))).isEqualTo(FRAME);
  }

  private static ContentBlock document(MediaSource source) {
    return new ContentBlock.Document(
        source, Optional.empty(), Optional.empty(), false, Optional.empty());
  }

  private static long tokens(ContentBlock... content) {
    Message message = new Message(Role.USER, List.of(content));
    return PromptTokens.of(request(List.of(message), List.of()), COUNTER);
  }

  private static ChatRequest request(List<Message> messages, List<Tool> tools) {
    return new ChatRequest(
        "m",
        messages,
        new Toolbox(tools, Optional.empty(), Optional.empty()),
        Sampling.DEFAULT,
        OutputRules.NONE,
        Optional.empty(),
        CallOptions.NONE,
        false);
  }
}
