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
import java.util.function.UnaryOperator;

/** Looks through the turns of a request in the Messages format. */
public final class MessagesHistory {
  private static final String MESSAGES = "messages";
  private static final String CONTENT = "content";
  private static final String CITATIONS = "citations";

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
    return with(request, MESSAGES, kept.build());
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
    return kept.isEmpty() ? Optional.empty() : Optional.of(with(said, CONTENT, content));
  }

  /**
   * Returns a request for a provider that speaks this format itself: without the citations of pages
   * that this gateway wrote into earlier answers of other vendors' models. They lack the index
   * without which the provider takes none.
   */
  public static JsonObject withoutForeignCitations(JsonObject request) {
    return request.get(MESSAGES) instanceof JsonArray messages
        ? with(request, MESSAGES, mapped(messages, MessagesHistory::uncitedTurn))
        : request;
  }

  private static JsonValue uncitedTurn(JsonValue message) {
    return message instanceof JsonObject said && said.get(CONTENT) instanceof JsonArray blocks
        ? with(said, CONTENT, mapped(blocks, MessagesHistory::uncited))
        : message;
  }

  private static JsonValue uncited(JsonValue block) {
    if (!(block instanceof JsonObject text)
        || !(text.get(CITATIONS) instanceof JsonArray citations)
        || citations.stream().noneMatch(Citations::isWithoutIndex)) {
      return block;
    }
    List<JsonValue> kept = citations.stream().filter(it -> !Citations.isWithoutIndex(it)).toList();
    return kept.isEmpty()
        ? JsonFactories.BUILDERS.createObjectBuilder(text).remove(CITATIONS).build()
        : with(text, CITATIONS, JsonFactories.BUILDERS.createArrayBuilder(kept).build());
  }

  private static JsonArray mapped(JsonArray values, UnaryOperator<JsonValue> change) {
    JsonArrayBuilder mapped = JsonFactories.BUILDERS.createArrayBuilder();
    values.forEach(value -> mapped.add(change.apply(value)));
    return mapped.build();
  }

  private static JsonObject with(JsonObject object, String field, JsonArray value) {
    return JsonFactories.BUILDERS.createObjectBuilder(object).add(field, value).build();
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
