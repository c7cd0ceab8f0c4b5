package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.array;
import static io.routerly.wire.gemini.GeminiJson.object;

import io.routerly.chat.ChatField;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.wire.ApiTraits;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what tools answered.
 *
 * <p>Gemini wants the function's name beside the result, so the call must have come before, and a
 * JSON object: a text that is none stands under {@code output}, a failure under {@code error}.
 * Images are parts of the response from Gemini 3 on; before, they follow it. One owner thread.
 *
 * @see <a href="https://ai.google.dev/api/caching#FunctionResponse">FunctionResponse</a>
 */
final class GeminiResults {
  private final ApiTraits traits;
  private final Losses losses;
  private final Map<String, String> names = new HashMap<>();

  GeminiResults(ApiTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
  }

  /** Keeps in mind which function was called. */
  void remember(ContentBlock block) {
    if (block instanceof ContentBlock.ToolUse call) {
      names.put(call.id(), call.name());
    }
  }

  /**
   * Adds a result to {@code target}.
   *
   * @param beside takes what cannot stand in a result
   */
  void write(ContentBlock.ToolResult result, PartList target, PartList beside) {
    if (result.cache().isPresent()) {
      losses.drop(ChatField.CACHE_CONTROL);
    }
    StringBuilder text = new StringBuilder();
    JsonArrayBuilder inside = array();
    int shown = 0;
    boolean within = false;
    for (ContentBlock block : result.content()) {
      Optional<String> words = words(block);
      if (words.isPresent()) {
        text.append(text.length() == 0 ? "" : "\n").append(words.get());
        continue;
      }
      Optional<JsonObject> part = GeminiBlocks.media(block, traits, losses);
      boolean inline =
          part.filter(p -> p.containsKey("inlineData")).isPresent()
              && traits.has(ApiTraits.Quirk.THINKING_LEVELS);
      part.ifPresent(inline ? inside::add : beside::media);
      within |= inline;
      shown += part.isPresent() ? 1 : 0;
    }
    JsonObjectBuilder response =
        object()
            .add("id", result.toolUseId())
            .add("name", nameOf(result))
            .add("response", response(text.toString(), shown > 0, result.failed()));
    if (within) {
      response.add("parts", inside);
    }
    target.add(object().add("functionResponse", response).build());
  }

  private Optional<String> words(ContentBlock block) {
    if (block instanceof ContentBlock.Text text) {
      GeminiBlocks.loseMarks(text, losses);
      return Optional.of(text.text());
    }
    if (block instanceof ContentBlock.Document document
        && document.source() instanceof MediaSource.PlainText plain) {
      GeminiBlocks.loseMarks(document, losses);
      return Optional.of(plain.text());
    }
    return Optional.empty();
  }

  private String nameOf(ContentBlock.ToolResult result) {
    String name = names.get(result.toolUseId());
    if (name == null) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "The result of tool call \""
              + result.toolUseId()
              + "\" stands in the conversation without its call, which Gemini needs to see.");
    }
    return GeminiNames.forProvider(name);
  }

  private static JsonObject response(String text, boolean shown, boolean failed) {
    Optional<JsonObject> json = GeminiJson.parse(text);
    if (failed) {
      return json.map(value -> object().add("error", value))
          .orElseGet(() -> object().add("error", text))
          .build();
    }
    if (text.isEmpty() && shown) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    return json.orElseGet(() -> object().add("output", text).build());
  }
}
