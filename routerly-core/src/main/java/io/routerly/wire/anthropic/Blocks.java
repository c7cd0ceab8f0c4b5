package io.routerly.wire.anthropic;

import io.routerly.json.JsonFactories;
import io.routerly.wire.FreeText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;

/** Names that reader and writer of the format must agree on, and its builders. */
final class Blocks {
  /**
   * The tool through which a model answers in JSON where the API knows no other way. What a model
   * says through it is the text of its answer; no client gets to see it.
   */
  static final String JSON_TOOL = "routerly_json_response";

  /** The one parameter of a tool that takes free text, which the format does not know. */
  static final String FREE_TEXT = FreeText.PARAMETER;

  /** Where arguments stand that are no JSON object. */
  static final String MALFORMED = "malformed_arguments";

  /** Marks the id of a seal that belongs to a tool's call and not to reasoning of its own. */
  static final String SEAL_OF_CALL = "tool_use:";

  private Blocks() {}

  static JsonObjectBuilder object() {
    return JsonFactories.BUILDERS.createObjectBuilder();
  }

  static JsonArrayBuilder array() {
    return JsonFactories.BUILDERS.createArrayBuilder();
  }

  static JsonObjectBuilder block(String type) {
    return object().add("type", type);
  }
}
