package io.routerly.wire.anthropic;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.FinishReason;
import io.routerly.chat.FinishReason.Kind;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonSyntaxException;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a provider's whole answer. */
final class AnswerReader {
  private AnswerReader() {}

  static ChatAnswer read(JsonObject body) {
    FieldReader fields = FieldReader.ofAnswer(body);
    if (!fields.has("content")) {
      throw fields.invalid("content", "an array");
    }
    List<ContentBlock> content = new ArrayList<>();
    boolean answered = false;
    for (FieldReader block : fields.objects("content")) {
      Optional<ContentBlock> read = AnswerBlocks.read(block);
      answered |= read.filter(AnswerBlocks::isAnswer).isPresent();
      read.map(AnswerReader::asText).ifPresent(content::add);
    }
    FinishReason finish = finish(fields, answered && !calls(content));
    MessagesUsage usage = usage(fields);
    return new ChatAnswer(
        fields.string("id").orElse(""),
        fields.string("model").orElse(""),
        List.of(new ChatAnswer.Choice(content, finish, List.of())),
        usage.usage(),
        usage.serviceTier());
  }

  private static ContentBlock asText(ContentBlock block) {
    return AnswerBlocks.isAnswer(block) && block instanceof ToolUse use
        ? new Text(use.arguments())
        : block;
  }

  private static boolean calls(List<ContentBlock> content) {
    return content.stream().anyMatch(ToolUse.class::isInstance);
  }

  /** An answer given through a tool has come to its end like any other. */
  private static FinishReason finish(FieldReader fields, boolean answered) {
    FinishReason finish =
        StopReasons.read(
            fields.string("stop_reason").orElse("end_turn"), fields.string("stop_sequence"));
    return answered && finish.kind() == Kind.TOOL_USE ? FinishReason.of(Kind.STOP) : finish;
  }

  private static MessagesUsage usage(FieldReader fields) {
    MessagesUsage usage = new MessagesUsage();
    try {
      usage.read(fields);
      return usage;
    } catch (JsonSyntaxException e) {
      throw new GatewayException(
          ErrorCode.PROVIDER_BAD_RESPONSE, "The provider reports a usage that is too deep.", e);
    }
  }
}
