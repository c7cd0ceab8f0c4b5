package io.routerly.testkit;

import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.wire.ApiError;
import io.routerly.testkit.wire.ChatCompletions;
import io.routerly.testkit.wire.OpenAiErrors;
import io.routerly.testkit.wire.WireFormat;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * DeepSeek in its thinking mode: chat completions that show their reasoning, and want it back with
 * the tool calls that came of it.
 *
 * <p>Source: the public documentation at <a
 * href="https://api-docs.deepseek.com">api-docs.deepseek.com</a>, and the refusals that users of
 * the API reported.
 */
public final class FakeDeepSeek extends FakeProvider {
  private static final String KEY = "sk-fakeDeepSeek0123456789abcdef";
  private static final List<String> ROLES = List.of("system", "user", "assistant", "tool");
  private static final WireFormat CHAT =
      new ChatCompletions("openai-chat", new OpenAiErrors(), "reasoning_content");

  private FakeDeepSeek() {
    super("fake-deepseek", new OpenAiErrors());
  }

  /** Starts the provider on a free port. */
  public static FakeDeepSeek start() {
    return new FakeDeepSeek();
  }

  @Override
  public String apiKey() {
    return KEY;
  }

  @Override
  Route route(RecordedRequest request) {
    if (!List.of("/chat/completions", "/v1/chat/completions").contains(request.path())) {
      throw new RefusedException(ApiError.of(404, "Not found: " + request.target()));
    }
    OpenAiStrictness.method(request, "POST");
    OpenAiStrictness.bearer(request, KEY);
    JsonObject body = JsonRequest.body(request);
    Route route = OpenAiStrictness.chat(CHAT, body);
    body.getJsonArray("messages").getValuesAs(JsonObject.class).forEach(FakeDeepSeek::message);
    if (body.get("response_format") instanceof JsonObject format
        && format.getString("type", "").equals("json_schema")) {
      throw refuse("This response_format type is unavailable now");
    }
    return route;
  }

  private static void message(JsonObject message) {
    String role = message.getString("role", "");
    if (!ROLES.contains(role)) {
      throw refuse("messages: unknown variant `" + role + "`, expected one of " + ROLES);
    }
    boolean calls = message.get("tool_calls") instanceof JsonArray list && !list.isEmpty();
    if (calls && !message.containsKey("reasoning_content")) {
      throw refuse("The `reasoning_content` in the thinking mode must be passed back to the API.");
    }
  }

  private static RefusedException refuse(String message) {
    return new RefusedException(ApiError.of(400, message).coded("invalid_request_error"));
  }
}
