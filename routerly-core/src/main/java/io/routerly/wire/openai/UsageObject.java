package io.routerly.wire.openai;

import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonCursor;
import io.routerly.json.JsonTrees;
import io.routerly.wire.UsageCounter;
import jakarta.json.JsonObject;
import java.util.Optional;

/** Reads and writes the figures of what an answer used. */
final class UsageObject {
  private UsageObject() {}

  static Optional<TokenUsage> read(Optional<JsonObject> usage) {
    UsageCounter counter = new UsageCounter(UsageCounter.InputCount.WITH_CACHE);
    usage.ifPresent(figures -> add(figures, counter));
    return counter.usage();
  }

  /** Adds figures to what was reported before. */
  static void add(JsonObject figures, UsageCounter counter) {
    counter.read(new JsonCursor(JsonTrees.bytes(figures)));
  }

  static JsonObject write(TokenUsage usage) {
    return Nodes.object()
        .add("prompt_tokens", usage.inputTokens())
        .add("completion_tokens", usage.outputTokens())
        .add("total_tokens", usage.inputTokens() + usage.outputTokens())
        .add(
            "prompt_tokens_details",
            Nodes.object()
                .add("cached_tokens", usage.cacheReadTokens())
                .add("cache_write_tokens", usage.cacheWriteTokens())
                .add("audio_tokens", 0))
        .add(
            "completion_tokens_details",
            Nodes.object()
                .add("reasoning_tokens", usage.reasoningTokens())
                .add("audio_tokens", 0)
                .add("accepted_prediction_tokens", 0)
                .add("rejected_prediction_tokens", 0))
        .build();
  }
}
