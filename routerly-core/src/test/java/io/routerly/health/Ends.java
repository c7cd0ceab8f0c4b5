package io.routerly.health;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.UsageRecord.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Ends of attempts for tests. */
public final class Ends {
  /** How long an attempt takes of which nothing else is said. */
  public static final Duration TOOK = Duration.ofMillis(100);

  private Ends() {}

  /** Returns the end of an attempt of which nothing else matters. */
  public static AttemptEnd of(String modelId, Ending ending, Optional<Duration> retryAfter) {
    return of(modelId, "", ending, retryAfter);
  }

  /** Returns the end of an attempt with this key. */
  public static AttemptEnd of(
      String modelId, String key, Ending ending, Optional<Duration> retryAfter) {
    Model model = Models.named(modelId);
    return new AttemptEnd(model, key, ending, record(model, TOOK, Optional.empty()), retryAfter);
  }

  /** Returns a success that took this long. */
  public static AttemptEnd success(Model model, Duration took, Optional<Duration> toFirstByte) {
    return new AttemptEnd(
        model, "", Ending.SUCCESS, record(model, took, toFirstByte), Optional.empty());
  }

  /** Returns a success with an answer of this many tokens. */
  public static AttemptEnd answer(Model model, long tokens) {
    UsageRecord record = record(CallType.CHAT, model, TOOK, Optional.empty(), tokens);
    return new AttemptEnd(model, "", Ending.SUCCESS, record, Optional.empty());
  }

  /** Returns a success of a call that is not understood. */
  public static AttemptEnd passedThrough(Model model, Duration took) {
    UsageRecord record = record(CallType.PASSTHROUGH, model, took, Optional.empty());
    return new AttemptEnd(model, "", Ending.SUCCESS, record, Optional.empty());
  }

  private static UsageRecord record(Model model, Duration took, Optional<Duration> toFirstByte) {
    return record(CallType.CHAT, model, took, toFirstByte);
  }

  private static UsageRecord record(
      CallType type, Model model, Duration took, Optional<Duration> toFirstByte) {
    return record(type, model, took, toFirstByte, 50);
  }

  private static UsageRecord record(
      CallType type, Model model, Duration took, Optional<Duration> toFirstByte, long output) {
    return new UsageRecord(
        "use_a",
        Instant.parse("2026-03-01T12:00:00Z"),
        "proj_a",
        "a",
        "tok_a",
        model.id(),
        model.provider(),
        "auto",
        1,
        1,
        1,
        type,
        toFirstByte.isPresent(),
        new Tokens(100, output, 0, 0, 0),
        false,
        Optional.empty(),
        took.toMillis(),
        toFirstByte.map(Duration::toMillis),
        CallStatus.SUCCESS,
        Optional.empty(),
        "trc_a");
  }
}
