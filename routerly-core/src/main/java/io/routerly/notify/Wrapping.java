package io.routerly.notify;

/** Breaks text into lines. */
final class Wrapping {
  private Wrapping() {}

  /** Returns lines of at most so many characters, each with its end. */
  static String wrapped(String text, int columns) {
    return wrapped(text, columns, "");
  }

  /**
   * Returns the same with something before all lines but the first, which is not counted. A word
   * that is longer than a line is a line by itself.
   */
  static String wrapped(String text, int columns, String before) {
    StringBuilder lines = new StringBuilder();
    int used = 0;
    for (String word : text.strip().split("[\\s\\p{Cntrl}]+", -1)) {
      if (used > 0 && used + 1 + word.length() > columns) {
        lines.append("\n").append(before);
        used = 0;
      }
      lines.append(used > 0 ? " " : "").append(word);
      used += (used > 0 ? 1 : 0) + word.length();
    }
    return lines.append("\n").toString();
  }
}
