package io.routerly.store.binding;

import io.routerly.domain.Default;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a record class says of its JSON: its keys, their types and defaults.
 *
 * @param constructor the canonical constructor
 * @param fields the components in order, by name
 */
record RecordShape(Constructor<?> constructor, Map<String, Field> fields) {

  /**
   * One component.
   *
   * @param name the key
   * @param type the declared type
   * @param fallback what an absent key stands for; empty for a required one without default
   */
  record Field(String name, Type type, Optional<JsonValue> fallback) {
    /** Returns whether absence has a natural value: no value, no elements. */
    boolean mayBeAbsent() {
      return type == JsonObject.class
          || (type instanceof ParameterizedType generic
              && List.of(Optional.class, List.class, Map.class).contains(generic.getRawType()));
    }
  }

  static RecordShape of(Class<?> type, Function<String, JsonValue> parser) {
    RecordComponent[] components = type.getRecordComponents();
    Map<String, Field> fields = new LinkedHashMap<>();
    for (RecordComponent component : components) {
      Optional<JsonValue> fallback =
          Optional.ofNullable(component.getAnnotation(Default.class))
              .map(value -> parser.apply(value.value()));
      fields.put(
          component.getName(),
          new Field(component.getName(), component.getGenericType(), fallback));
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return new RecordShape(type.getDeclaredConstructor(types), fields);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type + " is no record", e);
    }
  }

  /** Makes the record; what its constructor throws is thrown here. */
  Object create(Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the constructor must be public: " + constructor, e);
    }
  }
}
