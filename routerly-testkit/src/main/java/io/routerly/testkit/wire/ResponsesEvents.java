package io.routerly.testkit.wire;

import static io.routerly.testkit.wire.WireJson.array;
import static io.routerly.testkit.wire.WireJson.object;
import static io.routerly.testkit.wire.WireJson.with;

import io.routerly.testkit.script.Part;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Writes the events of one Responses stream, numbered in order. */
final class ResponsesEvents {
  private final List<byte[]> events = new ArrayList<>();

  List<byte[]> all() {
    return List.copyOf(events);
  }

  void add(String type, Object... members) {
    JsonObject data = object("type", type, "sequence_number", events.size());
    for (int i = 0; i < members.length; i += 2) {
      data = with(data, (String) members[i], members[i + 1]);
    }
    events.add(Sse.event(type, data));
  }

  /** Adds everything that is said of one output item, from added to done. */
  void item(JsonObject done, Part part, int index) {
    String id = done.getString("id");
    add("response.output_item.added", "output_index", index, "item", begun(done));
    if (part instanceof Part.ToolCall tool) {
      arguments(id, index, tool.arguments());
    } else if (part instanceof Part.Thinking thinking) {
      summary(id, index, thinking.text());
    } else if (part instanceof Part.Text text) {
      text(id, index, text.text());
    }
    add("response.output_item.done", "output_index", index, "item", done);
  }

  private static JsonObject begun(JsonObject done) {
    return switch (done.getString("type")) {
      case "function_call" -> with(with(done, "status", "in_progress"), "arguments", "");
      case "reasoning" -> with(done, "summary", array());
      default -> with(with(done, "status", "in_progress"), "content", array());
    };
  }

  private void arguments(String id, int index, String arguments) {
    String type = "response.function_call_arguments.";
    for (String piece : Call.fragments(arguments)) {
      add(type + "delta", "item_id", id, "output_index", index, "delta", piece);
    }
    add(type + "done", "item_id", id, "output_index", index, "arguments", arguments);
  }

  private void summary(String id, int index, String text) {
    inPart(
        "response.reasoning_summary_part.added",
        id,
        index,
        "summary_index",
        "part",
        ResponsesItems.summary(""));
    for (String piece : Call.pieces(text)) {
      inPart("response.reasoning_summary_text.delta", id, index, "summary_index", "delta", piece);
    }
    inPart("response.reasoning_summary_text.done", id, index, "summary_index", "text", text);
    inPart(
        "response.reasoning_summary_part.done",
        id,
        index,
        "summary_index",
        "part",
        ResponsesItems.summary(text));
  }

  private void text(String id, int index, String text) {
    inPart(
        "response.content_part.added",
        id,
        index,
        "content_index",
        "part",
        ResponsesItems.words(""));
    for (String piece : Call.pieces(text)) {
      inPart(
          "response.output_text.delta",
          id,
          index,
          "content_index",
          "delta",
          piece,
          "logprobs",
          array());
    }
    inPart(
        "response.output_text.done", id, index, "content_index", "text", text, "logprobs", array());
    inPart(
        "response.content_part.done",
        id,
        index,
        "content_index",
        "part",
        ResponsesItems.words(text));
  }

  private void inPart(String type, String id, int item, String partIndex, Object... members) {
    List<Object> all = new ArrayList<>(List.of("item_id", id, "output_index", item, partIndex, 0));
    all.addAll(List.of(members));
    add(type, all.toArray());
  }
}
