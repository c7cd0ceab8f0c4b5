package io.routerly.wire.responses;

import java.util.Locale;

/** Tells OpenAI's models that reason whether they are asked to or not from the others. */
final class ReasoningModels {
  private ReasoningModels() {}

  /** Returns whether a model's name is one of theirs, such as {@code o3} or {@code gpt-5-mini}. */
  static boolean include(String model) {
    String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (name.contains("-chat")) {
      return false;
    }
    return (name.startsWith("gpt-") && digit(name, 4) >= 5)
        || (name.startsWith("o") && digit(name, 1) >= 1)
        || name.startsWith("codex-");
  }

  private static int digit(String name, int at) {
    return at < name.length() ? Character.digit(name.charAt(at), 10) : -1;
  }
}
