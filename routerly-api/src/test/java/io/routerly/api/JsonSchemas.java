package io.routerly.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds JSON against the schemas of a description, as JSON Schema 2020-12 has them. */
final class JsonSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
  private final SchemaValidatorsConfig config =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
  private final Map<JsonObject, JsonSchema> compiled = new HashMap<>();
  private final JsonNode components;

  JsonSchemas(JsonObject document) {
    components = node(document.getJsonObject("components").toString());
  }

  /** Returns what is wrong with a text, by that schema of the description. */
  List<String> wrong(JsonObject schema, String text) {
    return compiled.computeIfAbsent(schema, this::compile).validate(node(text)).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private JsonSchema compile(JsonObject schema) {
    ObjectNode whole = (ObjectNode) node(schema.toString());
    whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    whole.set("components", components);
    return factory.getSchema(whole, config);
  }

  private static JsonNode node(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + text, e);
    }
  }
}
