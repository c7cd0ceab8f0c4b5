package io.routerly.routing.policy;

import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.PolicySpec;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the settings of a policy; what is unknown or impossible is refused with its name. */
final class PolicyConfig {
  private static final String FIELD = "config";

  private final JsonObject config;
  private final String place;

  private PolicyConfig(JsonObject config, String place) {
    this.config = config;
    this.place = place;
  }

  /**
   * Returns the settings of a policy.
   *
   * @throws InvalidFieldException if one is not among {@code known}
   */
  static PolicyConfig of(PolicySpec spec, String... known) {
    return checked(spec.config(), "", known);
  }

  private static PolicyConfig checked(JsonObject config, String place, String... known) {
    for (String name : config.keySet()) {
      if (!Set.of(known).contains(name)) {
        throw new InvalidFieldException(
            FIELD,
            "has an unknown setting \"%s%s\": known are %s".formatted(place, name, List.of(known)));
      }
    }
    return new PolicyConfig(config, place);
  }

  double number(String name, double least, double most, double otherwise) {
    JsonValue value = config.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof JsonNumber number
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return number.doubleValue();
    }
    throw wrong(name, "a number from " + plain(least) + " to " + plain(most));
  }

  int integer(String name, int least, int most, int otherwise) {
    return whole(name, least, most).map(Math::toIntExact).orElse(otherwise);
  }

  Optional<Long> whole(String name, long least, long most) {
    JsonValue value = config.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonNumber number
        && number.isIntegral()
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return Optional.of(number.longValue());
    }
    throw wrong(name, "a whole number from " + least + " to " + most);
  }

  boolean flag(String name, boolean otherwise) {
    JsonValue value = config.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value.equals(JsonValue.TRUE) || value.equals(JsonValue.FALSE)) {
      return value.equals(JsonValue.TRUE);
    }
    throw wrong(name, "true or false");
  }

  Optional<String> text(String name) {
    JsonValue value = config.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonString text && !text.getString().isBlank()) {
      return Optional.of(text.getString());
    }
    throw wrong(name, "a text");
  }

  /** Returns the numbers of an object by their names. */
  Map<String, Double> numbers(String name, double least, double most) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    PolicyConfig inner = new PolicyConfig(object(name), place + name + ".");
    inner.config.keySet().forEach(key -> numbers.put(key, inner.number(key, least, most, 0)));
    return numbers;
  }

  /** Returns the objects of an object by their names. */
  Map<String, PolicyConfig> objects(String name, String... known) {
    Map<String, PolicyConfig> objects = new LinkedHashMap<>();
    PolicyConfig inner = new PolicyConfig(object(name), place + name + ".");
    for (String key : inner.config.keySet()) {
      objects.put(key, checked(inner.object(key), inner.place + key + ".", known));
    }
    return objects;
  }

  /** Returns the texts of an object by their names. */
  Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    PolicyConfig inner = new PolicyConfig(object(name), place + name + ".");
    inner.config.keySet().forEach(key -> texts.put(key, inner.requiredText(key)));
    return texts;
  }

  String requiredText(String name) {
    return text(name).orElseThrow(() -> wrong(name, "a text"));
  }

  /** Returns the texts of an array that must not be empty. */
  List<String> textList(String name) {
    if (config.get(name) instanceof JsonArray array
        && !array.isEmpty()
        && array.stream().allMatch(PolicyConfig::isText)) {
      return array.getValuesAs(JsonString::getString);
    }
    throw wrong(name, "an array of at least one text, and of nothing else");
  }

  private static boolean isText(JsonValue value) {
    return value instanceof JsonString text && !text.getString().isBlank();
  }

  private JsonObject object(String name) {
    JsonValue value = config.getOrDefault(name, JsonValue.EMPTY_JSON_OBJECT);
    if (value instanceof JsonObject object) {
      return object;
    }
    throw wrong(name, "an object");
  }

  private InvalidFieldException wrong(String name, String allowed) {
    return new InvalidFieldException(
        FIELD, "must have %s as \"%s%s\"".formatted(allowed, place, name));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
