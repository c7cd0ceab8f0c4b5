package io.routerly.store.binding;

import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.PolicySpec;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Binds values of every supported type; what does not fit becomes a finding, never an exception.
 */
final class ValueBinder {
  private final Map<Class<?>, RecordShape> shapes = new ConcurrentHashMap<>();
  private final Function<String, JsonValue> defaultParser;

  ValueBinder(Function<String, JsonValue> defaultParser) {
    this.defaultParser = defaultParser;
  }

  /** What became of a document: its value, or the findings that stand in the way. */
  record Outcome(Optional<Object> value, Findings findings) {
    Object orThrow() {
      findings.throwIfAny();
      return value.orElseThrow();
    }
  }

  Outcome bind(JsonValue value, Class<?> type, String pointer, Findings findings) {
    return new Outcome(Optional.ofNullable(any(value, type, pointer, findings)), findings);
  }

  Outcome bindList(JsonValue value, Class<?> elementType, String pointer, Findings findings) {
    return new Outcome(Optional.ofNullable(list(value, elementType, pointer, findings)), findings);
  }

  /** Returns the bound value, or null after a finding. */
  private @Nullable Object any(JsonValue value, Type type, String pointer, Findings findings) {
    if (type instanceof ParameterizedType generic) {
      return container(value, generic, pointer, findings);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == PolicySpec.class) {
      return policy(value, pointer, findings);
    }
    if (plain.isRecord()) {
      return record(value, plain, pointer, findings);
    }
    return Scalars.bind(value, plain, pointer, findings);
  }

  private @Nullable Object container(
      JsonValue value, ParameterizedType type, String pointer, Findings findings) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      Object inner = any(value, arguments[0], pointer, findings);
      return inner == null ? null : Optional.of(inner);
    }
    if (type.getRawType() == List.class) {
      return list(value, arguments[0], pointer, findings);
    }
    if (type.getRawType() == Map.class && arguments[0] == String.class) {
      return map(value, arguments[1], pointer, findings);
    }
    throw new IllegalArgumentException("records of configuration cannot hold " + type);
  }

  private @Nullable List<Object> list(
      JsonValue value, Type elementType, String pointer, Findings findings) {
    if (!(value instanceof JsonArray array)) {
      findings.add(pointer, Scalars.wrongKind("an array", value));
      return null;
    }
    int before = findings.size();
    List<Object> elements = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      Object element = any(array.get(i), elementType, Pointers.child(pointer, i), findings);
      if (element != null) {
        elements.add(element);
      }
    }
    return findings.size() == before ? elements : null;
  }

  private @Nullable Map<String, Object> map(
      JsonValue value, Type valueType, String pointer, Findings findings) {
    if (!(value instanceof JsonObject object)) {
      findings.add(pointer, Scalars.wrongKind("an object", value));
      return null;
    }
    int before = findings.size();
    Map<String, Object> entries = new LinkedHashMap<>();
    object.forEach(
        (key, inner) -> {
          Object bound = any(inner, valueType, Pointers.child(pointer, key), findings);
          if (bound != null) {
            entries.put(key, bound);
          }
        });
    return findings.size() == before ? entries : null;
  }

  private @Nullable Object policy(JsonValue value, String pointer, Findings findings) {
    if (value instanceof JsonString name) {
      return createAt(
          shape(PolicySpec.class),
          new Object[] {name.getString(), JsonValue.EMPTY_JSON_OBJECT},
          pointer,
          findings);
    }
    if (!(value instanceof JsonObject)) {
      findings.add(pointer, Scalars.wrongKind("a policy's name or an object with \"type\"", value));
      return null;
    }
    return record(value, PolicySpec.class, pointer, findings);
  }

  private @Nullable Object record(
      JsonValue value, Class<?> type, String pointer, Findings findings) {
    if (!(value instanceof JsonObject object)) {
      findings.add(pointer, Scalars.wrongKind("an object", value));
      return null;
    }
    RecordShape shape = shape(type);
    int before = findings.size();
    for (String key : object.keySet()) {
      if (!shape.fields().containsKey(key)) {
        findings.add(
            Pointers.child(pointer, key),
            "unknown key \"" + key + "\"; " + Suggestions.remedy(key, shape.fields().keySet()));
      }
    }
    Object[] values =
        shape.fields().values().stream()
            .map(field -> component(object, field, pointer, findings))
            .toArray();
    return findings.size() == before ? createAt(shape, values, pointer, findings) : null;
  }

  private @Nullable Object component(
      JsonObject object, RecordShape.Field field, String pointer, Findings findings) {
    JsonValue value = object.get(field.name());
    String place = Pointers.child(pointer, field.name());
    if (value != null) {
      return any(value, field.type(), place, findings);
    }
    if (field.fallback().isPresent()) {
      return any(field.fallback().get(), field.type(), place, findings);
    }
    if (field.mayBeAbsent()) {
      return absent(field.type());
    }
    findings.add(place, "is missing: add the key \"" + field.name() + "\", which is required");
    return null;
  }

  private static Object absent(Type type) {
    if (!(type instanceof ParameterizedType generic)) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    if (generic.getRawType() == Optional.class) {
      return Optional.empty();
    }
    return generic.getRawType() == List.class ? List.of() : Map.of();
  }

  private static @Nullable Object createAt(
      RecordShape shape, Object[] values, String pointer, Findings findings) {
    try {
      return shape.create(values);
    } catch (InvalidFieldException e) {
      findings.add(Pointers.child(pointer, e.field()), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      findings.add(pointer, String.valueOf(e.getMessage()));
    }
    return null;
  }

  private RecordShape shape(Class<?> type) {
    return shapes.computeIfAbsent(type, key -> RecordShape.of(key, defaultParser));
  }
}
