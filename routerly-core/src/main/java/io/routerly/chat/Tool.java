package io.routerly.chat;

import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * A tool that the application runs when the model calls it.
 *
 * @param kind whether it takes a JSON object or free text
 * @param name what the model calls it
 * @param parameters the JSON schema of its arguments; absent: it takes none, or free text
 * @param strict whether the arguments must follow the schema; absent: the provider's default
 * @param format the grammar of a free text, in OpenAI's terms
 */
public record Tool(
    Kind kind,
    String name,
    Optional<String> description,
    Optional<JsonObject> parameters,
    Optional<Boolean> strict,
    Optional<JsonObject> format,
    Optional<CacheControl> cache) {
  /** What a tool takes. */
  public enum Kind {
    /** A JSON object. */
    FUNCTION,
    /** Free text. */
    CUSTOM
  }
}
