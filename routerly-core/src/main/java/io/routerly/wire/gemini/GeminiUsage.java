package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.object;

import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonCursor;
import io.routerly.json.JsonTrees;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
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
  private Optional<String> serviceTier = Optional.empty();

  /** Reads the value that the cursor stands at. */
  void read(JsonCursor cursor) {
    if (cursor.peek() != '{') {
      cursor.skip();
      return;
    }
    reported = true;
    cursor.enterObject();
    while (cursor.nextField()) {
      readField(cursor);
    }
  }

  /**
   * Reads the object that the cursor stands at, with all that a decoder wants of it.
   *
   * @return whether it is as it should be; if not, the rest of it was not read
   */
  boolean readWhole(JsonCursor cursor) {
    reported = true;
    cursor.enterObject();
    while (cursor.nextField()) {
      if (!cursor.nameIs("serviceTier")) {
        readField(cursor);
      } else if (cursor.peek() == '"') {
        serviceTier = Optional.of(cursor.readString());
      } else {
        return false;
      }
    }
    return true;
  }

  private void readField(JsonCursor cursor) {
    char first = cursor.peek();
    if (first != '-' && !Character.isDigit(first)) {
      cursor.skip();
    } else if (cursor.nameIs("promptTokenCount")) {
      prompt = figure(cursor.readLong());
    } else if (cursor.nameIs("candidatesTokenCount")) {
      candidates = figure(cursor.readLong());
    } else if (cursor.nameIs("totalTokenCount")) {
      total = figure(cursor.readLong());
    } else if (cursor.nameIs("thoughtsTokenCount")) {
      thoughts = figure(cursor.readLong());
    } else if (cursor.nameIs("cachedContentTokenCount")) {
      cached = figure(cursor.readLong());
    } else if (cursor.nameIs("toolUsePromptTokenCount")) {
      toolPrompt = figure(cursor.readLong());
    } else {
      figure(cursor.readLong()); // even a figure that nobody knows may be in doubt
    }
  }

  void read(FieldReader usage) {
    read(new JsonCursor(JsonTrees.bytes(usage.object())));
    serviceTier = usage.string("serviceTier").or(() -> serviceTier);
  }

  private long figure(long reportedFigure) {
    long figure = Math.max(0, Math.min(reportedFigure, LARGEST_FIGURE));
    inDoubt |= figure != reportedFigure;
    return figure;
  }

  Optional<String> serviceTier() {
    return serviceTier;
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
