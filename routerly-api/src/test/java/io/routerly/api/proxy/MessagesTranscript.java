package io.routerly.api.proxy;

import static io.routerly.api.proxy.JsonText.inner;
import static io.routerly.api.proxy.JsonText.objects;
import static io.routerly.api.proxy.JsonText.text;

import jakarta.json.JsonObject;

/** Reads requests in the format of Messages. */
final class MessagesTranscript {
  private MessagesTranscript() {}

  static Transcript of(JsonObject request) {
    Transcript transcript = new Transcript();
    if (!text(request, "system").isEmpty()) {
      transcript.said("system", text(request, "system"));
    }
    objects(request, "system").forEach(block -> transcript.said("system", text(block, "text")));
    objects(request, "messages").forEach(message -> read(message, transcript));
    return transcript;
  }

  private static void read(JsonObject message, Transcript transcript) {
    String role = text(message, "role");
    if (!text(message, "content").isEmpty()) {
      transcript.said(role, text(message, "content"));
    }
    objects(message, "content").forEach(block -> block(role, block, transcript));
  }

  private static void block(String role, JsonObject block, Transcript transcript) {
    switch (text(block, "type")) {
      case "text" -> transcript.said(role, text(block, "text"));
      case "image" -> transcript.image(text(inner(block, "source"), "data"));
      case "thinking" -> {
        transcript.thought(text(block, "thinking"));
        transcript.seal(text(block, "signature"));
      }
      case "tool_use" ->
          transcript.call(text(block, "id"), text(block, "name"), inner(block, "input").toString());
      case "tool_result" -> transcript.result(text(block, "tool_use_id"), joined(block));
      default -> throw new AssertionError("What is this? " + block);
    }
  }

  private static String joined(JsonObject block) {
    StringBuilder text = new StringBuilder(text(block, "content"));
    objects(block, "content").forEach(part -> text.append(text(part, "text")));
    return text.toString();
  }
}
