package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.Money;
import io.routerly.domain.UsageRecord.Tokens;
import io.routerly.health.Ending;
import io.routerly.routing.Decision;
import io.routerly.routing.Exclusion;
import io.routerly.routing.Trace;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TracesTest {
  private static final Trace TRACE =
      new Trace(
          "trc_0123456789abcdef",
          Instant.parse("2026-01-02T03:04:05Z"),
          new Trace.Asked(
              "proj_elsewhere",
              "tok_a",
              "auto",
              CallType.CHAT,
              true,
              List.of("tools"),
              250,
              OptionalLong.of(100)),
          new Trace.Choice(
              ModelSelection.ROUTE,
              List.of(
                  new Trace.Weight("health", 3),
                  new Trace.Weight("llm", 2, Optional.of("nobody answers")),
                  new Trace.Weight("cheapest", 1)),
              List.of(new Decision.Rating("a", 1.5, Map.of("cheapest", 0.5, "health", 0.5), false)),
              List.of(new Exclusion("b", "disabled", "the model is switched off")),
              Optional.of("a"),
              12),
          List.of(
              Trace.Attempt.passedOver("c", 3, "cooldown: later"),
              new Trace.Attempt(
                  "a",
                  "eu-1",
                  1,
                  true,
                  4,
                  30_000,
                  Optional.of(80L),
                  CallStatus.ERROR,
                  "provider_error",
                  "503: busy",
                  Optional.of(503),
                  Optional.of(2000L),
                  Ending.FAILURE,
                  new Trace.Use(
                      new Tokens(240, 5, 0, 0, 0),
                      true,
                      Optional.of(new Money(new BigDecimal("0.0001")))))));

  private static final String SHOWN =
      """
      {"traceId":"trc_0123456789abcdef","timestamp":"2026-01-02T03:04:05Z",
      "projectId":"proj_elsewhere","tokenId":"tok_a","requestedModel":"auto","callType":"chat",
      "stream":true,"features":["tools"],"inputTokens":250,"maxOutputTokens":100,
      "selection":"route",
      "policies":[{"type":"health","weight":3},
      {"type":"llm","weight":2,"abstained":"nobody answers"},{"type":"cheapest","weight":1}],
      "decisionMicros":12,"keptOn":"a",
      "candidates":[{"modelId":"a","total":1.5,"scores":{"health":0.5,"cheapest":0.5},
      "trial":false}],
      "exclusions":[{"modelId":"b","by":"disabled","reason":"the model is switched off"}],
      "attempts":[{"modelId":"c","number":0,"startMs":3,"durationMs":0,"status":"error",
      "outcome":"passed_over","message":"cooldown: later","ending":"nothing"},
      {"modelId":"a","key":"eu-1","number":1,"hedge":true,"startMs":4,"durationMs":30000,"ttftMs":80,"status":"error",
      "outcome":"provider_error","message":"503: busy","providerStatus":503,"retryAfterMs":2000,
      "ending":"failure","inputTokens":240,"outputTokens":5,"cacheTokens":0,"cacheWriteTokens":0,
      "reasoningTokens":0,"estimated":true,"cost":0.0001}]}""";

  @Test
  void showsTheDecisionAndTheAttempts() {
    try (RunningGateway gateway = new RunningGateway()) {
      gateway.traces.add(TRACE);

      var shown = gateway.signIn("ada", "admin").get("api/traces/" + TRACE.traceId());

      assertThat(shown.headers().firstValue("etag")).isPresent();
      assertThat(shown.body()).isEqualTo(SHOWN.replace("\n", ""));
    }
  }

  @Test
  void showsWhatMemoryHasForgotten() {
    try (RunningGateway gateway = new RunningGateway()) {
      gateway.storedTraces.append(TRACE);

      var shown = gateway.signIn("ada", "admin").get("api/traces/" + TRACE.traceId());

      assertThat(json(shown).getString("traceId")).isEqualTo(TRACE.traceId());
    }
  }

  @Test
  void showsNothingOfProjectsThatAPersonDoesNotSee() {
    try (RunningGateway gateway = new RunningGateway()) {
      gateway.traces.add(TRACE);

      assertThat(gateway.signIn("vic", "viewer").get("api/traces/" + TRACE.traceId()).statusCode())
          .isEqualTo(404);
    }
  }
}
