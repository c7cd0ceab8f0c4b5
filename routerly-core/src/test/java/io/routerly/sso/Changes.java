package io.routerly.sso;

import io.routerly.json.JsonFactories;
import jakarta.json.JsonObject;

/** Changes objects of JSON that are written with single quotes. */
final class Changes {
  private Changes() {}

  static JsonObject add(JsonObject before, String more) {
    return JsonFactories.BUILDERS
        .createObjectBuilder(before)
        .addAll(JsonFactories.BUILDERS.createObjectBuilder(Desk.json(more)))
        .build();
  }

  static JsonObject remove(JsonObject before, String name) {
    return JsonFactories.BUILDERS.createObjectBuilder(before).remove(name).build();
  }
}
