package io.routerly.api.openapi;

import io.routerly.domain.Default;
import jakarta.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What records are made of, and which of it may be left out: as binding and writing have it. */
final class RecordParts {
  private RecordParts() {}

  /** Returns a record and all records that it holds. */
  static Set<Class<?>> within(Class<?> record) {
    Set<Class<?>> found = new LinkedHashSet<>();
    collect(record, found);
    return found;
  }

  private static void collect(Type type, Set<Class<?>> found) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(part -> collect(part, found));
    } else if (type instanceof Class<?> plain && plain.isRecord() && found.add(plain)) {
      for (RecordComponent component : plain.getRecordComponents()) {
        collect(component.getGenericType(), found);
      }
    }
  }

  /** Returns the components that are there in that form. */
  static List<String> required(Class<?> record, Form form) {
    return Arrays.stream(record.getRecordComponents())
        .filter(component -> isRequired(component, form))
        .map(RecordComponent::getName)
        .toList();
  }

  static boolean isRequired(RecordComponent component, Form form) {
    return switch (form) {
      case ANSWER -> component.getType() != Optional.class;
      case REQUEST ->
          !component.isAnnotationPresent(Default.class)
              && !List.of(Optional.class, List.class, Map.class, JsonObject.class)
                  .contains(component.getType());
      case PATCH -> false;
    };
  }

  /** Returns whether a request may leave out what an answer always has, at any depth. */
  static boolean isLaxerInRequests(Class<?> record) {
    return record != io.routerly.domain.PolicySpec.class
        && within(record).stream()
            .filter(part -> part != io.routerly.domain.PolicySpec.class)
            .anyMatch(part -> !required(part, Form.ANSWER).equals(required(part, Form.REQUEST)));
  }
}
