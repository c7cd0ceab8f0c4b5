package io.routerly.wire;

import io.routerly.chat.Losses;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads one JSON object field by field, checks types, and knows which fields nobody asked for.
 *
 * <p>A field that is {@code null} counts as absent. What is wrong is told with the path of the
 * field, as in {@code messages[0].role must be a string.} One owner thread.
 */
public final class FieldReader {
  private final JsonObject object;
  private final String path;
  private final String name;
  private final ErrorCode blame;
  private final Set<String> read = new HashSet<>();

  private FieldReader(JsonObject object, String path, String name, ErrorCode blame) {
    this.object = object;
    this.path = path;
    this.name = name;
    this.blame = blame;
  }

  /** Reads a client's request; what is wrong is the client's fault. */
  public static FieldReader ofRequest(JsonObject body) {
    return new FieldReader(body, "", "", ErrorCode.INVALID_REQUEST);
  }

  /** Reads a provider's answer; what is wrong is the provider's fault. */
  public static FieldReader ofAnswer(JsonObject body) {
    return new FieldReader(body, "", "", ErrorCode.PROVIDER_BAD_RESPONSE);
  }

  /** Returns the object as it stands. */
  public JsonObject object() {
    return object;
  }

  /** Returns whether the field is there and not null; it does not count as read by this. */
  public boolean has(String field) {
    JsonValue value = object.get(field);
    return value != null && value.getValueType() != ValueType.NULL;
  }

  /** Returns the field's value, whatever it is. */
  public Optional<JsonValue> value(String field) {
    read.add(field);
    return Optional.ofNullable(object.get(field))
        .filter(value -> value.getValueType() != ValueType.NULL);
  }

  public Optional<String> string(String field) {
    return value(field).map(value -> as(JsonString.class, value, field, "a string").getString());
  }

  /** Returns a string that must be there. */
  public String requireString(String field) {
    return string(field).orElseThrow(() -> missing(field));
  }

  public Optional<BigDecimal> number(String field) {
    return value(field)
        .map(value -> as(JsonNumber.class, value, field, "a number").bigDecimalValue());
  }

  public OptionalLong whole(String field) {
    Optional<BigDecimal> number = number(field);
    if (number.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(number.get().longValueExact());
    } catch (ArithmeticException e) {
      throw invalid(field, "a whole number");
    }
  }

  public Optional<Boolean> bool(String field) {
    return value(field).map(value -> bool(value, field));
  }

  private boolean bool(JsonValue value, String field) {
    return switch (value.getValueType()) {
      case TRUE -> true;
      case FALSE -> false;
      default -> throw invalid(field, "true or false");
    };
  }

  /** Returns the object in a field as it stands. */
  public Optional<JsonObject> plainObject(String field) {
    return value(field).map(value -> as(JsonObject.class, value, field, "an object"));
  }

  /** Returns a reader of the object in a field. */
  public Optional<FieldReader> object(String field) {
    return plainObject(field).map(o -> new FieldReader(o, pathOf(field), nameOf(field), blame));
  }

  /** Returns the array in a field; an absent one is empty. */
  public List<JsonValue> array(String field) {
    Optional<JsonValue> value = value(field);
    return value.isEmpty() ? List.of() : as(JsonArray.class, value.get(), field, "an array");
  }

  /** Returns readers of the objects in an array; an absent array is empty. */
  public List<FieldReader> objects(String field) {
    List<FieldReader> readers = new ArrayList<>();
    for (JsonValue element : array(field)) {
      String at = "[" + readers.size() + "]";
      JsonObject item = as(JsonObject.class, element, field + at, "an object");
      readers.add(new FieldReader(item, pathOf(field) + at, nameOf(field), blame));
    }
    return readers;
  }

  /** Returns the strings in an array; an absent array is empty. */
  public List<String> strings(String field) {
    List<String> strings = new ArrayList<>();
    for (JsonValue element : array(field)) {
      String at = field + "[" + strings.size() + "]";
      strings.add(as(JsonString.class, element, at, "a string").getString());
    }
    return strings;
  }

  /** Counts fields as read that say nothing to another format. */
  public void ignore(String... fields) {
    read.addAll(List.of(fields));
  }

  /** Notes every field that was not read and is not null, by its path without indices. */
  public void reportUnread(Losses losses) {
    for (String field : object.keySet()) {
      if (!read.contains(field) && has(field)) {
        losses.drop(nameOf(field));
      }
    }
  }

  /** Returns the path of a field, with indices, as in {@code messages[0].role}. */
  public String pathOf(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  private String nameOf(String field) {
    return name.isEmpty() ? field : name + "." + field;
  }

  /** Returns an exception that says what a field must be. */
  public GatewayException invalid(String field, String requirement) {
    return new GatewayException(blame, sentence("%s must be %s.", field, requirement));
  }

  private GatewayException missing(String field) {
    return new GatewayException(blame, sentence("%s is missing.", field));
  }

  private <T> T as(Class<T> type, JsonValue value, String field, String requirement) {
    if (!type.isInstance(value)) {
      throw invalid(field, requirement);
    }
    return type.cast(value);
  }

  private String sentence(String format, String field, Object... more) {
    Object[] arguments = new Object[more.length + 1];
    arguments[0] = pathOf(field);
    System.arraycopy(more, 0, arguments, 1, more.length);
    String said = String.format(format, arguments);
    return blame == ErrorCode.INVALID_REQUEST
        ? said
        : "The provider's answer is not in its format: " + said;
  }
}
