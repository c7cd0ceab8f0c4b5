package io.routerly.wire.gemini;

import static java.util.Locale.ROOT;

import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the request of a client that speaks Gemini, in either spelling of its names. */
final class GeminiRequestReader {
  private final Losses losses;

  GeminiRequestReader(Losses losses) {
    this.losses = losses;
  }

  ChatRequest read(JsonObject body) {
    FieldReader request = FieldReader.ofRequest(GeminiJson.camelCase(body));
    List<Message> messages = new GeminiContentReader(losses).read(request);
    FieldReader config =
        request
            .object("generationConfig")
            .orElseGet(() -> FieldReader.ofRequest(JsonValue.EMPTY_JSON_OBJECT));
    GeminiConfigReader rules = new GeminiConfigReader(config, losses);
    ChatRequest result =
        new ChatRequest(
            "",
            messages,
            new GeminiToolsReader(losses).read(request),
            rules.sampling(),
            rules.output(),
            rules.reasoning(),
            options(request),
            false);
    config.reportUnread(losses);
    request.ignore("model");
    ignoreEmpty(request, "safetySettings");
    request.reportUnread(losses);
    return result;
  }

  private static void ignoreEmpty(FieldReader request, String list) {
    if (request.object().get(list) instanceof List<?> items && items.isEmpty()) {
      request.ignore(list);
    }
  }

  private static CallOptions options(FieldReader request) {
    Optional<String> tier =
        request
            .string("serviceTier")
            .map(word -> word.toLowerCase(ROOT))
            .filter(word -> !word.equals("unspecified"))
            .map(word -> word.equals("standard") ? "default" : word);
    return new CallOptions(
        Optional.empty(),
        Map.of(),
        tier,
        Optional.empty(),
        Optional.empty(),
        request.bool("store"),
        Optional.empty());
  }
}
