package io.routerly.wire.responses;

import io.routerly.json.JsonFactories;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** Begins JSON objects and arrays. */
final class Trees {
  private Trees() {}

  static JsonObjectBuilder object() {
    return JsonFactories.BUILDERS.createObjectBuilder();
  }

  /** Begins an object with the fields of another. */
  static JsonObjectBuilder object(JsonObject fields) {
    return JsonFactories.BUILDERS.createObjectBuilder(fields);
  }

  static JsonArrayBuilder array() {
    return JsonFactories.BUILDERS.createArrayBuilder();
  }

  /** Begins an array with the elements of another. */
  static JsonArrayBuilder array(JsonArray elements) {
    return JsonFactories.BUILDERS.createArrayBuilder(elements);
  }

  /** Begins an object that tells its kind. */
  static JsonObjectBuilder typed(String type) {
    return object().add("type", type);
  }
}
