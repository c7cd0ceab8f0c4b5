package io.routerly.wire.openai;

/**
 * Keeps half of a character that a provider cut in two until its other half comes: halves cannot be
 * written in UTF-8. One text, one owner thread.
 */
final class WholeCharacters {
  private String half = "";

  /** Returns as much of what came so far as can be written. */
  String take(String piece) {
    String known = half + piece;
    int end = known.length();
    if (end > 0 && Character.isHighSurrogate(known.charAt(end - 1))) {
      end--;
    }
    half = known.substring(end);
    return known.substring(0, end);
  }

  /** Returns what is left at the end of the text: nothing, if it was a proper one. */
  String rest() {
    String rest = half;
    half = "";
    return rest;
  }
}
