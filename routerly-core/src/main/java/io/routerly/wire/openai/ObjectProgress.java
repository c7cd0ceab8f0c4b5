package io.routerly.wire.openai;

/** Follows a JSON object that comes in pieces, and knows when it has come to its end. */
final class ObjectProgress {
  private int depth;
  private boolean begun;
  private boolean inString;
  private boolean escaped;

  /** Takes the next piece. */
  void add(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      add(piece.charAt(i));
    }
  }

  private void add(char c) {
    if (inString) {
      boolean ends = c == '"' && !escaped;
      escaped = c == '\\' && !escaped;
      inString = !ends;
    } else if (c == '"') {
      inString = true;
    } else if (c == '{' || c == '[') {
      begun |= c == '{';
      depth++;
    } else if (c == '}' || c == ']') {
      depth--;
    }
  }

  /** Returns whether an object began and all that was opened in it is closed. */
  boolean isComplete() {
    return begun && depth <= 0 && !inString;
  }
}
