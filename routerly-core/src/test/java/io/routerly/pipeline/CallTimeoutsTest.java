package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.LedgerFailureMode;
import io.routerly.domain.LogLevel;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.Resilience;
import io.routerly.domain.Settings;
import io.routerly.upstream.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallTimeoutsTest {
  @Test
  void takesTheWordOfTheModelBeforeTheProjectsBeforeTheSettings() {
    assertThat(total(Optional.of(1), Optional.of(2))).isEqualTo(Duration.ofMillis(1));
    assertThat(total(Optional.empty(), Optional.of(2))).isEqualTo(Duration.ofMillis(2));
    assertThat(total(Optional.empty(), Optional.empty())).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void boundsConnectingAndTheFirstByteByTheWholeTime() {
    Timeouts timeouts =
        CallTimeouts.of(
            settings(Optional.of(20_000)), project(Optional.of(5_000)), Values.model("m"), false);

    assertThat(timeouts.connect()).isEqualTo(Duration.ofSeconds(5));
    assertThat(timeouts.firstByte()).isEqualTo(Duration.ofSeconds(5));
    assertThat(timeouts.idle()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void letsAStreamLastButNotBeginLate() {
    Timeouts timeouts =
        CallTimeouts.of(
            settings(Optional.of(7_000)), project(Optional.empty()), Values.model("m"), true);

    assertThat(timeouts.total()).isEmpty();
    assertThat(timeouts.firstByte()).isEqualTo(Duration.ofSeconds(7));
    assertThat(timeouts.connect()).isEqualTo(Duration.ofSeconds(10));
  }

  private static Duration total(Optional<Integer> modelMs, Optional<Integer> projectMs) {
    Model plain = Values.model("m");
    Model model =
        new Model(
            plain.id(),
            plain.provider(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            true,
            Optional.empty(),
            Optional.empty(),
            modelMs,
            Optional.empty(),
            Map.of());
    return CallTimeouts.of(settings(Optional.empty()), project(projectMs), model, false)
        .total()
        .orElseThrow();
  }

  private static Project project(Optional<Integer> timeoutMs) {
    return new Project(
        "proj_a",
        "A",
        "a",
        timeoutMs,
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Resilience.DEFAULT);
  }

  private static Settings settings(Optional<Integer> firstByteMs) {
    return new Settings(
        3000,
        "127.0.0.1",
        true,
        30_000,
        10_000,
        firstByteMs,
        60_000,
        LogLevel.INFO,
        "http://localhost:3000",
        List.of(),
        List.of(),
        67_108_864,
        60,
        LedgerFailureMode.BLOCK,
        false,
        Optional.empty(),
        List.of(),
        List.of(),
        7,
        64,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
