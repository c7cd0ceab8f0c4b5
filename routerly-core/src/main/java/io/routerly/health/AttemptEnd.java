package io.routerly.health;

import io.routerly.domain.Model;
import io.routerly.domain.UsageRecord;
import java.time.Duration;
import java.util.Optional;

/**
 * An attempt that ended.
 *
 * @param model the model that was asked
 * @param key the id of the key that it was asked with; empty for a model without keys
 * @param ending what it says of the model
 * @param record its times, tokens, cost and status
 * @param took from its start to now
 * @param retryAfter how long the provider wants to be left alone
 */
public record AttemptEnd(
    Model model,
    String key,
    Ending ending,
    UsageRecord record,
    Duration took,
    Optional<Duration> retryAfter) {
  /** An attempt that took as long as its record says, to the millisecond. */
  public AttemptEnd(
      Model model, String key, Ending ending, UsageRecord record, Optional<Duration> retryAfter) {
    this(model, key, ending, record, Duration.ofMillis(record.durationMs()), retryAfter);
  }
}
