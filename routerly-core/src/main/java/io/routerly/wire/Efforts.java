package io.routerly.wire;

import static java.util.Comparator.comparingInt;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.chat.Reasoning;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The efforts of reasoning that a model can be asked for.
 *
 * @param taken the words that it takes; empty: it answers each of them with an error
 */
public record Efforts(List<String> taken) {
  /** What OpenAI's formats have words for. */
  public static final Efforts USUAL = of("none", "minimal", "low", "medium", "high", "xhigh");

  /** Every word there is. */
  public static final Efforts ALL = of("none", "minimal", "low", "medium", "high", "xhigh", "max");

  private static final String OFF = "none";

  /** Every second number, so that of two words that are as near the higher one can be nearer. */
  private static final Map<String, Integer> HEIGHTS =
      Map.of(
          OFF, 0, "minimal", 2, "low", 4, "medium", 6, "default", 6, "high", 8, "xhigh", 10, "max",
          12);

  public Efforts {
    taken = List.copyOf(taken);
  }

  /** Returns those. */
  public static Efforts of(String... taken) {
    return new Efforts(List.of(taken));
  }

  /**
   * Returns what to ask for in place of what a request says.
   *
   * @param losses is told if the two differ; a budget of tokens, which every word but approaches,
   *     is the caller's to tell of
   */
  public Optional<String> fit(Reasoning reasoning, Losses losses) {
    boolean said = reasoning.effort().isPresent() || reasoning.isOff();
    return reasoning.effortLevel().flatMap(word -> fit(word, said ? losses : new Losses()));
  }

  /**
   * Returns the word to say in place of another, empty if there is none to say.
   *
   * @param losses is told if the two differ; to be told not to think is no loss to a model that
   *     takes no effort
   */
  public Optional<String> fit(String word, Losses losses) {
    Optional<String> fitted = nearest(word);
    if (fitted.isEmpty() ? !word.equals(OFF) : !fitted.get().equals(word)) {
      losses.drop(ChatField.REASONING_EFFORT);
    }
    return fitted;
  }

  /** A word that is newer than this list stays as it is, where efforts are taken at all. */
  private Optional<String> nearest(String word) {
    Integer wanted = HEIGHTS.get(word);
    if (taken.contains(word) || (wanted == null && !taken.isEmpty())) {
      return Optional.of(word);
    } else if (wanted == null || taken.equals(List.of(OFF))) {
      return Optional.empty();
    }
    int height = wanted;
    return taken.stream().min(comparingInt(other -> distance(height, other)));
  }

  private static int distance(int wanted, String other) {
    int height = HEIGHTS.getOrDefault(other, 0);
    return height > wanted ? height - wanted - 1 : wanted - height;
  }
}
