package io.routerly.testkit.wire;

import static io.routerly.testkit.wire.WireJson.array;
import static io.routerly.testkit.wire.WireJson.list;
import static io.routerly.testkit.wire.WireJson.object;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Ollama's own endpoints that answer with one JSON object. */
public final class OllamaEndpoints {
  private OllamaEndpoints() {}

  /** Returns {@code GET /api/tags} for those models. */
  public static WireFormat tags(List<String> models) {
    return new PlainJson("ollama-tags", new OpenAiErrors(), call -> tagList(models));
  }

  private static JsonObject tagList(List<String> models) {
    List<JsonObject> entries = new ArrayList<>();
    for (String model : models) {
      entries.add(
          object(
              "name",
              model,
              "model",
              model,
              "modified_at",
              "2026-01-01T00:00:00Z",
              "size",
              2_600_000_000L,
              "digest",
              "fa4e" + "0".repeat(60),
              "details",
              details()));
    }
    return object("models", list(entries));
  }

  private static JsonObject details() {
    return object(
        "parent_model", "",
        "format", "gguf",
        "family", "qwen3",
        "families", array("qwen3"),
        "parameter_size", "4.0B",
        "quantization_level", "Q4_K_M");
  }
}
