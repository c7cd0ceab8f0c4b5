package io.routerly.testkit.wire;

import static io.routerly.testkit.wire.WireJson.list;
import static io.routerly.testkit.wire.WireJson.object;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** OpenAI's endpoints that answer with one JSON object. */
public final class OpenAiEndpoints {
  private static final int DIMENSIONS = 8;

  private OpenAiEndpoints() {}

  /** Returns {@code GET /v1/models} for those models. */
  public static WireFormat models(List<String> models) {
    return new PlainJson("openai-models", new OpenAiErrors(), call -> modelList(models));
  }

  /** Returns {@code POST /v1/embeddings}, with vectors of eight numbers. */
  public static WireFormat embeddings() {
    return new PlainJson("openai-embeddings", new OpenAiErrors(), OpenAiEndpoints::embedding);
  }

  /** Returns {@code POST /v1/responses/input_tokens}. */
  public static WireFormat inputTokens() {
    return new PlainJson(
        "openai-input-tokens",
        new OpenAiErrors(),
        call -> object("object", "response.input_tokens", "input_tokens", call.counts().input()));
  }

  private static JsonObject modelList(List<String> models) {
    List<JsonObject> entries = new ArrayList<>();
    for (String model : models) {
      entries.add(
          object("id", model, "object", "model", "created", Call.CREATED, "owned_by", "openai"));
    }
    return object("object", "list", "data", list(entries));
  }

  private static JsonObject embedding(Call call) {
    boolean base64 = "base64".equals(call.body().getString("encoding_format", "float"));
    int count = call.body().get("input") instanceof JsonArray inputs ? inputs.size() : 1;
    List<JsonObject> data = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      data.add(
          object(
              "object",
              "embedding",
              "index",
              index,
              "embedding",
              base64 ? inBase64(index) : inNumbers(index)));
    }
    int tokens = call.counts().input();
    return object(
        "object", "list",
        "data", list(data),
        "model", call.model(),
        "usage", object("prompt_tokens", tokens, "total_tokens", tokens));
  }

  private static JsonValue inNumbers(int index) {
    List<BigDecimal> numbers = new ArrayList<>();
    for (int i = 0; i < DIMENSIONS; i++) {
      numbers.add(BigDecimal.valueOf(value(index, i)));
    }
    return list(numbers);
  }

  private static JsonValue inBase64(int index) {
    ByteBuffer floats =
        ByteBuffer.allocate(DIMENSIONS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < DIMENSIONS; i++) {
      floats.putFloat((float) value(index, i));
    }
    return WireJson.string(Base64.getEncoder().encodeToString(floats.array()));
  }

  /** Halves of powers of two are exact as floats and as decimals. */
  private static double value(int index, int dimension) {
    return (index + 1) / (double) (1 << (dimension + 1));
  }
}
