package io.routerly.testkit.wire;

import static io.routerly.testkit.wire.WireJson.list;
import static io.routerly.testkit.wire.WireJson.object;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Anthropic's endpoints that answer with one JSON object. */
public final class AnthropicEndpoints {
  private AnthropicEndpoints() {}

  /** Returns {@code GET /v1/models} for those models. */
  public static WireFormat models(List<String> models) {
    return new PlainJson("anthropic-models", new AnthropicErrors(), call -> modelList(models));
  }

  /** Returns {@code POST /v1/messages/count_tokens}. */
  public static WireFormat countTokens() {
    return new PlainJson(
        "anthropic-count-tokens",
        new AnthropicErrors(),
        call -> object("input_tokens", call.counts().input()));
  }

  private static JsonObject modelList(List<String> models) {
    List<JsonObject> entries = new ArrayList<>();
    for (String model : models) {
      entries.add(
          object(
              "type",
              "model",
              "id",
              model,
              "display_name",
              model,
              "created_at",
              "2026-01-01T00:00:00Z",
              "lifecycle",
              "active"));
    }
    boolean none = models.isEmpty();
    return object(
        "data",
        list(entries),
        "has_more",
        false,
        "first_id",
        none ? JsonValue.NULL : models.get(0),
        "last_id",
        none ? JsonValue.NULL : models.get(models.size() - 1));
  }
}
