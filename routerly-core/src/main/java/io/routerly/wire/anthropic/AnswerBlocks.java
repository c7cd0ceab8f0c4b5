package io.routerly.wire.anthropic;

import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Signature;
import io.routerly.chat.Vendor;
import io.routerly.wire.FieldReader;
import io.routerly.wire.SealedText;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the blocks of a provider's answer. */
final class AnswerBlocks {
  private AnswerBlocks() {}

  /** Reads a block, or returns nothing if it is of no known type, as those of hosted tools are. */
  static Optional<ContentBlock> read(FieldReader block) {
    return switch (block.string("type").orElse("")) {
      case "text" -> Optional.of(text(block));
      case "thinking" ->
          Optional.of(
              new Thinking(
                  block.string("thinking").orElse(""), seal(block.string("signature").orElse(""))));
      case "redacted_thinking" ->
          Optional.of(
              new RedactedThinking(new Signature(Vendor.ANTHROPIC, block.requireString("data"))));
      case "tool_use" -> Optional.of(toolUse(block));
      default -> Optional.empty();
    };
  }

  private static Text text(FieldReader block) {
    List<Citation> citations = new ArrayList<>();
    block.objects("citations").forEach(one -> Citations.read(one).ifPresent(citations::add));
    return new Text(block.string("text").orElse(""), citations, Optional.empty());
  }

  static Optional<Signature> seal(String signature) {
    return SealedText.isNone(signature)
        ? Optional.empty()
        : Optional.of(new Signature(Vendor.ANTHROPIC, signature));
  }

  private static ToolUse toolUse(FieldReader block) {
    return new ToolUse(
        block.requireString("id"),
        block.requireString("name"),
        block.plainObject("input").map(JsonObject::toString).orElse("{}"));
  }

  /** Returns whether a call is no call but the answer itself, given through a tool. */
  static boolean isAnswer(ContentBlock block) {
    return block instanceof ToolUse use && use.name().equals(Blocks.JSON_TOOL);
  }
}
