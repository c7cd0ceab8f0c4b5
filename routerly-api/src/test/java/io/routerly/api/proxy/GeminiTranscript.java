package io.routerly.api.proxy;

import static io.routerly.api.proxy.JsonText.inner;
import static io.routerly.api.proxy.JsonText.objects;
import static io.routerly.api.proxy.JsonText.text;

import jakarta.json.JsonObject;

/** Reads requests in the format of generateContent. */
final class GeminiTranscript {
  private GeminiTranscript() {}

  static Transcript of(JsonObject request) {
    Transcript transcript = new Transcript();
    objects(inner(request, "systemInstruction"), "parts")
        .forEach(part -> transcript.said("system", text(part, "text")));
    for (JsonObject content : objects(request, "contents")) {
      String role = text(content, "role").replace("model", "assistant");
      objects(content, "parts").forEach(part -> part(role, part, transcript));
    }
    return transcript;
  }

  private static void part(String role, JsonObject part, Transcript transcript) {
    if (part.containsKey("thoughtSignature")) {
      transcript.seal(text(part, "thoughtSignature"));
    }
    if (part.containsKey("functionCall")) {
      JsonObject call = inner(part, "functionCall");
      transcript.call(text(call, "id"), text(call, "name"), inner(call, "args").toString());
    } else if (part.containsKey("functionResponse")) {
      JsonObject result = inner(part, "functionResponse");
      JsonObject response = inner(result, "response");
      transcript.result(text(result, "id"), response.getString("output", response.toString()));
    } else if (part.containsKey("inlineData")) {
      transcript.image(text(inner(part, "inlineData"), "data"));
    } else if (part.getBoolean("thought", false)) {
      transcript.thought(text(part, "text"));
    } else {
      transcript.said(role, text(part, "text"));
    }
  }
}
