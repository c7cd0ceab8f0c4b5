package io.routerly.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.routing.Trace.Attempt;
import org.junit.jupiter.api.Test;

final class TraceTest {
  @Test
  void keepsTheBeginningOfALongMessage() {
    Attempt attempt = new Attempt("gpt-5", "provider_error", "a" + "b".repeat(1_000_000), 3);

    assertThat(attempt.message()).hasSize(500).startsWith("ab");
  }

  @Test
  void keepsAShortMessageWhole() {
    assertThat(new Attempt("gpt-5", "success", "b".repeat(500), 3).message()).hasSize(500);
  }
}
