package io.routerly.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceLogTest {
  private final TraceLog log = new TraceLog(3);

  @Test
  void findsTheLatestTraceOfAnId() {
    log.put(Traces.of("a", "proj_first"));
    log.put(Traces.of("b", "proj_other"));
    log.put(Traces.of("a", "proj_second"));

    assertThat(log.get("a").orElseThrow().asked().projectId()).isEqualTo("proj_second");
    assertThat(log.get("b")).isPresent();
    assertThat(log.get("c")).isEmpty();
  }

  @Test
  void forgetsTheOldestOnes() {
    for (String id : List.of("a", "b", "c", "d")) {
      log.put(Traces.of(id, "proj_a"));
    }

    assertThat(log.get("a")).isEmpty();
    assertThat(log.get("b")).isPresent();
    assertThat(log.get("d")).isPresent();
  }

  @Test
  void keepsOneTraceOfACallThatGoesOn() {
    Trace begun = Traces.of("a", "proj_a");
    Trace grown = begun.withAttempts(List.of(Trace.Attempt.passedOver("m", 0, "why")));
    int place = log.put(begun);
    log.put(Traces.of("b", "proj_a"));

    log.replace(place, begun, grown);

    assertThat(log.latestOf("proj_a", 9)).extracting(Trace::traceId).containsExactly("a", "b");
    assertThat(log.get("a")).hasValue(grown);
  }

  @Test
  void takesATraceAgainWhosePlaceWasTaken() {
    Trace begun = Traces.of("a", "proj_a");
    int place = log.put(begun);
    for (String id : List.of("b", "c", "d")) {
      log.put(Traces.of(id, "proj_a"));
    }

    log.replace(place, begun, begun.withAttempts(List.of()));

    assertThat(log.latestOf("proj_a", 9)).extracting(Trace::traceId).containsExactly("c", "d", "a");
  }

  @Test
  void tellsTheLatestOfAProject() {
    log.put(Traces.of("a", "proj_a"));
    log.put(Traces.of("b", "proj_b"));
    log.put(Traces.of("c", "proj_a"));

    assertThat(log.latestOf("proj_a", 1)).extracting(Trace::traceId).containsExactly("c");
    assertThat(log.latestOf("proj_a", 9)).extracting(Trace::traceId).containsExactly("a", "c");
    assertThat(log.latestOf("proj_c", 9)).isEmpty();
  }
}
