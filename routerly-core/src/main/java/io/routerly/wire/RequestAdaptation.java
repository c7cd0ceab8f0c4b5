package io.routerly.wire;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.json.JsonCursor;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.JsonEdits.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      String name = cursor.name();
      int nameFrom = cursor.nameOffset();
      int valueFrom = cursor.position();
      if (traits.refused().contains(name)) {
        cursor.skip();
      } else if (format == WireFormat.OPENAI_CHAT) {
        chatValue(name);
      } else if (format == WireFormat.OPENAI_RESPONSES && name.equals("reasoning")) {
        new EffortEdits(cursor, edits, traits, losses).withinReasoning();
      } else {
        cursor.skip();
      }
      fields.add(Field.passed(name, nameFrom, valueFrom, cursor));
    }
    fields.forEach(field -> rename(field, fields));
    countLogprobs(fields);
    Predicate<Field> lost = field -> isRefused(field) || isOneTooMany(field, fields);
    edits.remove(
        fields, field -> lost.test(field) || isUntaken(field) || isReplaced(field, fields));
    fields.stream().filter(lost).forEach(this::note);
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

  /** Says with one number what the format says with a word and a number. */
  private void countLogprobs(List<Field> fields) {
    if (!traits.has(Quirk.LOGPROBS_IS_COUNT)) {
      return;
    }
    Optional<String> most = valueOf("top_logprobs", fields);
    untaken.add("top_logprobs");
    String said = valueOf("logprobs", fields).orElse("");
    if (said.equals("false")) {
      untaken.add("logprobs");
    }
    if (!said.equals("true")) {
      return;
    }
    String count = most.filter(value -> !value.equals("null")).orElse("1");
    fields.stream()
        .filter(field -> field.name().equals("logprobs"))
        .forEach(field -> edits.replace(field.value(), count));
  }

  private Optional<String> valueOf(String name, List<Field> fields) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .map(field -> edits.textOf(field.value()).strip())
        .findFirst();
  }

  private boolean isRefused(Field field) {
    return traits.refused().contains(field.name());
  }

  private boolean isUntaken(Field field) {
    return untaken.contains(field.name());
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
