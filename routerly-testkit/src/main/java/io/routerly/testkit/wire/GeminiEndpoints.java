package io.routerly.testkit.wire;

import static io.routerly.testkit.wire.WireJson.array;
import static io.routerly.testkit.wire.WireJson.list;
import static io.routerly.testkit.wire.WireJson.object;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Gemini's endpoints that answer with one JSON object. */
public final class GeminiEndpoints {
  private static final ErrorFormat ERRORS = new GeminiErrors(false);

  private GeminiEndpoints() {}

  /** Returns {@code GET /v1beta/models} for those models. */
  public static WireFormat models(List<String> models) {
    return new PlainJson("gemini-models", ERRORS, call -> modelList(models));
  }

  /** Returns {@code POST /v1beta/models/{model}:countTokens}. */
  public static WireFormat countTokens() {
    return new PlainJson(
        "gemini-count-tokens", ERRORS, call -> object("totalTokens", call.counts().input()));
  }

  /** Returns the request in what {@code :countTokens} is asked. */
  public static JsonObject counted(JsonObject wrapped) {
    return WireJson.without(wrapped, "model");
  }

  private static JsonObject modelList(List<String> models) {
    List<JsonObject> entries = new ArrayList<>();
    for (String model : models) {
      entries.add(
          object(
              "name",
              "models/" + model,
              "displayName",
              model,
              "inputTokenLimit",
              1_048_576,
              "outputTokenLimit",
              65_536,
              "supportedGenerationMethods",
              array("generateContent", "countTokens")));
    }
    return object("models", list(entries));
  }
}
