package io.routerly.api.proxy;

import static io.routerly.api.proxy.JsonText.objects;
import static io.routerly.api.proxy.JsonText.text;

import jakarta.json.JsonObject;

/** Reads requests in the format of Responses. */
final class ResponsesTranscript {
  private ResponsesTranscript() {}

  static Transcript of(JsonObject request) {
    Transcript transcript = new Transcript();
    if (request.containsKey("instructions")) {
      transcript.said("system", text(request, "instructions"));
    }
    if (!text(request, "input").isEmpty()) {
      transcript.said("user", text(request, "input"));
    }
    objects(request, "input").forEach(item -> read(item, transcript));
    return transcript;
  }

  private static void read(JsonObject item, Transcript transcript) {
    switch (item.getString("type", "message")) {
      case "function_call" ->
          transcript.call(text(item, "call_id"), text(item, "name"), text(item, "arguments"));
      case "function_call_output" -> result(item, transcript);
      case "reasoning" -> {
        objects(item, "summary").forEach(part -> transcript.thought(text(part, "text")));
        transcript.seal(text(item, "encrypted_content"));
      }
      default -> message(item, transcript);
    }
  }

  private static void result(JsonObject item, Transcript transcript) {
    StringBuilder output = new StringBuilder(text(item, "output"));
    objects(item, "output").forEach(part -> output.append(text(part, "text")));
    transcript.result(text(item, "call_id"), output.toString());
  }

  private static void message(JsonObject item, Transcript transcript) {
    String role = text(item, "role");
    if (!text(item, "content").isEmpty()) {
      transcript.said(role, text(item, "content"));
    }
    for (JsonObject part : objects(item, "content")) {
      if (text(part, "type").equals("input_image")) {
        transcript.image(text(part, "image_url").replace("data:image/png;base64,", ""));
      } else {
        transcript.said(role, text(part, "text"));
      }
    }
  }
}
