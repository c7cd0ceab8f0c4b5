package io.routerly.domain;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * A routing policy as a project names it: in the file a plain string, or an object with {@code
 * type} and {@code config}.
 *
 * @param type the policy's name, such as {@code random}
 * @param config its settings, empty for a plain string
 */
public record PolicySpec(String type, JsonObject config) {
  public PolicySpec {
    Checks.notBlank(type, "type");
  }

  /** Returns a policy without settings. */
  public static PolicySpec of(String type) {
    return new PolicySpec(type, JsonValue.EMPTY_JSON_OBJECT);
  }
}
