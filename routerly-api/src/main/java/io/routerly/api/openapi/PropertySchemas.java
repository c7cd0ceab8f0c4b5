package io.routerly.api.openapi;

import static io.routerly.api.http.JsonAnswer.JSON;

import io.routerly.domain.Default;
import io.routerly.domain.WireName;
import io.routerly.json.JsonFactories;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The schemas of single components of records. */
final class PropertySchemas {
  private static final Map<Class<?>, String> PLAIN =
      Map.of(
          String.class, "string",
          boolean.class, "boolean",
          Boolean.class, "boolean",
          int.class, "integer",
          Integer.class, "integer",
          long.class, "integer",
          Long.class, "integer",
          BigDecimal.class, "number",
          JsonObject.class, "object");

  private static final Map<Class<?>, String> FORMATS =
      Map.of(
          int.class, "int32",
          Integer.class, "int32",
          long.class, "int64",
          Long.class, "int64");

  private final BiFunction<Class<?>, Form, JsonObject> records;

  /**
   * @param records returns a reference to the schema of a record
   */
  PropertySchemas(BiFunction<Class<?>, Form, JsonObject> records) {
    this.records = records;
  }

  /** Returns the schema of a component. */
  JsonObject of(RecordComponent component, Form form, String description) {
    JsonObject schema = of(component.getGenericType(), form);
    boolean required = RecordParts.isRequired(component, Form.REQUEST);
    if (mayBeNull(component.getAnnotatedType()) || (form == Form.PATCH && !required)) {
      schema = nullable(schema);
    }
    JsonObjectBuilder property = JSON.createObjectBuilder(schema);
    if (!description.isEmpty()) {
      property.add("description", description);
    }
    Default fallback = component.getAnnotation(Default.class);
    if (form == Form.REQUEST && fallback != null) {
      property.add("default", parsed(fallback.value()));
    }
    return property.build();
  }

  /** Returns a schema with what a comment says of a component. */
  static JsonObject explained(JsonObject schema, SourceDocs.Doc doc, String component) {
    return JSON.createObjectBuilder(schema)
        .add("description", doc.parameters().getOrDefault(component, ""))
        .build();
  }

  private static boolean mayBeNull(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class)
        || (type instanceof AnnotatedParameterizedType generic
            && generic.getAnnotatedActualTypeArguments()[0].isAnnotationPresent(Nullable.class));
  }

  /** Returns the schema of a type. */
  JsonObject of(Type type, Form form) {
    if (type instanceof ParameterizedType generic) {
      return container(generic, form);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == Instant.class) {
      return typed("string").add("format", "date-time").build();
    }
    if (plain.isEnum() && WireName.class.isAssignableFrom(plain)) {
      return constants(plain);
    }
    if (plain.isRecord()) {
      return records.apply(plain, form);
    }
    String name = PLAIN.get(plain);
    if (name == null) {
      throw new IllegalStateException("what is described cannot hold " + plain);
    }
    JsonObjectBuilder schema = typed(name);
    Optional.ofNullable(FORMATS.get(plain)).ifPresent(format -> schema.add("format", format));
    return schema.build();
  }

  /** A merge patch replaces lists as a whole, and merges objects. */
  private JsonObject container(ParameterizedType type, Form form) {
    Type[] parts = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return of(parts[0], form);
    }
    if (type.getRawType() == List.class) {
      return typed("array")
          .add("items", of(parts[0], form == Form.PATCH ? Form.REQUEST : form))
          .build();
    }
    JsonObject values = of(parts[1], form);
    return typed("object")
        .add("additionalProperties", form == Form.PATCH ? nullable(values) : values)
        .build();
  }

  private static JsonObject constants(Class<?> type) {
    JsonArrayBuilder names = JSON.createArrayBuilder();
    for (Object constant : type.getEnumConstants()) {
      names.add(((WireName) constant).wireName());
    }
    return typed("string").add("enum", names).build();
  }

  /** Returns a schema that takes null beside what it takes. */
  static JsonObject nullable(JsonObject schema) {
    JsonObjectBuilder wider = JSON.createObjectBuilder(schema);
    if (schema.get("type") instanceof JsonString type) {
      wider.add("type", JSON.createArrayBuilder().add(type).add("null"));
      if (schema.get("enum") instanceof JsonArray names) {
        wider.add("enum", JSON.createArrayBuilder(names).add(JsonValue.NULL));
      }
      return wider.build();
    }
    JsonObjectBuilder bare = JSON.createObjectBuilder(schema).remove("description");
    wider.remove("$ref");
    return wider.add("oneOf", JSON.createArrayBuilder().add(bare).add(typed("null"))).build();
  }

  private static JsonObjectBuilder typed(String name) {
    return JSON.createObjectBuilder().add("type", name);
  }

  private static JsonValue parsed(String json) {
    try (var reader = JsonFactories.READERS.createReader(new StringReader(json))) {
      return reader.readValue();
    }
  }
}
