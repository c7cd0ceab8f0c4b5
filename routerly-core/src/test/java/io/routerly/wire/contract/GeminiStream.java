package io.routerly.wire.contract;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** Streams as Gemini does: whole responses with some parts of a candidate each. */
final class GeminiStream extends ProviderStream {
  private JsonObject answer = JsonValue.EMPTY_JSON_OBJECT;

  GeminiStream(int size) {
    super(size);
  }

  @Override
  void tell(JsonObject whole) {
    answer = whole;
    for (JsonValue value : array(whole, "candidates")) {
      JsonObject candidate = value.asJsonObject();
      for (JsonValue part : array(object(candidate, "content"), "parts")) {
        part(candidate, part.asJsonObject());
      }
      JsonObject last =
          Json.with(candidate, "content", Json.value("{'parts':[{'text':''}],'role':'model'}"));
      chunk(last, object(whole, "usageMetadata"));
    }
  }

  private void part(JsonObject candidate, JsonObject part) {
    if (!part.containsKey("text")) {
      said(candidate, part);
      return;
    }
    JsonObject unsealed = without(part, "thoughtSignature");
    for (String piece : pieces(string(part, "text"))) {
      said(candidate, Json.with(unsealed, "text", Json.raw(quote(piece))));
    }
    if (part.containsKey("thoughtSignature")) {
      said(candidate, Json.with(part, "text", Json.value("''")));
    }
  }

  private void said(JsonObject candidate, JsonObject part) {
    JsonObject some =
        Json.object(
            "{'content':{'parts':[],'role':'model'},'index':" + candidate.getInt("index") + "}");
    String content = "{\"parts\":[" + part + "],\"role\":\"model\"}";
    JsonObject usage = without(object(answer, "usageMetadata"), "candidatesTokenCount");
    chunk(Json.with(some, "content", Json.raw(content)), usage);
  }

  private void chunk(JsonObject candidate, JsonObject usage) {
    data(
        "{\"candidates\":[%s],\"usageMetadata\":%s,\"modelVersion\":%s,\"responseId\":%s}"
            .formatted(
                candidate,
                usage,
                quote(string(answer, "modelVersion")),
                quote(string(answer, "responseId"))));
  }
}
