package io.routerly.wire.openai;

import io.routerly.chat.CacheControl;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Image;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes the {@code cache_control} that compatible servers take on messages, parts and
 * tools.
 *
 * @see <a href="https://openrouter.ai/docs/features/prompt-caching">OpenRouter's reference</a>
 */
final class CacheMarks {
  private static final String FIELD = "cache_control";

  private CacheMarks() {}

  static Optional<CacheControl> read(FieldReader fields, Losses losses) {
    Optional<FieldReader> mark = fields.object(FIELD);
    mark.ifPresent(control -> control.ignore("type"));
    Optional<CacheControl> read = mark.map(control -> new CacheControl(control.string("ttl")));
    mark.ifPresent(control -> control.reportUnread(losses));
    return read;
  }

  /** Puts the mark of a message on its last block. */
  static void mark(List<ContentBlock> blocks, Optional<CacheControl> mark) {
    if (mark.isPresent() && !blocks.isEmpty()) {
      int last = blocks.size() - 1;
      blocks.set(last, marked(blocks.get(last), mark));
    }
  }

  private static ContentBlock marked(ContentBlock block, Optional<CacheControl> mark) {
    if (block instanceof Text text) {
      return new Text(text.text(), text.citations(), mark);
    } else if (block instanceof Image image) {
      return new Image(image.source(), image.detail(), mark);
    } else if (block instanceof Document file) {
      return new Document(file.source(), file.title(), file.context(), file.citable(), mark);
    } else if (block instanceof ToolUse call) {
      return new ToolUse(
          call.kind(), call.id(), call.name(), call.arguments(), call.signature(), mark);
    }
    return block;
  }

  /** Returns a part that carries the mark. */
  static JsonObject marked(JsonObject part, CacheControl mark) {
    JsonObjectBuilder control = Nodes.object().add("type", "ephemeral");
    mark.ttl().ifPresent(ttl -> control.add("ttl", ttl));
    return Nodes.object(part).add(FIELD, control).build();
  }

  /** Returns whether a part carries a mark. */
  static boolean isOn(JsonObject part) {
    return part.containsKey(FIELD);
  }

  /** Returns the mark on the last block. */
  static Optional<CacheControl> last(List<ContentBlock> blocks) {
    return blocks.isEmpty() ? Optional.empty() : of(blocks.get(blocks.size() - 1));
  }

  /** Returns the mark on a block. */
  static Optional<CacheControl> of(ContentBlock block) {
    if (block instanceof Text text) {
      return text.cache();
    } else if (block instanceof Image image) {
      return image.cache();
    } else if (block instanceof Document file) {
      return file.cache();
    } else if (block instanceof ToolUse call) {
      return call.cache();
    }
    return block instanceof ToolResult result ? result.cache() : Optional.empty();
  }
}
