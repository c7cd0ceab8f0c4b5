package io.routerly.wire;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.json.JsonCursor;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.JsonEdits.Field;
import io.routerly.wire.JsonEdits.Met;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fits a request to an API that speaks its format with differences: fields that it would refuse are
 * taken out, those that it calls differently are renamed. Every other byte stays as it is.
 *
 * <p>It may be done to one body several times. {@code stream_options} is taken out without a word:
 * providers that refuse it report usage unasked.
 */
public final class RequestAdaptation {
  private static final String JSON_MODE = "{\"type\":\"json_object\"}";

  private final ApiTraits traits;
  private final Losses losses;
  private final JsonEdits edits;
  private final JsonCursor cursor;

  /** Fields that have no value that the API takes; what is lost of them was told. */
  private final Set<String> untaken = new HashSet<>();

  private RequestAdaptation(byte[] body, ApiTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
    this.edits = new JsonEdits(body);
    this.cursor = new JsonCursor(body);
  }

  /**
   * Returns the body as the API takes it; the same array if nothing has to change.
   *
   * @param body a JSON object that was found to be valid
   * @param losses is told of every field that said something and was taken out
   */
  public static byte[] adapt(WireFormat format, byte[] body, ApiTraits traits, Losses losses) {
    return traits.isPlain() || format == WireFormat.OPAQUE
        ? body
        : new RequestAdaptation(body, traits, losses).adapt(format);
  }

  private byte[] adapt(WireFormat format) {
    List<Field> fields = new ArrayList<>();
    cursor.enterObject();
    while (cursor.nextField()) {
      Met field = Field.met(cursor);
      if (traits.refused().contains(field.name())) {
        cursor.skip();
      } else if (format == WireFormat.OPENAI_CHAT) {
        chatValue(field.name());
      } else if (format == WireFormat.OPENAI_RESPONSES && field.name().equals("reasoning")) {
        new EffortEdits(cursor, edits, traits, losses).withinReasoning();
      } else {
        cursor.skip();
      }
      fields.add(field.passed(cursor));
    }
    new TopFields(fields, edits, traits, losses).fit(untaken);
    return edits.applied();
  }

  /** Passes the value that stands here, and changes it where the API wants another. */
  private void chatValue(String name) {
    switch (name) {
      case "messages" -> new ChatMessages(cursor, edits, traits, losses).pass();
      case "tool_choice" -> toolChoice();
      case "response_format" -> responseFormat();
      case "reasoning_effort" -> effort();
      default -> cursor.skip();
    }
  }

  private void effort() {
    if (!new EffortEdits(cursor, edits, traits, losses).pass()) {
      untaken.add("reasoning_effort");
    }
  }

  private void toolChoice() {
    int from = cursor.position();
    cursor.skip();
    Span value = new Span(from, cursor.offset());
    if (traits.has(Quirk.REQUIRED_IS_ANY) && edits.textOf(value).equals("\"required\"")) {
      edits.replace(value, "\"any\"");
    }
  }

  private void responseFormat() {
    int from = cursor.position();
    cursor.skip();
    Span value = new Span(from, cursor.offset());
    String type = typeOf(value);
    if (type.equals("json_schema") && traits.has(Quirk.NO_JSON_SCHEMA)) {
      edits.replace(value, JSON_MODE);
      losses.drop(ChatField.RESPONSE_SCHEMA);
    } else if (type.equals("json_object") && traits.has(Quirk.NO_JSON_MODE)) {
      untaken.add("response_format");
      losses.drop(ChatField.RESPONSE_FORMAT);
    }
  }

  /** Returns the {@code type} of an object, empty if it has none. */
  private String typeOf(Span value) {
    JsonCursor inner = new JsonCursor(edits.text(), value.from(), value.to());
    String type = "";
    if (inner.peek() == '{') {
      inner.enterObject();
      while (inner.nextField()) {
        if (inner.nameIs("type") && inner.peek() == '"') {
          type = inner.readString();
        } else {
          inner.skip();
        }
      }
    }
    return type;
  }
}
