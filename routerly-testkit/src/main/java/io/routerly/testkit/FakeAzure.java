package io.routerly.testkit;

import io.routerly.testkit.http.Header;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.wire.ApiError;
import io.routerly.testkit.wire.ChatCompletions;
import io.routerly.testkit.wire.OpenAiErrors;
import io.routerly.testkit.wire.Responses;
import io.routerly.testkit.wire.WireFormat;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Azure OpenAI: chat completions under the name of a deployment, which need an {@code api-version},
 * and chat completions and responses under {@code /openai/v1}, which need none.
 *
 * <p>Source: the public REST reference at <a
 * href="https://learn.microsoft.com/azure/ai-foundry/openai/reference">learn.microsoft.com</a>.
 */
public final class FakeAzure extends FakeProvider {
  private static final String KEY = "fakeAzure0123456789abcdef01234567";
  private static final WireFormat CHAT = new ChatCompletions("openai-chat", new OpenAiErrors(), "");
  private static final WireFormat RESPONSES = new Responses();
  private static final Pattern DEPLOYMENT =
      Pattern.compile("/openai/deployments/([^/]+)/chat/completions");
  private static final Pattern VERSION = Pattern.compile("api-version=\\d{4}-\\d{2}-\\d{2}.*");

  private FakeAzure() {
    super("fake-azure", new OpenAiErrors());
  }

  /** Starts the provider on a free port. */
  public static FakeAzure start() {
    return new FakeAzure();
  }

  @Override
  public String apiKey() {
    return KEY;
  }

  /** Returns the base URL of the API without dated versions. */
  public String v1BaseUrl() {
    return origin() + "/openai/v1";
  }

  @Override
  List<Header> usualHeaders(long number) {
    return List.of(
        new Header("apim-request-id", "fake-" + number),
        new Header("x-ms-region", "Nowhere"),
        new Header("x-ratelimit-remaining-requests", "99"));
  }

  @Override
  Route route(RecordedRequest request) {
    if (!request.headerValues("api-key").equals(List.of(KEY))) {
      throw new RefusedException(
          ApiError.of(401, "Access denied due to invalid subscription key.").coded("401"));
    }
    OpenAiStrictness.method(request, "POST");
    JsonObject body = JsonRequest.body(request);
    return switch (request.path()) {
      case "/openai/v1/chat/completions" -> OpenAiStrictness.chat(CHAT, body);
      case "/openai/v1/responses" -> OpenAiStrictness.responses(RESPONSES, body);
      default -> deployment(request, body);
    };
  }

  private static Route deployment(RecordedRequest request, JsonObject body) {
    Matcher path = DEPLOYMENT.matcher(request.path());
    boolean versioned =
        List.of(request.query().split("&", -1)).stream()
            .anyMatch(parameter -> VERSION.matcher(parameter).matches());
    if (!path.matches() || !versioned) {
      throw new RefusedException(ApiError.of(404, "Resource not found").coded("404"));
    }
    OpenAiStrictness.chat(CHAT, body);
    return new Route(CHAT, path.group(1), JsonRequest.stream(body), body);
  }
}
