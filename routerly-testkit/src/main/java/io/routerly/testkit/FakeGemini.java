package io.routerly.testkit;

import io.routerly.testkit.http.Header;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.wire.ApiError;
import io.routerly.testkit.wire.ChatCompletions;
import io.routerly.testkit.wire.ErrorFormat;
import io.routerly.testkit.wire.GeminiEndpoints;
import io.routerly.testkit.wire.GeminiErrors;
import io.routerly.testkit.wire.GeminiGenerate;
import io.routerly.testkit.wire.WireFormat;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gemini: its native API with {@code x-goog-api-key}, and its OpenAI-compatible endpoint with a
 * bearer token, which wraps errors in an array.
 *
 * <p>The native API is asked for streams with {@code alt=sse} only, and for the key in the header
 * only: a key in a URL ends up in logs. Source: the public API reference at <a
 * href="https://ai.google.dev/api">ai.google.dev</a>.
 */
public final class FakeGemini extends FakeProvider {
  private static final String KEY = "AIzaFakeGemini0123456789";
  private static final String COMPATIBLE = "/v1beta/openai";
  private static final ErrorFormat ERRORS = new GeminiErrors(false);
  private static final ErrorFormat COMPATIBLE_ERRORS = new GeminiErrors(true);
  private static final WireFormat GENERATE = new GeminiGenerate();
  private static final WireFormat COUNT = GeminiEndpoints.countTokens();
  private static final WireFormat CHAT = new ChatCompletions("openai-chat", COMPATIBLE_ERRORS, "");
  private static final WireFormat MODELS =
      GeminiEndpoints.models(List.of("gemini-2.5-flash", "gemini-3-pro"));
  private static final Pattern METHOD =
      Pattern.compile(
          "/v1beta/models/([^/:]+):(generateContent|streamGenerateContent|countTokens)");

  private static final List<String> UNKNOWN_TO_COMPATIBLE =
      List.of("seed", "frequency_penalty", "presence_penalty", "logit_bias", "store", "metadata");

  private FakeGemini() {
    super("fake-gemini", ERRORS);
  }

  /** Starts the provider on a free port. */
  public static FakeGemini start() {
    return new FakeGemini();
  }

  @Override
  public String apiKey() {
    return KEY;
  }

  /** Returns the base URL of the OpenAI-compatible endpoint. */
  public String openAiBaseUrl() {
    return origin() + COMPATIBLE;
  }

  @Override
  List<Header> usualHeaders(long number) {
    return List.of(
        new Header("Server", "scaffolding on HTTPServer2"),
        new Header("Server-Timing", "gfet4t7; dur=1"),
        new Header("Access-Control-Allow-Origin", "*"),
        new Header("Vary", "Origin"));
  }

  @Override
  ErrorFormat errors(RecordedRequest request) {
    return request.path().startsWith(COMPATIBLE + "/") ? COMPATIBLE_ERRORS : ERRORS;
  }

  @Override
  Route route(RecordedRequest request) {
    if (request.path().equals(COMPATIBLE + "/chat/completions")) {
      return compatible(request);
    }
    if (request.path().equals("/v1beta/models")) {
      check(request, "GET");
      return new Route(MODELS, "", false, JsonValue.EMPTY_JSON_OBJECT);
    }
    Matcher method = METHOD.matcher(request.path());
    if (!method.matches()) {
      throw new RefusedException(ApiError.of(404, "Not found: " + request.path()));
    }
    return generate(request, method.group(1), method.group(2));
  }

  private static Route generate(RecordedRequest request, String model, String method) {
    check(request, "POST");
    JsonObject body = asked(JsonRequest.body(request), method);
    GeminiStrictness.check(body);
    GeminiFields.check(body);
    if (model.startsWith("gemini-3")) {
      GeminiSignatures.check(body);
    }
    boolean stream = method.equals("streamGenerateContent");
    if (stream && !List.of(request.query().split("&", -1)).contains("alt=sse")) {
      throw new RefusedException(ApiError.of(400, "The fake streams with alt=sse only."));
    }
    return new Route(method.equals("countTokens") ? COUNT : GENERATE, model, stream, body);
  }

  /** Whoever counts more than contents wraps the whole request up, with the model in it. */
  private static JsonObject asked(JsonObject body, String method) {
    if (!method.equals("countTokens")
        || !(body.get("generateContentRequest") instanceof JsonObject wrapped)) {
      return body;
    }
    if (!JsonRequest.text(wrapped, "model").startsWith("models/")) {
      throw new RefusedException(ApiError.of(400, "A model is named models/…"));
    }
    return GeminiEndpoints.counted(wrapped);
  }

  private static Route compatible(RecordedRequest request) {
    if (!request.method().equals("POST")) {
      throw new RefusedException(ApiError.of(404, "Not found: " + request.target()));
    }
    if (!request.headerValues("Authorization").equals(List.of("Bearer " + KEY))) {
      throw new RefusedException(ApiError.of(400, "The Authorization header has no valid key."));
    }
    JsonObject body = JsonRequest.body(request);
    for (String name : UNKNOWN_TO_COMPATIBLE) {
      if (body.containsKey(name)) {
        String text = "Invalid JSON payload received. Unknown name \"%s\": Cannot find field.";
        throw new RefusedException(ApiError.of(400, text.formatted(name)));
      }
    }
    return OpenAiStrictness.chat(CHAT, body);
  }

  private static void check(RecordedRequest request, String method) {
    if (!request.method().equals(method)) {
      throw new RefusedException(ApiError.of(404, "Not found: " + request.target()));
    }
    List<String> keys = request.headerValues("x-goog-api-key");
    if (keys.isEmpty()) {
      throw new RefusedException(ApiError.of(403, "Callers without an API key are refused."));
    }
    if (!keys.equals(List.of(KEY))) {
      ApiError error = ApiError.of(400, "The API key is not valid.");
      throw new RefusedException(error.coded("API_KEY_INVALID"));
    }
  }
}
