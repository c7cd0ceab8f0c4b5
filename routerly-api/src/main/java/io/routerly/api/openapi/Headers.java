package io.routerly.api.openapi;

import static io.routerly.api.http.JsonAnswer.JSON;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** The headers that answers share. */
final class Headers {
  private Headers() {}

  static JsonObject components() {
    return JSON.createObjectBuilder()
        .add("Tag", header("version of the resource, for `If-Match` and `If-None-Match`"))
        .add("Code", header("the code that `error` holds"))
        .add("Challenge", header("`Bearer`"))
        .add("RetryAfter", header("after how many seconds to try again"))
        .build();
  }

  /** Returns a reference to one of them. */
  static JsonObject reference(String name) {
    return JSON.createObjectBuilder().add("$ref", "#/components/headers/" + name).build();
  }

  /** Returns a header whose value is text. */
  static JsonObjectBuilder header(String description) {
    return JSON.createObjectBuilder()
        .add("description", description)
        .add("schema", JSON.createObjectBuilder().add("type", "string"));
  }
}
