package io.routerly.wire.anthropic;

import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.Vendor;
import io.routerly.wire.FieldReader;
import io.routerly.wire.SealedText;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the blocks of a client's message. */
final class BlockReader {
  private static final String NAME = "messages.content";

  private final Losses losses;
  private final MediaReader media;

  BlockReader(Losses losses) {
    this.losses = losses;
    this.media = new MediaReader(losses);
  }

  /** Reads the content of a message: a string, or an array of blocks. */
  List<ContentBlock> content(FieldReader message) {
    Optional<JsonValue> value = message.value("content");
    if (value.isPresent() && value.get() instanceof JsonString text) {
      return List.of(new Text(text.getString()));
    }
    MediaReader.requireArray(message, "content");
    List<ContentBlock> blocks = new ArrayList<>();
    for (FieldReader block : message.objects("content")) {
      read(block).ifPresent(blocks::add);
    }
    return withSeals(blocks);
  }

  private Optional<ContentBlock> read(FieldReader block) {
    String type = block.requireString("type");
    ContentBlock read;
    switch (type) {
      case "tool_use" -> read = toolUse(block);
      case "tool_result" -> read = toolResult(block);
      case "thinking" -> read = thinking(block);
      case "redacted_thinking" ->
          read =
              new RedactedThinking(SealedText.read(block.requireString("data"), Vendor.ANTHROPIC));
      default -> {
        return media.read(block, type, NAME);
      }
    }
    block.reportUnread(losses);
    return Optional.of(read);
  }

  private ToolUse toolUse(FieldReader block) {
    block.ignore("caller"); // the model itself, since no other caller has a tool to call
    return new ToolUse(
        Tool.Kind.FUNCTION,
        block.requireString("id"),
        block.requireString("name"),
        block.plainObject("input").map(JsonObject::toString).orElse("{}"),
        Optional.empty(),
        CacheMarks.read(block, losses));
  }

  private ToolResult toolResult(FieldReader block) {
    return new ToolResult(
        block.requireString("tool_use_id"),
        media.blocks(block, "content", NAME + ".content"),
        block.bool("is_error").orElse(false),
        CacheMarks.read(block, losses));
  }

  private static Thinking thinking(FieldReader block) {
    Optional<Signature> signature =
        block
            .string("signature")
            .filter(text -> !SealedText.isNone(text))
            .map(text -> SealedText.read(text, Vendor.ANTHROPIC));
    return new Thinking(block.string("thinking").orElse(""), signature);
  }

  /** Gives calls of tools the seals back that an earlier answer carried beside them. */
  private static List<ContentBlock> withSeals(List<ContentBlock> blocks) {
    Map<String, Signature> seals = new HashMap<>();
    List<ContentBlock> others = new ArrayList<>();
    for (ContentBlock block : blocks) {
      Optional<String> call =
          block instanceof RedactedThinking redacted ? callOf(redacted) : Optional.empty();
      if (call.isPresent() && block instanceof RedactedThinking seal) {
        seals.put(call.get(), new Signature(seal.data().vendor(), seal.data().value()));
      } else {
        others.add(block);
      }
    }
    if (!seals.isEmpty()) {
      others.replaceAll(
          block -> block instanceof ToolUse use ? sealed(use, seals.get(use.id())) : block);
    }
    return others;
  }

  private static Optional<String> callOf(RedactedThinking redacted) {
    return redacted
        .data()
        .id()
        .filter(id -> id.startsWith(Blocks.SEAL_OF_CALL))
        .map(id -> id.substring(Blocks.SEAL_OF_CALL.length()));
  }

  private static ToolUse sealed(ToolUse use, @Nullable Signature seal) {
    return new ToolUse(
        use.kind(), use.id(), use.name(), use.arguments(), Optional.ofNullable(seal), use.cache());
  }
}
