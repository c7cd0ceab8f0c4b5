package io.routerly.testkit;

import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.wire.ApiError;
import io.routerly.testkit.wire.ChatCompletions;
import io.routerly.testkit.wire.OllamaEndpoints;
import io.routerly.testkit.wire.OpenAiEndpoints;
import io.routerly.testkit.wire.OpenAiErrors;
import io.routerly.testkit.wire.WireFormat;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * Ollama: OpenAI-compatible chat and embeddings without authentication, and its list of models.
 *
 * <p>Source: the public documentation at <a href="https://docs.ollama.com/api">docs.ollama.com</a>.
 */
public final class FakeOllama extends FakeProvider {
  private static final List<String> NAMES = List.of("qwen3:4b", "nomic-embed-text:latest");
  private static final WireFormat CHAT =
      new ChatCompletions("openai-chat", new OpenAiErrors(), "reasoning");
  private static final WireFormat EMBEDDINGS = OpenAiEndpoints.embeddings();
  private static final WireFormat MODELS = OpenAiEndpoints.models(NAMES);
  private static final WireFormat TAGS = OllamaEndpoints.tags(NAMES);

  private FakeOllama() {
    super("fake-ollama", new OpenAiErrors());
  }

  /** Starts the provider on a free port. */
  public static FakeOllama start() {
    return new FakeOllama();
  }

  /** Returns an empty key: none is needed, and any is ignored. */
  @Override
  public String apiKey() {
    return "";
  }

  @Override
  Route route(RecordedRequest request) {
    return switch (request.method() + " " + request.path()) {
      case "POST /v1/chat/completions" -> OpenAiStrictness.chat(CHAT, JsonRequest.body(request));
      case "POST /v1/embeddings" ->
          OpenAiStrictness.embeddings(EMBEDDINGS, JsonRequest.body(request));
      case "GET /v1/models" -> list(MODELS);
      case "GET /api/tags" -> list(TAGS);
      default -> throw new RefusedException(ApiError.of(404, "Not found: " + request.target()));
    };
  }

  private static Route list(WireFormat format) {
    return new Route(format, "", false, JsonValue.EMPTY_JSON_OBJECT);
  }
}
