package io.routerly.wire.responses;

import io.routerly.chat.Citation;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenLogprob;
import io.routerly.wire.JsonText;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** An item of an answer that is being told to a client. One owner thread. */
abstract class OutputItem {
  private final EventLines lines;
  private final int index;
  private String id;

  /** What all events of this item say first. */
  private String place;

  /**
   * @param index its place in the answer
   */
  OutputItem(EventLines lines, int index, String id) {
    this.lines = lines;
    this.index = index;
    this.id = id;
    this.place = place(id, index);
  }

  private static String place(String id, int index) {
    return "\"item_id\":" + JsonText.quote(id) + ",\"output_index\":" + index;
  }

  /** What is open grows by a text. */
  abstract void grow(String text, List<TokenLogprob> tokens);

  /** What is open is given a citation. */
  void cite(Citation citation) {}

  /** The item is given its seal. */
  void sign(Signature seal) {}

  /** Returns the seal of a call as a client can bring it back, in an item of its own. */
  Optional<String> seal() {
    return Optional.empty();
  }

  /** Returns whether it stays open after its one block, until it is known how the answer ends. */
  boolean outlivesItsBlock() {
    return false;
  }

  /**
   * Ends the item and returns it.
   *
   * @param status {@code completed} or {@code incomplete}
   */
  abstract JsonObject close(String status);

  final String id() {
    return id;
  }

  final int index() {
    return index;
  }

  final void rename(String other) {
    id = other;
    place = place(id, index);
  }

  private String outputIndex() {
    return "\"output_index\":" + index + ",";
  }

  final void added(JsonObject item) {
    lines.tell("response.output_item.added", outputIndex(), "item", item);
  }

  final JsonObject done(JsonObject item) {
    lines.tell("response.output_item.done", outputIndex(), "item", item);
    return item;
  }

  /**
   * Tells an event of this item.
   *
   * @param fields more fields as JSON, each with a comma before it
   */
  final void tell(String type, String fields) {
    lines.tell(type, place + fields);
  }

  /**
   * Tells an event of this item.
   *
   * @param fields more fields as JSON, each with a comma before it
   * @param last the name of the last field
   * @param tree the value of that
   */
  final void tell(String type, String fields, String last, JsonObject tree) {
    lines.tell(type, place + fields + ",", last, tree);
  }

  /** Tells the next piece of a text. */
  final void tell(EventLines.Pieces pieces, String piece) {
    lines.tell(pieces, piece);
  }

  /** Returns what the events have in common that tell of the pieces of a text. */
  final EventLines.Pieces pieces(String type, String fields, String after) {
    return new EventLines.Pieces(type, place + fields, "delta", after);
  }

  static String text(String field, CharSequence text) {
    return ",\"" + field + "\":" + JsonText.quote(text.toString());
  }

  /** Returns the value of {@code summary} in an item of reasoning. */
  static JsonArray summary(String text) {
    return text.isEmpty()
        ? JsonArray.EMPTY_JSON_ARRAY
        : Trees.array().add(Trees.typed("summary_text").add("text", text)).build();
  }
}
