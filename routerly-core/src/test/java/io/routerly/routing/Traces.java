package io.routerly.routing;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.Money;
import io.routerly.domain.UsageRecord.Tokens;
import io.routerly.health.Ending;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Traces for tests. */
public final class Traces {
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private Traces() {}

  /** Returns a trace of which only id and project matter. */
  public static Trace of(String id, String projectId) {
    return new Trace(
        id,
        NOW,
        new Trace.Asked(
            projectId, "tok_a", "auto", CallType.CHAT, false, List.of(), 25, OptionalLong.empty()),
        new Trace.Choice(
            ModelSelection.ROUTE, List.of(), List.of(), List.of(), Optional.empty(), 7),
        List.of());
  }

  /** Returns a trace that has something of everything. */
  public static Trace full(String id) {
    return new Trace(
        id,
        NOW,
        new Trace.Asked(
            "proj_a",
            "tok_a",
            "auto \"ü\"",
            CallType.MESSAGES,
            true,
            List.of("tools", "vision"),
            1200,
            OptionalLong.of(500)),
        new Trace.Choice(
            ModelSelection.PREFER,
            List.of(
                new Trace.Weight("health", 3),
                new Trace.Weight("llm", 2, Optional.of("nobody \"ü\" answers")),
                new Trace.Weight("cheapest", 1)),
            List.of(
                new Decision.Rating("a", 2.5, Map.of("health", 1.0, "cheapest", 0.5), true),
                new Decision.Rating("b", 1.0e-7, Map.of(), false)),
            List.of(new Exclusion("c", "context", "too small\nby far")),
            Optional.of("a"),
            42),
        List.of(
            Trace.Attempt.passedOver("b", 1, "cooldown: later"),
            new Trace.Attempt(
                "a",
                "eu-1",
                1,
                false,
                2,
                30,
                Optional.empty(),
                CallStatus.ERROR,
                "provider_error",
                "429: Slow down.",
                Optional.of(429),
                Optional.of(20_000L),
                Ending.RATE_LIMITED,
                Trace.Use.NOTHING),
            new Trace.Attempt(
                "b",
                "",
                2,
                true,
                35,
                900,
                Optional.of(120L),
                CallStatus.SUCCESS,
                Trace.SUCCESS,
                "",
                Optional.empty(),
                Optional.empty(),
                Ending.SUCCESS,
                new Trace.Use(
                    new Tokens(1000, 50, 10, 5, 7),
                    true,
                    Optional.of(new Money(new BigDecimal("0.0000123")))))));
  }
}
