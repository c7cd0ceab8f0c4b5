package io.routerly.wire.responses;

import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonCursor;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.wire.FieldReader;
import io.routerly.wire.UsageCounter;
import jakarta.json.JsonObject;
import java.util.Optional;

/** Reads and writes what an answer has used. */
final class ResponsesUsage {
  private ResponsesUsage() {}

  /** Returns what the field {@code usage} of a response tells. */
  static Optional<TokenUsage> read(FieldReader response) {
    UsageCounter counter = new UsageCounter(UsageCounter.InputCount.WITH_CACHE);
    try {
      response
          .plainObject("usage")
          .ifPresent(usage -> counter.read(new JsonCursor(JsonTrees.bytes(usage))));
    } catch (JsonSyntaxException e) {
      throw response.invalid("usage", "an object of figures");
    }
    return counter.usage();
  }

  static JsonObject write(TokenUsage usage) {
    return Trees.object()
        .add("input_tokens", usage.inputTokens())
        .add(
            "input_tokens_details",
            Trees.object()
                .add("cached_tokens", usage.cacheReadTokens())
                .add("cache_write_tokens", usage.cacheWriteTokens()))
        .add("output_tokens", usage.outputTokens())
        .add(
            "output_tokens_details",
            Trees.object().add("reasoning_tokens", usage.reasoningTokens()))
        .add("total_tokens", usage.inputTokens() + usage.outputTokens())
        .build();
  }
}
