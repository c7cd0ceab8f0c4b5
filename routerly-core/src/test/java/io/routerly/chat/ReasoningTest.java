package io.routerly.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasoningTest {
  @ParameterizedTest(name = "effort {0} is a budget of {1}")
  @CsvSource({"minimal, 1024", "low, 1024", "medium, 8192", "high, 24576", "xhigh, 32768"})
  void anEffortIsABudget(String effort, long budget) {
    assertThat(ofEffort(effort).budget()).hasValue(budget);
  }

  @ParameterizedTest(name = "a budget of {0} is effort {1}")
  @CsvSource({"1024, low", "4095, low", "4096, medium", "16383, medium", "16384, high"})
  void aBudgetIsAnEffort(long budget, String effort) {
    Reasoning reasoning =
        new Reasoning(
            Optional.of(Reasoning.Mode.ENABLED),
            Optional.empty(),
            OptionalLong.of(budget),
            Optional.empty());

    assertThat(reasoning.effortLevel()).hasValue(effort);
  }

  @Test
  void noEffortIsNoThinking() {
    assertThat(ofEffort("none").isOff()).isTrue();
    assertThat(ofEffort("none").budget()).isEmpty();
    assertThat(ofEffort("low").isOff()).isFalse();
  }

  @Test
  void thinkingThatIsSwitchedOffIsNoEffort() {
    Reasoning off =
        new Reasoning(
            Optional.of(Reasoning.Mode.DISABLED),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty());

    assertThat(off.effortLevel()).hasValue("none");
  }

  private static Reasoning ofEffort(String effort) {
    return new Reasoning(
        Optional.empty(), Optional.of(effort), OptionalLong.empty(), Optional.empty());
  }
}
