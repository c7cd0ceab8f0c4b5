package io.routerly.testkit;

import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.wire.ApiError;
import io.routerly.testkit.wire.WireFormat;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;

/** What OpenAI, and those who speak its API, refuse. */
final class OpenAiStrictness {
  /** What the endpoint that counts takes. */
  private static final Set<String> COUNTED =
      Set.of(
          "conversation",
          "input",
          "instructions",
          "model",
          "parallel_tool_calls",
          "previous_response_id",
          "reasoning",
          "text",
          "tool_choice",
          "tools",
          "truncation");

  private static final List<String> REFUSED_BY_REASONING =
      List.of(
          "max_tokens",
          "temperature",
          "top_p",
          "presence_penalty",
          "frequency_penalty",
          "logprobs",
          "top_logprobs",
          "logit_bias");

  private OpenAiStrictness() {}

  static void method(RecordedRequest request, String allowed) {
    if (!request.method().equals(allowed)) {
      String message = request.method() + " is not allowed on " + request.path() + ".";
      throw new RefusedException(ApiError.of(405, message).coded("method_not_supported"));
    }
  }

  static void bearer(RecordedRequest request, String key) {
    String presented = request.header("Authorization").orElse("");
    if (presented.isEmpty()) {
      throw new RefusedException(ApiError.of(401, "There is no API key in this request."));
    }
    if (!presented.equals("Bearer " + key)) {
      ApiError error = ApiError.of(401, "This API key is not known: " + presented);
      throw new RefusedException(error.coded("invalid_api_key"));
    }
  }

  static Route chat(WireFormat format, JsonObject body) {
    String model = JsonRequest.text(body, "model");
    JsonRequest.list(body, "messages");
    OpenAiConversation.check(body.getJsonArray("messages").getValuesAs(JsonObject.class));
    boolean stream = JsonRequest.stream(body);
    if (body.containsKey("stream_options") && !stream) {
      ApiError error = ApiError.of(400, "stream_options is for streamed requests only.");
      throw new RefusedException(error.at("stream_options"));
    }
    reasoning(model, body);
    effort(model, body.getString("reasoning_effort", ""));
    return new Route(format, model, stream, body);
  }

  /** Models of the o series take none of these; what other models take is not checked. */
  private static void reasoning(String model, JsonObject body) {
    if (!model.matches("o\\d.*")) {
      return;
    }
    for (String name : REFUSED_BY_REASONING) {
      if (body.containsKey(name)) {
        ApiError error = ApiError.of(400, name + " is not supported by this model.");
        throw new RefusedException(error.at(name).coded("unsupported_parameter"));
      }
    }
  }

  /** What came before the reasoning models takes none; what others take beside is not checked. */
  private static void effort(String model, String effort) {
    if (!effort.isEmpty() && model.matches("(gpt-[34]|chatgpt-).*")) {
      throw new RefusedException(
          ApiError.of(400, "Unrecognized request argument supplied: reasoning_effort"));
    }
    boolean first = model.matches("o\\d.*|gpt-5(-(mini|nano).*)?");
    if (first && List.of("none", "xhigh", "max").contains(effort)) {
      ApiError error = ApiError.of(400, "Unsupported value: " + effort + " with this model.");
      throw new RefusedException(error.at("reasoning_effort").coded("unsupported_value"));
    }
  }

  static Route responses(WireFormat format, JsonObject body) {
    String model = JsonRequest.text(body, "model");
    if (!body.containsKey("input") && !body.containsKey("prompt")) {
      throw JsonRequest.missing("input");
    }
    return new Route(format, model, JsonRequest.stream(body), body);
  }

  static Route inputTokens(WireFormat format, JsonObject body) {
    body.keySet().stream()
        .filter(name -> !COUNTED.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new RefusedException(
                  ApiError.of(400, "Unknown parameter: '" + name + "'.").at(name));
            });
    return new Route(format, JsonRequest.text(body, "model"), false, body);
  }

  static Route embeddings(WireFormat format, JsonObject body) {
    String model = JsonRequest.text(body, "model");
    if (!body.containsKey("input")) {
      throw JsonRequest.missing("input");
    }
    return new Route(format, model, false, body);
  }
}
