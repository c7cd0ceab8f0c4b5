package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.object;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.chat.Reasoning;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.Target;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Writes {@code thinkingConfig}: a budget of tokens, or a level from Gemini 3 on.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/thinking">thinking, by model</a>
 */
final class GeminiThinking {
  private static final long AS_IT_SEES_FIT = -1;
  private static final long LEAST_OF_PRO = 128;
  private static final long MOST_OF_PRO = 32_768;
  private static final long LEAST_OF_LITE = 512;
  private static final long MOST = 24_576;

  private static final Pattern PRO = Pattern.compile("-pro(?![a-z])");
  private static final Pattern LITE = Pattern.compile("-lite(?![a-z])");

  private final boolean levels;
  private final boolean never;
  private final String model;
  private final Losses losses;
  private final JsonObjectBuilder config = object();

  GeminiThinking(Target target, Losses losses) {
    this.levels = target.traits().has(Quirk.THINKING_LEVELS);
    this.never = target.traits().has(Quirk.NO_THINKING);
    this.model = target.model();
    this.losses = losses;
  }

  JsonObject write(Reasoning reasoning) {
    if (never) {
      return nothing(reasoning);
    } else if (levels) {
      level(reasoning);
    } else {
      budget(reasoning);
    }
    if (isShown(reasoning)) {
      config.add("includeThoughts", true);
    }
    if (reasoning.summary().filter(s -> !s.equals("auto") && !s.equals("none")).isPresent()) {
      losses.drop(ChatField.REASONING_SUMMARY);
    }
    return config.build();
  }

  /** To a model that does not think anyway, nothing is lost of a wish that it should not. */
  private JsonObject nothing(Reasoning reasoning) {
    if (!reasoning.isOff() && reasoning.budgetTokens().isPresent()) {
      losses.drop(ChatField.REASONING_BUDGET);
    } else if (!reasoning.isOff()
        && (reasoning.effort().isPresent() || reasoning.mode().isPresent())) {
      losses.drop(ChatField.REASONING_EFFORT);
    } else if (reasoning.summary().filter(summary -> !summary.equals("none")).isPresent()) {
      losses.drop(ChatField.REASONING_SUMMARY);
    }
    return config.build();
  }

  /** A client that switches thinking on gets to see it, unless it says otherwise. */
  private static boolean isShown(Reasoning reasoning) {
    if (reasoning.isOff()) {
      return false;
    }
    return reasoning
        .summary()
        .map(summary -> !summary.equals("none"))
        .orElse(reasoning.mode().isPresent());
  }

  private void budget(Reasoning reasoning) {
    OptionalLong wanted = reasoning.budget();
    if (reasoning.isOff()) {
      off();
    } else if (wanted.isPresent()) {
      config.add("thinkingBudget", bounded(reasoning, wanted.getAsLong()));
    } else if (reasoning.effort().isPresent()) {
      losses.drop(ChatField.REASONING_EFFORT);
    } else if (reasoning.mode().isPresent()) {
      config.add("thinkingBudget", AS_IT_SEES_FIT);
    }
  }

  /** Pro thinks always, if only a little. */
  private void off() {
    if (isPro()) {
      losses.drop(ChatField.REASONING_EFFORT);
    }
    config.add("thinkingBudget", isPro() ? LEAST_OF_PRO : 0);
  }

  private long bounded(Reasoning reasoning, long wanted) {
    long least = isPro() ? LEAST_OF_PRO : LITE.matcher(model).find() ? LEAST_OF_LITE : 1;
    long bounded = Math.max(least, Math.min(wanted, isPro() ? MOST_OF_PRO : MOST));
    if (bounded != wanted) {
      losses.drop(
          reasoning.budgetTokens().isPresent()
              ? ChatField.REASONING_BUDGET
              : ChatField.REASONING_EFFORT);
    }
    return bounded;
  }

  private void level(Reasoning reasoning) {
    if (reasoning.budgetTokens().isPresent() && reasoning.effort().isEmpty()) {
      losses.drop(ChatField.REASONING_BUDGET);
    }
    Optional<String> effort = reasoning.effortLevel();
    effort.map(this::levelOf).ifPresent(level -> config.add("thinkingLevel", level));
    if (effort.filter(word -> !word.equalsIgnoreCase(levelOf(word))).isPresent()) {
      losses.drop(ChatField.REASONING_EFFORT);
    }
  }

  /** Returns the nearest level: Pro knows no {@code MINIMAL}, and first no {@code MEDIUM}. */
  private String levelOf(String effort) {
    return switch (effort) {
      case "none", "minimal" -> isPro() ? "LOW" : "MINIMAL";
      case "low" -> "LOW";
      case "medium" -> model.contains("gemini-3-pro") ? "HIGH" : "MEDIUM";
      default -> "HIGH";
    };
  }

  private boolean isPro() {
    return PRO.matcher(model).find();
  }
}
