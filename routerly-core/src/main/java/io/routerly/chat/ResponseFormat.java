package io.routerly.chat;

import jakarta.json.JsonObject;
import java.util.Optional;

/** What shape the text of an answer must have; plain text is told by absence. */
public sealed interface ResponseFormat {
  /** Some JSON object. */
  record AnyJson() implements ResponseFormat {}

  /**
   * JSON that follows a schema.
   *
   * @param name OpenAI's name of the schema; {@code response} where the client gave none
   */
  record JsonSchema(
      String name, Optional<String> description, JsonObject schema, Optional<Boolean> strict)
      implements ResponseFormat {}
}
