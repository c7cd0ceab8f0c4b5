package io.routerly.wire.anthropic;

import io.routerly.chat.ChatField;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Audio;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Image;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.chat.Role;
import io.routerly.chat.Signature;
import io.routerly.chat.Vendor;
import io.routerly.wire.ApiTraits;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;

/** Writes the blocks of a conversation for a provider, in their order. One conversation. */
final class BlockWriter {
  private final MediaWriter media;
  private final boolean citable;
  private final Losses losses;
  private final UniqueCalls calls = new UniqueCalls();

  /**
   * @param citable whether the request as a whole may ask for citations
   */
  BlockWriter(ApiTraits traits, boolean citable, Losses losses) {
    this.media = new MediaWriter(traits, losses);
    this.citable = citable;
    this.losses = losses;
  }

  /** Tells that the assistant begins another turn. */
  void startTurn() {
    calls.startTurn();
  }

  /** Writes a block that {@code role} said, or nothing if it says nothing or cannot be said. */
  Optional<JsonObject> write(ContentBlock block, Role role) {
    if (block instanceof Text text) {
      return text(text, role);
    }
    if (block instanceof Refusal refusal) {
      return text(new Text(refusal.text()), role);
    }
    if (block instanceof ToolResult result) {
      return Optional.of(toolResult(result));
    }
    if (block instanceof ToolUse use) {
      return Optional.of(toolUse(use));
    }
    if (block instanceof Thinking thinking) {
      return thinking(thinking);
    }
    return block instanceof RedactedThinking redacted ? redacted(redacted) : media(block, role);
  }

  private Optional<JsonObject> media(ContentBlock block, Role role) {
    if (block instanceof Image image && role == Role.USER) {
      return media.image(image);
    }
    if (block instanceof Document document && role == Role.USER) {
      return media.document(document, citable);
    }
    losses.drop(
        block instanceof Audio
            ? ChatField.AUDIO
            : block instanceof Image ? ChatField.IMAGES : ChatField.DOCUMENTS);
    return Optional.empty();
  }

  /** The API refuses text that is empty or blank. */
  private Optional<JsonObject> text(Text text, Role role) {
    if (text.text().isBlank()) {
      text.cache().ifPresent(mark -> losses.drop(ChatField.CACHE_CONTROL));
      return Optional.empty();
    }
    JsonObjectBuilder block = Blocks.block("text").add("text", text.text());
    citations(text.citations(), role, block);
    CacheMarks.write(text.cache(), block);
    return Optional.of(block.build());
  }

  /** From version 2026-10-21 on, only what the assistant said may have citations. */
  private void citations(List<Citation> citations, Role role, JsonObjectBuilder block) {
    JsonArrayBuilder written = Blocks.array();
    boolean any = false;
    for (Citation citation : citations) {
      Optional<JsonObject> back =
          role == Role.ASSISTANT ? Citations.writeBack(citation) : Optional.empty();
      back.ifPresentOrElse(written::add, () -> losses.drop(ChatField.CITATIONS));
      any |= back.isPresent();
    }
    if (any) {
      block.add("citations", written);
    }
  }

  private JsonObject toolUse(ToolUse use) {
    JsonObjectBuilder block =
        Blocks.block("tool_use")
            .add("id", calls.call(use.id()))
            .add("name", use.name())
            .add("input", ToolInput.of(use, losses));
    use.signature().ifPresent(seal -> losses.drop(ChatField.THINKING_SIGNATURE));
    CacheMarks.write(use.cache(), block);
    return block.build();
  }

  private JsonObject toolResult(ToolResult result) {
    JsonObjectBuilder block =
        Blocks.block("tool_result").add("tool_use_id", calls.result(result.toolUseId()));
    if (result.content().size() == 1
        && result.content().get(0) instanceof Text text
        && text.cache().isEmpty()
        && text.citations().isEmpty()) {
      block.add("content", text.text());
    } else if (!result.content().isEmpty()) {
      block.add("content", inner(result.content()));
    }
    if (result.failed()) {
      block.add("is_error", true);
    }
    CacheMarks.write(result.cache(), block);
    return block.build();
  }

  private JsonArray inner(List<ContentBlock> content) {
    JsonArrayBuilder blocks = Blocks.array();
    content.forEach(block -> write(block, Role.USER).ifPresent(blocks::add));
    return blocks.build();
  }

  private Optional<JsonObject> thinking(Thinking thinking) {
    Optional<Signature> own = thinking.signature().filter(BlockWriter::isOwn);
    if (own.isEmpty()) {
      losses.drop(thinking.text().isEmpty() ? ChatField.THINKING_SIGNATURE : ChatField.THINKING);
      return Optional.empty();
    }
    return own.map(
        seal ->
            Blocks.block("thinking")
                .add("thinking", thinking.text())
                .add("signature", seal.value())
                .build());
  }

  private Optional<JsonObject> redacted(RedactedThinking redacted) {
    if (!isOwn(redacted.data())) {
      losses.drop(ChatField.REDACTED_THINKING);
      return Optional.empty();
    }
    return Optional.of(
        Blocks.block("redacted_thinking").add("data", redacted.data().value()).build());
  }

  /** Returns whether the API can read a signature. */
  static boolean isOwn(Signature signature) {
    return signature.vendor() == Vendor.ANTHROPIC;
  }
}
