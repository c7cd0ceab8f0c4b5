package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.routing.Decision;
import io.routerly.routing.Exclusion;
import io.routerly.routing.Trace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracesTest {
  private static final Trace TRACE =
      new Trace(
          "trc_0123456789abcdef",
          Instant.parse("2026-01-02T03:04:05Z"),
          "proj_elsewhere",
          "auto",
          Decision.of(
              List.of(),
              List.of(new Decision.Rating("a", 1.5, Map.of("random", 0.75), false)),
              List.of(new Exclusion("b", "disabled", "the model is switched off"))),
          List.of(new Trace.Attempt("a", "provider_timeout", "no first byte", 30_000)));

  @Test
  void showsTheDecisionAndTheAttempts() {
    try (RunningGateway gateway = new RunningGateway()) {
      gateway.traces.put(TRACE);

      var shown = gateway.signIn("ada", "admin").get("api/traces/" + TRACE.traceId());

      assertThat(shown.headers().firstValue("etag")).isPresent();
      assertThat(shown.body())
          .isEqualTo(
              "{\"traceId\":\"trc_0123456789abcdef\",\"timestamp\":\"2026-01-02T03:04:05Z\","
                  + "\"projectId\":\"proj_elsewhere\",\"requestedModel\":\"auto\","
                  + "\"candidates\":[{\"modelId\":\"a\",\"total\":1.5,\"scores\":{\"random\":0.75}}],\"exclusions\":[{\"modelId\":\"b\",\"by\":\"disabled\",\"reason\":\"the"
                  + " model is switched"
                  + " off\"}],\"attempts\":[{\"modelId\":\"a\",\"outcome\":\"provider_timeout\",\"message\":\"no"
                  + " first byte\",\"durationMs\":30000}]}");
    }
  }

  @Test
  void showsNothingOfProjectsThatAPersonDoesNotSee() {
    try (RunningGateway gateway = new RunningGateway()) {
      gateway.traces.put(TRACE);

      assertThat(gateway.signIn("vic", "viewer").get("api/traces/" + TRACE.traceId()).statusCode())
          .isEqualTo(404);
    }
  }
}
