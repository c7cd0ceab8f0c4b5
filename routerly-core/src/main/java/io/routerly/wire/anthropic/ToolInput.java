package io.routerly.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.ChatField;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.chat.Tool;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** Makes an object of the arguments of a call, whatever they are. */
final class ToolInput {
  private ToolInput() {}

  static JsonObject of(ToolUse use, Losses losses) {
    if (use.kind() == Tool.Kind.CUSTOM) {
      return Blocks.object().add(Blocks.FREE_TEXT, use.arguments()).build();
    }
    if (use.arguments().isBlank()) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    try {
      return JsonTrees.object(use.arguments().getBytes(UTF_8));
    } catch (JsonSyntaxException e) {
      losses.drop(ChatField.TOOL_ARGUMENTS);
      return Blocks.object().add(Blocks.MALFORMED, use.arguments()).build();
    }
  }
}
