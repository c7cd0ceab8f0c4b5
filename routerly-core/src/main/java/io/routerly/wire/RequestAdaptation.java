package io.routerly.wire;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.json.JsonCursor;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.JsonEdits.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Fits a request to an API that speaks its format with differences: fields that it would refuse are
 * taken out, those that it calls differently are renamed. Every other byte stays as it is.
 *
 * <p>It may be done to one body several times. {@code stream_options} is taken out without a word:
 * providers that refuse it report usage unasked.
 */
public final class RequestAdaptation {
  private static final String JSON_MODE = "{\"type\":\"json_object\"}";
  private static final Set<String> NO_LOSS = Set.of("stream_options");
  private static final Map<String, ChatField> FIELDS =
      Stream.of(ChatField.values()).collect(toUnmodifiableMap(ChatField::plainName, identity()));

  private final ApiTraits traits;
  private final Losses losses;
  private final JsonEdits edits;
  private final JsonCursor cursor;

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
        : new RequestAdaptation(body, traits, losses).adapt(format == WireFormat.OPENAI_CHAT);
  }

  private byte[] adapt(boolean chat) {
    List<Field> fields = new ArrayList<>();
    cursor.enterObject();
    while (cursor.nextField()) {
      String name = cursor.name();
      int nameFrom = cursor.nameOffset();
      int valueFrom = cursor.position();
      if (chat && !traits.refused().contains(name)) {
        chatValue(name);
      } else {
        cursor.skip();
      }
      fields.add(Field.passed(name, nameFrom, valueFrom, cursor));
    }
    fields.forEach(field -> rename(field, fields));
    Predicate<Field> lost = field -> isRefused(field) || isOneTooMany(field, fields);
    edits.remove(fields, field -> lost.test(field) || isReplaced(field, fields));
    fields.stream().filter(lost).forEach(this::note);
    return edits.applied();
  }

  /** Passes the value that stands here, and changes it where the API wants another. */
  private void chatValue(String name) {
    switch (name) {
      case "messages" -> new ChatMessages(cursor, edits, traits, losses).pass();
      case "tool_choice" -> toolChoice();
      case "response_format" -> responseFormat();
      default -> cursor.skip();
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
    boolean schema = false;
    if (traits.has(Quirk.NO_JSON_SCHEMA) && cursor.peek() == '{') {
      cursor.enterObject();
      while (cursor.nextField()) {
        schema |= cursor.nameIs("json_schema") && cursor.peek() == '{';
        cursor.skip();
      }
    } else {
      cursor.skip();
    }
    if (schema) {
      edits.replace(new Span(from, cursor.offset()), JSON_MODE);
      losses.drop(ChatField.RESPONSE_SCHEMA);
    }
  }

  private boolean isRefused(Field field) {
    return traits.refused().contains(field.name());
  }

  /** Of the two that some models do not take together, the temperature stays. */
  private boolean isOneTooMany(Field field, List<Field> all) {
    return traits.has(Quirk.TEMPERATURE_OR_TOP_P)
        && field.name().equals("top_p")
        && all.stream().anyMatch(other -> other.name().equals("temperature"));
  }

  /** Of two fields that would have one name, the one that has it already stays. */
  private boolean isReplaced(Field field, List<Field> all) {
    String other = traits.renamed().get(field.name());
    return other != null && all.stream().anyMatch(present -> present.name().equals(other));
  }

  private void rename(Field field, List<Field> all) {
    String other = traits.renamed().get(field.name());
    if (other != null && !isRefused(field) && !isReplaced(field, all)) {
      edits.rename(field, other);
    }
  }

  private void note(Field field) {
    String name = field.name();
    if (NO_LOSS.contains(name) || DefaultValues.saysNothing(name, edits.textOf(field.value()))) {
      return;
    }
    ChatField known = FIELDS.get(name);
    if (known == null) {
      losses.drop(name);
    } else {
      losses.drop(known);
    }
  }
}
