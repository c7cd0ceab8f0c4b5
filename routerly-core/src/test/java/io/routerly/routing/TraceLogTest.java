package io.routerly.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceLogTest {
  private final TraceLog log = new TraceLog(3);

  @Test
  void findsTheLatestTraceOfAnId() {
    log.put(trace("a", "first"));
    log.put(trace("b", "other"));
    log.put(trace("a", "second"));

    assertThat(log.get("a").orElseThrow().requestedModel()).isEqualTo("second");
    assertThat(log.get("b")).isPresent();
    assertThat(log.get("c")).isEmpty();
  }

  @Test
  void forgetsTheOldestOnes() {
    for (String id : List.of("a", "b", "c", "d")) {
      log.put(trace(id, "m"));
    }

    assertThat(log.get("a")).isEmpty();
    assertThat(log.get("b")).isPresent();
    assertThat(log.get("d")).isPresent();
  }

  private static Trace trace(String id, String model) {
    return new Trace(
        id,
        Instant.EPOCH,
        "proj_a",
        model,
        Decision.of(List.of(), List.of(), List.of()),
        List.of());
  }
}
