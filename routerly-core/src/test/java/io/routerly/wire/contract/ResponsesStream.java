package io.routerly.wire.contract;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** Streams as Responses does: items are added, grow and are done, and the whole comes at last. */
final class ResponsesStream extends ProviderStream {
  private int sequence;

  ResponsesStream(int size) {
    super(size);
  }

  @Override
  void tell(JsonObject answer) {
    JsonObject begun =
        Json.merge(
            answer,
            Json.object(
                "{'status':'in_progress','incomplete_details':null,'output':[],'usage':null}"));
    say("response.created", "\"response\":" + begun);
    say("response.in_progress", "\"response\":" + begun);
    JsonArray output = array(answer, "output");
    for (int i = 0; i < output.size(); i++) {
      JsonObject item = output.getJsonObject(i);
      String at = ",\"output_index\":" + i;
      say("response.output_item.added", "\"item\":" + opening(item) + at);
      grow(item, "\"item_id\":" + quote(string(item, "id")) + at);
      say("response.output_item.done", "\"item\":" + item + at);
    }
    say("response." + string(answer, "status"), "\"response\":" + answer);
  }

  private void say(String type, String fields) {
    event(type, "{\"type\":\"%s\",\"sequence_number\":%d,%s}".formatted(type, sequence++, fields));
  }

  private static JsonObject opening(JsonObject item) {
    return switch (string(item, "type")) {
      case "message" -> Json.merge(item, Json.object("{'status':'in_progress','content':[]}"));
      case "function_call" ->
          Json.merge(item, Json.object("{'status':'in_progress','arguments':''}"));
      default -> without(Json.merge(item, Json.object("{'summary':[]}")), "encrypted_content");
    };
  }

  private void grow(JsonObject item, String at) {
    switch (string(item, "type")) {
      case "message" -> {
        JsonArray parts = array(item, "content");
        for (int i = 0; i < parts.size(); i++) {
          part(parts.getJsonObject(i), at + ",\"content_index\":" + i);
        }
      }
      case "function_call" -> {
        String arguments = string(item, "arguments");
        pieces(arguments)
            .forEach(
                it ->
                    say("response.function_call_arguments.delta", at + ",\"delta\":" + quote(it)));
        say("response.function_call_arguments.done", at + ",\"arguments\":" + quote(arguments));
      }
      default -> {
        JsonArray summary = array(item, "summary");
        for (int i = 0; i < summary.size(); i++) {
          summary(summary.getJsonObject(i), at + ",\"summary_index\":" + i);
        }
      }
    }
  }

  private void part(JsonObject part, String at) {
    boolean refusal = string(part, "type").equals("refusal");
    String field = refusal ? "refusal" : "text";
    String name = refusal ? "response.refusal" : "response.output_text";
    JsonObject empty =
        refusal
            ? Json.object("{'type':'refusal','refusal':''}")
            : Json.object("{'type':'output_text','text':'','annotations':[],'logprobs':[]}");
    say("response.content_part.added", at + ",\"part\":" + empty);
    String logprobs = refusal ? "" : ",\"logprobs\":" + array(part, "logprobs");
    String once = logprobs;
    for (String piece : pieces(string(part, field))) {
      say(name + ".delta", at + ",\"delta\":" + quote(piece) + once);
      once = refusal ? "" : ",\"logprobs\":[]";
    }
    JsonArray annotations = array(part, "annotations");
    for (int i = 0; i < annotations.size(); i++) {
      JsonValue annotation = annotations.get(i);
      say(
          "response.output_text.annotation.added",
          at + ",\"annotation_index\":" + i + ",\"annotation\":" + annotation);
    }
    say(name + ".done", at + ",\"" + field + "\":" + part.get(field) + logprobs);
    say("response.content_part.done", at + ",\"part\":" + part);
  }

  private void summary(JsonObject part, String at) {
    String text = string(part, "text");
    say(
        "response.reasoning_summary_part.added",
        at + ",\"part\":{\"type\":\"summary_text\",\"text\":\"\"}");
    pieces(text)
        .forEach(
            it -> say("response.reasoning_summary_text.delta", at + ",\"delta\":" + quote(it)));
    say("response.reasoning_summary_text.done", at + ",\"text\":" + quote(text));
    say("response.reasoning_summary_part.done", at + ",\"part\":" + part);
  }
}
