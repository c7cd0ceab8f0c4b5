package io.routerly.chat;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether, and how long, the model is to think before it answers.
 *
 * @param mode whether it is to think; absent: not said
 * @param effort how hard: {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high},
 *     {@code xhigh} or {@code max}; as the client spells it
 * @param budgetTokens most tokens of reasoning
 * @param summary whether and how reasoning is to be shown: {@code auto}, {@code concise}, {@code
 *     detailed}, or {@code none}; absent: the provider's default
 */
public record Reasoning(
    Optional<Mode> mode,
    Optional<String> effort,
    OptionalLong budgetTokens,
    Optional<String> summary) {
  private static final long LOW = 1_024;
  private static final long MEDIUM = 8_192;
  private static final long HIGH = 24_576;
  private static final long HIGHEST = 32_768;

  /** Whether a model is to think. */
  public enum Mode {
    /** Within a budget. */
    ENABLED,
    /** As long as the model sees fit. */
    ADAPTIVE,
    /** Not at all. */
    DISABLED
  }

  /** Returns whether thinking is switched off. */
  public boolean isOff() {
    return mode.map(Mode.DISABLED::equals).orElse(false)
        || effort.map("none"::equals).orElse(false);
  }

  /**
   * Returns the budget in tokens, taken from the effort where only that is said.
   *
   * @see <a href="https://ai.google.dev/gemini-api/docs/openai">Google's table of the two</a>
   */
  public OptionalLong budget() {
    if (budgetTokens.isPresent() || effort.isEmpty() || isOff()) {
      return budgetTokens;
    }
    return switch (effort.get()) {
      case "minimal", "low" -> OptionalLong.of(LOW);
      case "medium" -> OptionalLong.of(MEDIUM);
      case "high" -> OptionalLong.of(HIGH);
      case "xhigh", "max" -> OptionalLong.of(HIGHEST);
      default -> OptionalLong.empty();
    };
  }

  /** Returns the effort, taken from the budget where only that is said. */
  public Optional<String> effortLevel() {
    if (isOff()) {
      return Optional.of("none");
    }
    if (effort.isPresent() || budgetTokens.isEmpty()) {
      return effort;
    }
    long budget = budgetTokens.getAsLong();
    return Optional.of(
        budget < MEDIUM / 2 ? "low" : budget < HIGH / 2 + MEDIUM / 2 ? "medium" : "high");
  }
}
