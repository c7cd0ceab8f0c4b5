package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.object;

import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonCursor;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;

/**
 * Gathers the {@code usageMetadata} of an answer. A later figure stands in for an earlier one. One
 * owner thread.
 *
 * @see <a href="https://ai.google.dev/api/generate-content#UsageMetadata">UsageMetadata</a>
 */
final class GeminiUsage {
  private static final long LARGEST_FIGURE = 1_000_000_000_000L;

  private boolean reported;
  private boolean inDoubt;
  private long prompt;
  private long toolPrompt;
  private long cached;
  private long candidates;
  private long thoughts;
  private long total;

  /** Reads the value that the cursor stands at. */
  void read(JsonCursor cursor) {
    if (cursor.peek() != '{') {
      cursor.skip();
      return;
    }
    reported = true;
    cursor.enterObject();
    while (cursor.nextField()) {
      char first = cursor.peek();
      if (first == '-' || Character.isDigit(first)) {
        String name = cursor.name();
        figure(name, cursor.readLong());
      } else {
        cursor.skip();
      }
    }
  }

  void read(JsonObject usage) {
    reported = true;
    for (Map.Entry<String, JsonValue> field : usage.entrySet()) {
      if (field.getValue() instanceof JsonNumber number) {
        figure(field.getKey(), (long) number.doubleValue());
      }
    }
  }

  private void figure(String name, long reportedFigure) {
    long figure = Math.max(0, Math.min(reportedFigure, LARGEST_FIGURE));
    inDoubt |= figure != reportedFigure;
    switch (name) {
      case "promptTokenCount" -> prompt = figure;
      case "toolUsePromptTokenCount" -> toolPrompt = figure;
      case "cachedContentTokenCount" -> cached = figure;
      case "candidatesTokenCount" -> candidates = figure;
      case "thoughtsTokenCount" -> thoughts = figure;
      case "totalTokenCount" -> total = figure;
      default -> {}
    }
  }

  boolean isInDoubt() {
    return inDoubt;
  }

  /** Returns what was reported so far. What the total has beyond its parts was generated. */
  Optional<TokenUsage> usage() {
    if (!reported) {
      return Optional.empty();
    }
    long input = prompt + toolPrompt;
    long output = Math.max(candidates + thoughts, total - input);
    return Optional.of(new TokenUsage(input, cached, 0, 0, output, thoughts));
  }

  static JsonObject write(TokenUsage usage, Optional<String> serviceTier) {
    JsonObjectBuilder result =
        object()
            .add("promptTokenCount", usage.inputTokens())
            .add("candidatesTokenCount", usage.outputTokens() - usage.reasoningTokens())
            .add("totalTokenCount", usage.inputTokens() + usage.outputTokens());
    if (usage.cacheReadTokens() > 0) {
      result.add("cachedContentTokenCount", usage.cacheReadTokens());
    }
    if (usage.reasoningTokens() > 0) {
      result.add("thoughtsTokenCount", usage.reasoningTokens());
    }
    serviceTier.ifPresent(tier -> result.add("serviceTier", tier));
    return result.build();
  }
}
