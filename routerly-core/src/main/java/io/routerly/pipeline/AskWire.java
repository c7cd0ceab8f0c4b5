package io.routerly.pipeline;

import io.routerly.json.JsonFactories;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.routing.ModelAsk;
import io.routerly.routing.Vector;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The questions that decisions ask, and what is read of the answers: in OpenAI's words, which are
 * translated for chat, and which all providers of embeddings understand.
 */
final class AskWire {
  private AskWire() {}

  /**
   * Returns a question.
   *
   * @param effort how hard the model is to think; empty: as it does by itself
   */
  static JsonObject chat(ModelAsk.Question question, Optional<String> effort) {
    JsonArrayBuilder messages =
        array()
            .add(object().add("role", "system").add("content", question.instructions()))
            .add(object().add("role", "user").add("content", question.text()));
    JsonObjectBuilder schema =
        object().add("name", "routing_answer").add("strict", true).add("schema", question.schema());
    JsonObjectBuilder body =
        object()
            .add("model", question.modelId())
            .add("messages", messages)
            .add("max_completion_tokens", question.mostTokens())
            .add("response_format", object().add("type", "json_schema").add("json_schema", schema));
    effort.ifPresent(word -> body.add("reasoning_effort", word));
    return body.build();
  }

  /** Returns the text of a Chat Completions answer. */
  static Optional<String> answer(byte[] body) {
    return parsed(body)
        .map(answer -> answer.get("choices"))
        .flatMap(AskWire::first)
        .map(choice -> choice.get("message"))
        .filter(JsonObject.class::isInstance)
        .map(message -> message.asJsonObject().get("content"))
        .filter(JsonString.class::isInstance)
        .map(content -> ((JsonString) content).getString());
  }

  private static Optional<JsonObject> first(JsonValue value) {
    return value instanceof JsonArray choices
            && !choices.isEmpty()
            && choices.get(0) instanceof JsonObject choice
        ? Optional.of(choice)
        : Optional.empty();
  }

  static JsonObject embeddings(String modelId, List<String> texts) {
    JsonArrayBuilder input = array();
    texts.forEach(input::add);
    return object().add("model", modelId).add("input", input).build();
  }

  /** Returns the vectors of an answer, if there are that many, in the order of the texts. */
  static Optional<List<Vector>> vectors(byte[] body, int count) {
    return parsed(body)
        .map(answer -> answer.get("data"))
        .filter(JsonArray.class::isInstance)
        .map(JsonValue::asJsonArray)
        .flatMap(data -> vectors(data, count));
  }

  private static Optional<List<Vector>> vectors(JsonArray data, int count) {
    @Nullable Vector[] byIndex = new Vector[count];
    for (int i = 0; i < data.size(); i++) {
      if (data.get(i) instanceof JsonObject entry
          && entry.get("embedding") instanceof JsonArray n) {
        int index = entry.getInt("index", i);
        if (index >= 0 && index < count) {
          byIndex[index] = vector(n);
        }
      }
    }
    return complete(byIndex);
  }

  private static Optional<List<Vector>> complete(@Nullable Vector[] vectors) {
    List<Vector> complete = new ArrayList<>(vectors.length);
    for (Vector vector : vectors) {
      if (vector == null
          || vector.dimensions() == 0
          || (!complete.isEmpty() && complete.get(0).dimensions() != vector.dimensions())) {
        return Optional.empty();
      }
      complete.add(vector);
    }
    return Optional.of(complete);
  }

  private static Vector vector(JsonArray numbers) {
    float[] parts = new float[numbers.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = numbers.get(i) instanceof JsonNumber number ? (float) number.doubleValue() : 0;
    }
    return Vector.of(parts);
  }

  private static Optional<JsonObject> parsed(byte[] body) {
    try {
      return Optional.of(JsonTrees.object(body));
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  private static JsonObjectBuilder object() {
    return JsonFactories.BUILDERS.createObjectBuilder();
  }

  private static JsonArrayBuilder array() {
    return JsonFactories.BUILDERS.createArrayBuilder();
  }
}
