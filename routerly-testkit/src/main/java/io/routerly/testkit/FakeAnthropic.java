package io.routerly.testkit;

import io.routerly.testkit.http.Header;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.wire.AnthropicEndpoints;
import io.routerly.testkit.wire.AnthropicErrors;
import io.routerly.testkit.wire.AnthropicMessages;
import io.routerly.testkit.wire.ApiError;
import io.routerly.testkit.wire.WireFormat;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * Anthropic: messages, token counting and the list of models.
 *
 * <p>Source: the public API reference at <a
 * href="https://docs.anthropic.com/en/api">docs.anthropic.com</a>.
 */
public final class FakeAnthropic extends FakeProvider {
  private static final String KEY = "sk-ant-fake-0123456789";
  private static final WireFormat MESSAGES = new AnthropicMessages();
  private static final WireFormat COUNT = AnthropicEndpoints.countTokens();
  private static final WireFormat MODELS =
      AnthropicEndpoints.models(List.of("claude-sonnet-4-5", "claude-haiku-4-5"));

  private FakeAnthropic() {
    super("fake-anthropic", new AnthropicErrors());
  }

  /** Starts the provider on a free port. */
  public static FakeAnthropic start() {
    return new FakeAnthropic();
  }

  @Override
  public String apiKey() {
    return KEY;
  }

  @Override
  List<Header> usualHeaders(long number) {
    return List.of(
        new Header("request-id", "req_fake_" + number),
        new Header("anthropic-organization-id", "fake-organization"),
        new Header("anthropic-ratelimit-requests-limit", "1000"),
        new Header("anthropic-ratelimit-requests-remaining", "999"),
        new Header("Server", "cloudflare"),
        new Header("Set-Cookie", "_cfuvid=fake; path=/; HttpOnly"));
  }

  @Override
  Route route(RecordedRequest request) {
    return switch (request.path()) {
      case "/v1/messages" -> generate(request);
      case "/v1/messages/count_tokens" -> new Route(COUNT, "", false, posted(request));
      case "/v1/models" -> {
        check(request, "GET");
        yield new Route(MODELS, "", false, JsonValue.EMPTY_JSON_OBJECT);
      }
      default -> throw new RefusedException(ApiError.of(404, "Not found: " + request.path()));
    };
  }

  private static Route generate(RecordedRequest request) {
    JsonObject body = posted(request);
    if (!(body.get("max_tokens") instanceof JsonNumber limit) || limit.intValue() < 1) {
      throw JsonRequest.missing("max_tokens");
    }
    return new Route(MESSAGES, body.getString("model"), JsonRequest.stream(body), body);
  }

  /** Returns the body of a request that may pass, with its model and messages. */
  private static JsonObject posted(RecordedRequest request) {
    check(request, "POST");
    JsonObject body = JsonRequest.body(request);
    JsonRequest.text(body, "model");
    JsonRequest.list(body, "messages");
    AnthropicConversation.check(body.getJsonArray("messages").getValuesAs(JsonObject.class));
    AnthropicSampling.check(request.header("anthropic-version").orElse(""), body);
    return body;
  }

  private static void check(RecordedRequest request, String method) {
    if (!request.method().equals(method)) {
      throw new RefusedException(ApiError.of(405, request.method() + " is not allowed here."));
    }
    List<String> keys = request.headerValues("x-api-key");
    List<String> bearers = request.headerValues("Authorization");
    if (keys.isEmpty() && bearers.isEmpty()) {
      throw new RefusedException(ApiError.of(401, "The x-api-key header is missing."));
    }
    boolean known = keys.equals(List.of(KEY)) || bearers.equals(List.of("Bearer " + KEY));
    if (!known || keys.size() + bearers.size() > 1) {
      throw new RefusedException(ApiError.of(401, "This x-api-key is not valid."));
    }
    if (request.header("anthropic-version").isEmpty()) {
      throw new RefusedException(ApiError.of(400, "anthropic-version: this header is required."));
    }
  }
}
