package io.routerly.wire.openai;

import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.Vendor;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;

/** Reads and writes calls of tools, and the seal that Gemini puts on them. */
final class ToolCalls {
  /** Stands for a seal that Gemini did not make or that was lost; documented by Google. */
  static final String NO_SEAL = "skip_thought_signature_validator";

  private ToolCalls() {}

  /**
   * Reads a whole call.
   *
   * @return empty if it is of a kind that is not known
   */
  static Optional<ToolUse> read(FieldReader call, String id, Losses losses) {
    call.ignore("id", "index");
    String type = Defaults.filled(call.string("type")).orElse("function");
    Optional<FieldReader> inner = call.object(type.equals("custom") ? "custom" : "function");
    if (inner.isEmpty()) {
      losses.drop("messages.tool_calls." + type);
      return Optional.empty();
    }
    boolean custom = type.equals("custom");
    ToolUse read =
        new ToolUse(
            custom ? Tool.Kind.CUSTOM : Tool.Kind.FUNCTION,
            id,
            inner.get().requireString("name"),
            custom ? inner.get().string("input").orElse("") : arguments(inner.get(), "arguments"),
            signature(call),
            CacheMarks.read(call, losses));
    inner.get().reportUnread(losses);
    call.reportUnread(losses);
    return Optional.of(read);
  }

  /**
   * Returns arguments as text; some servers have them as an object, and none at all is {@code {}}.
   */
  static String arguments(FieldReader function, String field) {
    JsonValue value = function.value(field).orElse(JsonValue.EMPTY_JSON_OBJECT);
    if (value instanceof JsonObject object) {
      return Nodes.text(object);
    } else if (value instanceof JsonString text) {
      return text.getString().isBlank() ? "{}" : text.getString();
    }
    throw function.invalid(field, "a string");
  }

  /**
   * Returns the seal on a call.
   *
   * @see <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">where Google puts
   *     it</a>
   */
  static Optional<Signature> signature(FieldReader call) {
    return call.object("extra_content")
        .flatMap(extra -> extra.object("google"))
        .flatMap(google -> Defaults.filled(google.string("thought_signature")))
        .map(seal -> new Signature(Vendor.GEMINI, seal));
  }

  static JsonObject extraContent(String seal) {
    return Nodes.of("google", Nodes.object().add("thought_signature", seal).build());
  }
}
