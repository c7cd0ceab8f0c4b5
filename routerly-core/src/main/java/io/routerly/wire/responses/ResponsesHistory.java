package io.routerly.wire.responses;

import io.routerly.chat.Signature;
import io.routerly.chat.Vendor;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Continues conversations of which the client sends only the newest part, and the rest by the id of
 * the answer before.
 *
 * <p>Pure functions; where the items are kept is the caller's business. As with OpenAI, the
 * instructions of a request are not carried over to the next.
 */
public final class ResponsesHistory {
  private static final String INPUT = "input";
  private static final String PREVIOUS = "previous_response_id";

  /** What this gateway calls reasoning; ids of OpenAI have no second underscore. */
  private static final Pattern OWN_ID = Pattern.compile("rs_[0-9A-Za-z]+_[0-9]+");

  private ResponsesHistory() {}

  /**
   * Returns a request that stands by itself.
   *
   * @param request as the client sent it, naming an earlier answer
   * @param prior the items that lead to that answer, and those of the answer
   */
  public static JsonObject resume(JsonObject request, JsonArray prior) {
    JsonObjectBuilder whole = Trees.object();
    request.forEach(
        (field, value) -> {
          if (!field.equals(INPUT) && !field.equals(PREVIOUS)) {
            whole.add(field, value);
          }
        });
    JsonArrayBuilder items = Trees.array(prior);
    ownItems(request).forEach(items::add);
    return whole.add(INPUT, items).build();
  }

  /**
   * Returns the items from which a later request goes on.
   *
   * @param request a request that stands by itself
   * @param response the answer to it
   */
  public static JsonArray items(JsonObject request, JsonObject response) {
    JsonArrayBuilder items = Trees.array(ownItems(request));
    if (response.get("output") instanceof JsonArray output) {
      output.forEach(items::add);
    }
    return items.build();
  }

  /**
   * Returns a request without its conversation, but with the items that tell of tools, by which the
   * calls in its answer are named.
   */
  public static JsonObject withoutTurns(JsonObject request) {
    JsonObjectBuilder others = Trees.object(request).remove(INPUT);
    if (request.get(INPUT) instanceof JsonArray input) {
      JsonArrayBuilder loading = Trees.array();
      input.stream().filter(DeclaredTools::isLoading).forEach(loading::add);
      others.add(INPUT, loading);
    }
    return others.build();
  }

  private static JsonArray ownItems(JsonObject request) {
    JsonValue input = request.get(INPUT);
    if (input instanceof JsonString text) {
      return Trees.array()
          .add(
              Trees.typed("message")
                  .add("role", "user")
                  .add(
                      "content",
                      Trees.array().add(Trees.typed("input_text").add("text", text.getString()))))
          .build();
    }
    return input instanceof JsonArray items ? items : JsonValue.EMPTY_JSON_ARRAY;
  }

  /**
   * Returns a request for a provider that speaks this format itself: without the seals that this
   * gateway put into earlier answers of other vendors' models, which the provider would refuse, and
   * with its own as it made them.
   */
  public static JsonObject withoutForeignSeals(JsonObject request) {
    if (!(request.get(INPUT) instanceof JsonArray input)) {
      return request;
    }
    JsonArrayBuilder kept = Trees.array();
    input.forEach(item -> asMade(item).ifPresent(kept::add));
    return Trees.object(request).add(INPUT, kept).build();
  }

  /** Returns the item as the provider knows it; empty if it does not. */
  private static Optional<JsonValue> asMade(JsonValue item) {
    if (!(item instanceof JsonObject object)
        || !object.getString("type", "").equals("reasoning")
        || isTheProviders(object)) {
      return Optional.of(item);
    }
    String sealed = object.getString("encrypted_content", "");
    return !sealed.isEmpty()
            && Seals.open(sealed, Optional.empty()) instanceof Seals.Seal.OfReasoning seal
            && seal.signature().vendor() == Vendor.OPENAI
        ? Optional.of(restored(object, seal.signature()))
        : Optional.empty();
  }

  private static boolean isTheProviders(JsonObject reasoning) {
    return reasoning.get("encrypted_content") instanceof JsonString sealed
        ? !Seals.isForeign(sealed.getString())
        : !OWN_ID.matcher(reasoning.getString("id", "")).matches();
  }

  private static JsonObject restored(JsonObject item, Signature seal) {
    JsonObjectBuilder restored = Trees.object(item).add("encrypted_content", seal.value());
    seal.id().ifPresent(id -> restored.add("id", id));
    return restored.build();
  }
}
