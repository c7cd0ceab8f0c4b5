package io.routerly.testkit.wire;

import static io.routerly.testkit.wire.WireJson.array;
import static io.routerly.testkit.wire.WireJson.list;
import static io.routerly.testkit.wire.WireJson.object;
import static io.routerly.testkit.wire.WireJson.with;

import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.TokenCounts;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** OpenAI Responses, with the whole sequence of its events. */
public final class Responses implements WireFormat {
  private final ErrorFormat errors = new OpenAiErrors();

  @Override
  public String folder() {
    return "openai-responses";
  }

  @Override
  public ErrorFormat errors() {
    return errors;
  }

  @Override
  public byte[] buffered(Call call) {
    return WireJson.bytes(completed(call));
  }

  @Override
  public List<byte[]> events(Call call) {
    ResponsesEvents events = new ResponsesEvents();
    JsonObject begun = response(call, "in_progress", array());
    events.add("response.created", "response", begun);
    events.add("response.in_progress", "response", begun);
    int index = 0;
    for (Part part : call.parts()) {
      events.item(ResponsesItems.item(call, part, index), part, index++);
    }
    events.add("response.completed", "response", completed(call));
    return events.all();
  }

  @Override
  public byte[] errorEvent(Call call, int before, ApiError error) {
    JsonObject failed =
        with(
            response(call, "failed", array()),
            "error",
            object("code", "server_error", "message", error.message()));
    return Sse.event(
        "response.failed",
        object("type", "response.failed", "sequence_number", before, "response", failed));
  }

  @Override
  public boolean endsWithToolResult(JsonObject body) {
    return body.get("input") instanceof JsonArray items
        && !items.isEmpty()
        && items.get(items.size() - 1) instanceof JsonObject last
        && "function_call_output".equals(last.getString("type", ""));
  }

  private static JsonObject completed(Call call) {
    List<JsonObject> items = new ArrayList<>();
    for (Part part : call.parts()) {
      items.add(ResponsesItems.item(call, part, items.size()));
    }
    return with(response(call, "completed", list(items)), "usage", usage(call.counts()));
  }

  private static JsonObject response(Call call, String status, JsonArray output) {
    JsonObject request = call.body();
    return object(
        "id", call.id("resp_"),
        "object", "response",
        "created_at", Call.CREATED,
        "status", status,
        "background", false,
        "error", JsonValue.NULL,
        "incomplete_details", JsonValue.NULL,
        "instructions", echo(request, "instructions", JsonValue.NULL),
        "max_output_tokens", echo(request, "max_output_tokens", JsonValue.NULL),
        "model", call.model(),
        "output", output,
        "parallel_tool_calls", echo(request, "parallel_tool_calls", JsonValue.TRUE),
        "previous_response_id", echo(request, "previous_response_id", JsonValue.NULL),
        "reasoning", object("effort", JsonValue.NULL, "summary", JsonValue.NULL),
        "service_tier", "default",
        "store", echo(request, "store", JsonValue.TRUE),
        "temperature", echo(request, "temperature", object("one", 1).getJsonNumber("one")),
        "text", echo(request, "text", object("format", object("type", "text"))),
        "tool_choice", echo(request, "tool_choice", WireJson.string("auto")),
        "tools", echo(request, "tools", array()),
        "top_p", echo(request, "top_p", object("one", 1).getJsonNumber("one")),
        "truncation", echo(request, "truncation", WireJson.string("disabled")),
        "usage", JsonValue.NULL,
        "user", echo(request, "user", JsonValue.NULL),
        "metadata", echo(request, "metadata", object()));
  }

  private static JsonValue echo(JsonObject request, String name, JsonValue otherwise) {
    return request.getOrDefault(name, otherwise);
  }

  private static JsonObject usage(TokenCounts counts) {
    return object(
        "input_tokens", counts.input(),
        "input_tokens_details",
            object(
                "cached_tokens", counts.cacheRead(),
                "cache_write_tokens", counts.cacheWrites()),
        "output_tokens", counts.output(),
        "output_tokens_details", object("reasoning_tokens", counts.reasoning()),
        "total_tokens", counts.total());
  }
}
