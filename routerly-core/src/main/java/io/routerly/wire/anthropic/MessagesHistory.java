package io.routerly.wire.anthropic;

import io.routerly.chat.Vendor;
import io.routerly.json.JsonFactories;
import io.routerly.wire.SealedText;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Looks through the turns of a request in the Messages format. */
public final class MessagesHistory {
  private static final String MESSAGES = "messages";
  private static final String CONTENT = "content";

  private MessagesHistory() {}

  /**
   * Returns a request for a provider that speaks this format itself: without the reasoning of other
   * vendors' models, whose seals this gateway put into earlier answers, or which had none.
   */
  public static JsonObject withoutForeignSeals(JsonObject request) {
    if (!(request.get(MESSAGES) instanceof JsonArray messages)) {
      return request;
    }
    JsonArrayBuilder kept = JsonFactories.BUILDERS.createArrayBuilder();
    messages.forEach(message -> strip(message).ifPresent(kept::add));
    return JsonFactories.BUILDERS.createObjectBuilder(request).add(MESSAGES, kept).build();
  }

  /** Returns what is left of a message; empty if nothing is, since there is no empty turn. */
  private static Optional<JsonValue> strip(JsonValue message) {
    if (!(message instanceof JsonObject said)
        || !(said.get(CONTENT) instanceof JsonArray blocks)
        || blocks.stream().noneMatch(MessagesHistory::isForeign)) {
      return Optional.of(message);
    }
    List<JsonValue> kept = blocks.stream().filter(block -> !isForeign(block)).toList();
    JsonArray content = JsonFactories.BUILDERS.createArrayBuilder(kept).build();
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(
            JsonFactories.BUILDERS.createObjectBuilder(said).add(CONTENT, content).build());
  }

  private static boolean isForeign(JsonValue block) {
    return block instanceof JsonObject reasoning
        && (isForeign(reasoning, "thinking", "signature")
            || isForeign(reasoning, "redacted_thinking", "data"));
  }

  private static boolean isForeign(JsonObject block, String type, String field) {
    return block.getString("type", "").equals(type)
        && block.get(field) instanceof JsonString seal
        && (seal.getString().isEmpty() || SealedText.isForeign(seal.getString(), Vendor.ANTHROPIC));
  }
}
