package io.routerly.testkit;

import io.routerly.testkit.http.Header;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.wire.ApiError;
import io.routerly.testkit.wire.ChatCompletions;
import io.routerly.testkit.wire.OpenAiEndpoints;
import io.routerly.testkit.wire.OpenAiErrors;
import io.routerly.testkit.wire.Responses;
import io.routerly.testkit.wire.WireFormat;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * OpenAI: chat completions, responses, embeddings and the list of models.
 *
 * <p>Source: the public API reference at <a
 * href="https://platform.openai.com/docs/api-reference">platform.openai.com</a>.
 */
public final class FakeOpenAi extends FakeProvider {
  private static final String KEY = "sk-fake-openai-0123456789";
  private static final WireFormat CHAT = new ChatCompletions("openai-chat", new OpenAiErrors(), "");
  private static final WireFormat RESPONSES = new Responses();
  private static final WireFormat COUNT = OpenAiEndpoints.inputTokens();
  private static final WireFormat EMBEDDINGS = OpenAiEndpoints.embeddings();
  private static final WireFormat MODELS =
      OpenAiEndpoints.models(List.of("gpt-5-mini", "gpt-5", "text-embedding-3-small"));

  private static final List<String> POSTED =
      List.of(
          "/v1/chat/completions", "/v1/responses", "/v1/responses/input_tokens", "/v1/embeddings");

  private FakeOpenAi() {
    super("fake-openai", new OpenAiErrors());
  }

  /** Starts the provider on a free port. */
  public static FakeOpenAi start() {
    return new FakeOpenAi();
  }

  @Override
  public String apiKey() {
    return KEY;
  }

  @Override
  public String baseUrl() {
    return origin() + "/v1";
  }

  @Override
  List<Header> usualHeaders(long number) {
    return List.of(
        new Header("x-request-id", "req_fake_" + number),
        new Header("openai-processing-ms", "1"),
        new Header("openai-version", "2020-10-01"),
        new Header("x-ratelimit-limit-requests", "5000"),
        new Header("x-ratelimit-remaining-requests", "4999"),
        new Header("access-control-expose-headers", "X-Request-ID"),
        new Header("Server", "cloudflare"),
        new Header("Set-Cookie", "__cf_bm=fake; path=/; HttpOnly"));
  }

  @Override
  Route route(RecordedRequest request) {
    String path = request.path();
    boolean get = path.equals("/v1/models");
    if (!get && !POSTED.contains(path)) {
      String message = "There is no such URL: " + request.method() + " " + path;
      throw new RefusedException(ApiError.of(404, message).coded("unknown_url"));
    }
    OpenAiStrictness.method(request, get ? "GET" : "POST");
    OpenAiStrictness.bearer(request, KEY);
    if (get) {
      return new Route(MODELS, "", false, JsonValue.EMPTY_JSON_OBJECT);
    }
    JsonObject body = JsonRequest.body(request);
    return switch (path) {
      case "/v1/chat/completions" -> chat(body);
      case "/v1/responses" -> OpenAiStrictness.responses(RESPONSES, body);
      case "/v1/responses/input_tokens" -> OpenAiStrictness.inputTokens(COUNT, body);
      default -> OpenAiStrictness.embeddings(EMBEDDINGS, body);
    };
  }

  /** Some models are reached through the other API only. */
  private static Route chat(JsonObject body) {
    String model = body.getString("model", "");
    if (model.matches("(o\\d|gpt-5(\\.\\d)?)-pro.*|gpt-5.*codex.*")) {
      String text = "This model is only supported in v1/responses and not in v1/chat/completions.";
      throw new RefusedException(ApiError.of(404, text).at("model"));
    }
    return OpenAiStrictness.chat(CHAT, body);
  }
}
