package io.routerly.api.proxy;

import static io.routerly.api.proxy.JsonText.inner;
import static io.routerly.api.proxy.JsonText.objects;
import static io.routerly.api.proxy.JsonText.text;

import jakarta.json.JsonObject;

/** Reads requests in the format of Chat Completions. */
final class ChatTranscript {
  private ChatTranscript() {}

  static Transcript of(JsonObject request) {
    Transcript transcript = new Transcript();
    objects(request, "messages").forEach(message -> read(message, transcript));
    return transcript;
  }

  private static void read(JsonObject message, Transcript transcript) {
    String role = text(message, "role");
    if (role.equals("tool")) {
      transcript.result(text(message, "tool_call_id"), joined(message));
      return;
    }
    if (!text(message, "content").isEmpty()) {
      transcript.said(role, text(message, "content"));
    }
    for (JsonObject part : objects(message, "content")) {
      if (text(part, "type").equals("text")) {
        transcript.said(role, text(part, "text"));
      } else {
        String url = text(inner(part, "image_url"), "url");
        transcript.image(url.replace("data:image/png;base64,", ""));
      }
    }
    for (JsonObject call : objects(message, "tool_calls")) {
      JsonObject function = call.getJsonObject("function");
      transcript.call(text(call, "id"), text(function, "name"), text(function, "arguments"));
    }
  }

  private static String joined(JsonObject message) {
    StringBuilder text = new StringBuilder(text(message, "content"));
    objects(message, "content").forEach(part -> text.append(text(part, "text")));
    return text.toString();
  }
}
