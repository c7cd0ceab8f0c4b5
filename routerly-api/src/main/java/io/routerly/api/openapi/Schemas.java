package io.routerly.api.openapi;

import static io.routerly.api.http.JsonAnswer.JSON;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Hides;
import io.routerly.api.describe.Takes;
import io.routerly.api.http.Page;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The schemas of all records that are taken or answered.
 *
 * <p>A record that is both has a second schema for requests where these may leave out what answers
 * always have. Not thread-safe.
 */
final class Schemas {
  private final SourceDocs docs;
  private final Map<Class<?>, Set<String>> hidden = new HashMap<>();
  private final Set<Class<?>> answered = new HashSet<>();
  private final SortedMap<String, JsonObject> components = new TreeMap<>();
  private final Map<String, Class<?>> owners = new HashMap<>();
  private final PropertySchemas properties;

  Schemas(SourceDocs docs, List<Class<?>> resources) {
    this.docs = docs;
    this.properties = new PropertySchemas(this::named);
    for (Class<?> resource : resources) {
      Hides hides = resource.getAnnotation(Hides.class);
      if (hides != null) {
        hidden.put(hides.of(), Set.of(hides.fields()));
      }
    }
  }

  /** Tells of an answer, before any request is described. */
  void willAnswer(Answers answers) {
    answered.addAll(RecordParts.within(answers.value()));
  }

  /** Returns the content of a body or an answer of JSON. */
  static JsonObjectBuilder content(JsonObject schema) {
    return JSON.createObjectBuilder()
        .add("application/json", JSON.createObjectBuilder().add("schema", schema));
  }

  static JsonObject reference(String name) {
    return JSON.createObjectBuilder().add("$ref", "#/components/schemas/" + name).build();
  }

  /** Returns the schema of an answer. */
  JsonObject answer(Class<? extends Record> type) {
    return named(type, Form.ANSWER);
  }

  /** Returns the schema of a list of such records. */
  JsonObject page(Class<? extends Record> type) {
    JsonObject items =
        JSON.createObjectBuilder().add("type", "array").add("items", answer(type)).build();
    SourceDocs.Doc doc = docs.of(Page.class);
    String name = type.getSimpleName() + "Page";
    components.put(
        name,
        closed(
            doc.text(),
            JSON.createObjectBuilder()
                .add("items", PropertySchemas.explained(items, doc, "items"))
                .add(
                    "total",
                    PropertySchemas.explained(properties.of(long.class, Form.ANSWER), doc, "total"))
                .build(),
            List.of("items", "total")));
    return reference(name);
  }

  /** Returns the schema of a body. */
  JsonObject request(Takes takes) {
    if (takes.value() == Takes.Anything.class) {
      return JSON.createObjectBuilder().add("type", "object").build();
    }
    if (takes.required().length == 0 && takes.nullable().length == 0) {
      return named(takes.value(), Form.REQUEST);
    }
    String name = "New" + takes.value().getSimpleName();
    JsonObject usual = object(takes.value(), Form.REQUEST);
    JsonObjectBuilder fields = JSON.createObjectBuilder(usual.getJsonObject("properties"));
    for (String field : takes.nullable()) {
      fields.add(
          field, PropertySchemas.nullable(usual.getJsonObject("properties").getJsonObject(field)));
    }
    Set<String> required = new HashSet<>(RecordParts.required(takes.value(), Form.REQUEST));
    required.addAll(List.of(takes.required()));
    components.put(
        name,
        closed(
            usual.getString("description"), fields.build(), required.stream().sorted().toList()));
    return reference(name);
  }

  /** Returns the schema of a merge patch of such a record. */
  JsonObject patch(Class<? extends Record> type) {
    return named(type, Form.PATCH);
  }

  /** Returns the schema of objects that have the fields of several records. */
  JsonObject together(List<Class<? extends Record>> types) {
    JsonObjectBuilder fields = JSON.createObjectBuilder();
    types.forEach(type -> fields.addAll(JSON.createObjectBuilder(properties(type, Form.ANSWER))));
    return closed(
        "",
        fields.build(),
        types.stream().flatMap(type -> RecordParts.required(type, Form.ANSWER).stream()).toList());
  }

  /** Returns the schemas of a record's components, as query parameters have them. */
  JsonObject properties(Class<? extends Record> type) {
    return properties(type, Form.REQUEST);
  }

  JsonObject components() {
    JsonObjectBuilder all = JSON.createObjectBuilder();
    components.forEach(all::add);
    return all.build();
  }

  private JsonObject named(Class<?> type, Form form) {
    String name = nameOf(type, form);
    Class<?> owner = owners.putIfAbsent(name, type);
    if (owner == null) {
      components.put(
          name, type == io.routerly.domain.PolicySpec.class ? policy(type) : object(type, form));
    } else if (owner != type) {
      throw new IllegalStateException(owner + " and " + type + " have the same name: rename one");
    }
    return reference(name);
  }

  private String nameOf(Class<?> type, Form form) {
    String name = type.getSimpleName();
    if (form == Form.PATCH) {
      return name.replaceFirst("Draft$", "") + "Patch";
    }
    boolean twofold = answered.contains(type) && RecordParts.isLaxerInRequests(type);
    return form == Form.REQUEST && twofold ? name + "Draft" : name;
  }

  private JsonObject object(Class<?> type, Form form) {
    List<String> required =
        RecordParts.required(type, form).stream().filter(field -> !isHidden(type, field)).toList();
    return closed(docs.of(type).text(), properties(type, form), required);
  }

  private JsonObject properties(Class<?> type, Form form) {
    SourceDocs.Doc doc = docs.of(type);
    JsonObjectBuilder fields = JSON.createObjectBuilder();
    for (RecordComponent component : type.getRecordComponents()) {
      if (!isHidden(type, component.getName())) {
        fields.add(
            component.getName(),
            properties.of(component, form, docs.ofComponent(type, doc, component.getName())));
      }
    }
    return fields.build();
  }

  private boolean isHidden(Class<?> type, String field) {
    return hidden.getOrDefault(type, Set.of()).contains(field);
  }

  /** A plain name, or an object: the binding of policies knows both. */
  private JsonObject policy(Class<?> type) {
    JsonObject object = object(type, Form.REQUEST);
    return JSON.createObjectBuilder()
        .add("description", object.getString("description"))
        .add(
            "oneOf",
            JSON.createArrayBuilder()
                .add(JSON.createObjectBuilder().add("type", "string"))
                .add(JSON.createObjectBuilder(object).remove("description")))
        .build();
  }

  private static JsonObject closed(String description, JsonObject fields, List<String> required) {
    JsonObjectBuilder schema = JSON.createObjectBuilder().add("type", "object");
    if (!description.isEmpty()) {
      schema.add("description", description);
    }
    schema.add("properties", fields);
    if (!required.isEmpty()) {
      schema.add("required", JSON.createArrayBuilder(required));
    }
    return schema.add("additionalProperties", JsonValue.FALSE).build();
  }
}
