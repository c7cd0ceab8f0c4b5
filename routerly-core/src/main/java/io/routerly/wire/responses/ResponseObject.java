package io.routerly.wire.responses;

import io.routerly.wire.AnswerFrame;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.util.Arrays;
import java.util.Optional;

/**
 * Makes response objects, which repeat most of what the client asked for.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/object">the object</a>
 */
final class ResponseObject {
  private static final int DEFAULT = 1; // of temperature and top_p

  private final AnswerFrame frame;
  private final JsonObject request;
  private final String model;

  ResponseObject(AnswerFrame frame, String model) {
    this.frame = frame;
    this.request = frame.request();
    this.model = model;
  }

  /** Returns the response as it begins. */
  JsonObject begun() {
    return with(
        "in_progress",
        JsonValue.NULL,
        JsonValue.EMPTY_JSON_ARRAY,
        JsonValue.NULL,
        Optional.empty());
  }

  /**
   * Returns the response as it ends.
   *
   * @param reason why it is incomplete; empty if it is complete
   * @param usage an object, or null
   */
  JsonObject ended(String reason, JsonArray output, JsonValue usage, Optional<String> serviceTier) {
    boolean complete = reason.isEmpty();
    return with(
        complete ? "completed" : "incomplete",
        complete ? JsonValue.NULL : Trees.object().add("reason", reason).build(),
        output,
        usage,
        serviceTier);
  }

  private JsonObject with(
      String status,
      JsonValue incompleteDetails,
      JsonArray output,
      JsonValue usage,
      Optional<String> serviceTier) {
    JsonObjectBuilder response =
        Trees.object()
            .add("id", ResponsesCodec.responseId(frame.uniqueId()))
            .add("object", "response")
            .add("created_at", frame.createdAt())
            .add("status", status)
            .add("background", false)
            .addNull("error")
            .add("incomplete_details", incompleteDetails);
    repeat(response, "instructions", ValueType.STRING);
    repeat(response, "max_output_tokens", ValueType.NUMBER);
    repeat(response, "max_tool_calls", ValueType.NUMBER);
    response.add("model", model).add("output", output);
    response.add("parallel_tool_calls", flag("parallel_tool_calls"));
    repeat(response, "previous_response_id", ValueType.STRING);
    repeat(response, "prompt_cache_key", ValueType.STRING);
    response.add("reasoning", merged("reasoning", nothing("effort", "summary")));
    repeat(response, "safety_identifier", ValueType.STRING);
    serviceTier.ifPresentOrElse(
        tier -> response.add("service_tier", tier), () -> response.addNull("service_tier"));
    response.add("store", flag("store"));
    number(response, "temperature", DEFAULT);
    response.add("text", merged("text", plainText()));
    toolChoice(response);
    response.add("tools", tools());
    number(response, "top_logprobs", 0);
    number(response, "top_p", DEFAULT);
    boolean truncates = said("truncation", ValueType.STRING);
    response.add("truncation", truncates ? request.getString("truncation") : "disabled");
    response.add("usage", usage);
    repeat(response, "user", ValueType.STRING);
    response.add("metadata", merged("metadata", JsonValue.EMPTY_JSON_OBJECT));
    return response.build();
  }

  private boolean said(String field, ValueType... types) {
    JsonValue value = request.get(field);
    return value != null && Arrays.asList(types).contains(value.getValueType());
  }

  private void repeat(JsonObjectBuilder response, String field, ValueType type) {
    response.add(field, said(field, type) ? request.get(field) : JsonValue.NULL);
  }

  private void number(JsonObjectBuilder response, String field, int otherwise) {
    if (said(field, ValueType.NUMBER)) {
      response.add(field, request.get(field));
    } else {
      response.add(field, otherwise);
    }
  }

  /** Returns a flag that is true unless the client says otherwise. */
  private boolean flag(String field) {
    return !said(field, ValueType.FALSE);
  }

  private JsonObject merged(String field, JsonObject defaults) {
    if (!said(field, ValueType.OBJECT)) {
      return defaults;
    }
    JsonObjectBuilder merged = Trees.object(defaults);
    request.getJsonObject(field).forEach(merged::add);
    return merged.build();
  }

  private static JsonObject nothing(String... fields) {
    JsonObjectBuilder object = Trees.object();
    for (String field : fields) {
      object.addNull(field);
    }
    return object.build();
  }

  private static JsonObject plainText() {
    return Trees.object().add("format", Trees.typed("text")).add("verbosity", "medium").build();
  }

  private void toolChoice(JsonObjectBuilder response) {
    if (said("tool_choice", ValueType.STRING, ValueType.OBJECT)) {
      response.add("tool_choice", request.get("tool_choice"));
    } else {
      response.add("tool_choice", "auto");
    }
  }

  private JsonArray tools() {
    JsonArrayBuilder tools = Trees.array();
    if (said("tools", ValueType.ARRAY)) {
      request.getJsonArray("tools").forEach(tool -> tools.add(tool(tool)));
    }
    return tools.build();
  }

  /** The API tells of each function what the client left to it. */
  private static JsonValue tool(JsonValue value) {
    if (!(value instanceof JsonObject tool)
        || !(tool.get("type") instanceof JsonString type)
        || !type.getString().equals("function")) {
      return value;
    }
    JsonObjectBuilder whole = Trees.object();
    tool.forEach(whole::add);
    if (!tool.containsKey("description")) {
      whole.addNull("description");
    }
    if (!tool.containsKey("parameters")) {
      whole.addNull("parameters");
    }
    if (!tool.containsKey("strict")) {
      whole.add("strict", true);
    }
    return whole.build();
  }
}
