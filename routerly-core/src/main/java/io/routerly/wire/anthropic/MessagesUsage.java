package io.routerly.wire.anthropic;

import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonCursor;
import io.routerly.json.JsonTrees;
import io.routerly.wire.FieldReader;
import io.routerly.wire.UsageCounter;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;

/**
 * Reads and writes what an answer used. Here {@code input_tokens} counts only those prompt tokens
 * that the cache had no part in.
 */
final class MessagesUsage {
  private final UsageCounter counter = new UsageCounter(UsageCounter.InputCount.WITHOUT_CACHE);
  private Optional<String> serviceTier = Optional.empty();

  /** Reads a report; what it tells stands in for what was told before. */
  void read(FieldReader holder) {
    Optional<FieldReader> usage = holder.object("usage");
    if (usage.isEmpty()) {
      return;
    }
    counter.read(new JsonCursor(JsonTrees.bytes(usage.get().object())));
    serviceTier = usage.get().string("service_tier").or(() -> serviceTier);
  }

  Optional<TokenUsage> usage() {
    return counter.usage();
  }

  Optional<String> serviceTier() {
    return serviceTier;
  }

  /** Writes all that a whole answer, or the beginning of a streamed one, reports. */
  static JsonObject write(TokenUsage usage, Optional<String> serviceTier) {
    JsonObjectBuilder written = figures(usage);
    written.add("cache_creation", cacheCreation(usage));
    tier(serviceTier).ifPresent(tier -> written.add("service_tier", tier));
    return written.build();
  }

  /**
   * Writes what the end of a streamed answer reports, all of it cumulative. The API does not repeat
   * lane and split of the cache there; they are added where the beginning could not yet know them.
   */
  static JsonObject writeEnd(
      TokenUsage usage, Optional<TokenUsage> atStart, Optional<String> serviceTier) {
    JsonObjectBuilder written = figures(usage);
    TokenUsage known = atStart.orElse(TokenUsage.NONE);
    if (known.cacheWriteTokens() != usage.cacheWriteTokens()
        || known.cacheWriteOneHourTokens() != usage.cacheWriteOneHourTokens()) {
      written.add("cache_creation", cacheCreation(usage));
    }
    tier(serviceTier).ifPresent(tier -> written.add("service_tier", tier));
    return written.build();
  }

  private static JsonObjectBuilder figures(TokenUsage usage) {
    return Blocks.object()
        .add(
            "input_tokens",
            usage.inputTokens() - usage.cacheReadTokens() - usage.cacheWriteTokens())
        .add("cache_creation_input_tokens", usage.cacheWriteTokens())
        .add("cache_read_input_tokens", usage.cacheReadTokens())
        .add("output_tokens", usage.outputTokens())
        .add(
            "output_tokens_details",
            Blocks.object().add("thinking_tokens", usage.reasoningTokens()));
  }

  private static JsonObjectBuilder cacheCreation(TokenUsage usage) {
    return Blocks.object()
        .add(
            "ephemeral_5m_input_tokens", usage.cacheWriteTokens() - usage.cacheWriteOneHourTokens())
        .add("ephemeral_1h_input_tokens", usage.cacheWriteOneHourTokens());
  }

  /** OpenAI's usual lane is called differently here, and others do not exist. */
  private static Optional<String> tier(Optional<String> serviceTier) {
    return serviceTier
        .map(tier -> tier.equals("default") ? "standard" : tier)
        .filter(tier -> !tier.equals("auto"));
  }
}
