package io.routerly.store.file;

/**
 * Checks that bytes are one JSON object on one line, as fast as a start over a long ledger needs
 * it.
 *
 * <p>Complete as to syntax: structure, literals, numbers, escapes, control characters and UTF-8.
 * Whether the object is a usage record is not looked at. All methods take the index where something
 * begins and return the index after it, or {@link #INVALID}. There is no check against the end of
 * the bytes, because a byte of zero behind them fits nowhere.
 */
final class RecordSyntax {
  private static final int MAX_DEPTH = 64;
  private static final int INVALID = -1;

  private RecordSyntax() {}

  /**
   * Returns the index after the object that begins at {@code start}, or -1 if there is none.
   *
   * @param text must have some bytes of zero after its last valid one
   */
  static int end(byte[] text, int start) {
    return text[start] == '{' ? object(text, start, 1) : INVALID;
  }

  private static int object(byte[] text, int start, int depth) {
    int i = space(text, start + 1);
    if (text[i] == '}') {
      return i + 1;
    }
    while (true) {
      i = member(text, i, depth);
      if (i < 0) {
        return INVALID;
      }
      i = space(text, i);
      if (text[i] != ',') {
        return text[i] == '}' ? i + 1 : INVALID;
      }
      i = space(text, i + 1);
    }
  }

  private static int member(byte[] text, int start, int depth) {
    int i = text[start] == '"' ? string(text, start + 1) : INVALID;
    if (i < 0) {
      return INVALID;
    }
    i = space(text, i);
    return text[i] == ':' ? value(text, space(text, i + 1), depth) : INVALID;
  }

  private static int array(byte[] text, int start, int depth) {
    int i = space(text, start + 1);
    if (text[i] == ']') {
      return i + 1;
    }
    while (true) {
      i = value(text, i, depth);
      if (i < 0) {
        return INVALID;
      }
      i = space(text, i);
      if (text[i] != ',') {
        return text[i] == ']' ? i + 1 : INVALID;
      }
      i = space(text, i + 1);
    }
  }

  private static int value(byte[] text, int i, int depth) {
    return switch (text[i]) {
      case '"' -> string(text, i + 1);
      case '{' -> depth < MAX_DEPTH ? object(text, i, depth + 1) : INVALID;
      case '[' -> depth < MAX_DEPTH ? array(text, i, depth + 1) : INVALID;
      case 't' -> literal(text, i, 'r', 'u', 'e');
      case 'n' -> literal(text, i, 'u', 'l', 'l');
      case 'f' -> text[i + 1] == 'a' ? literal(text, i + 1, 'l', 's', 'e') : INVALID;
      default -> number(text, i);
    };
  }

  private static int literal(byte[] text, int i, char b, char c, char d) {
    return text[i + 1] == b && text[i + 2] == c && text[i + 3] == d ? i + 4 : INVALID;
  }

  private static int number(byte[] text, int start) {
    int i = text[start] == '-' ? start + 1 : start;
    i = text[i] == '0' ? i + 1 : digits(text, i);
    if (i > 0 && text[i] == '.') {
      i = digits(text, i + 1);
    }
    if (i > 0 && (text[i] == 'e' || text[i] == 'E')) {
      i++;
      i = digits(text, text[i] == '+' || text[i] == '-' ? i + 1 : i);
    }
    return i;
  }

  private static int digits(byte[] text, int start) {
    int i = start;
    while (text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    return i == start ? INVALID : i;
  }

  /** Takes the index after the opening quote. */
  private static int string(byte[] text, int start) {
    int i = start;
    while (i > 0) {
      byte c = text[i];
      if (c >= ' ' && c != '"' && c != '\\') {
        i++;
      } else if (c == '"') {
        return i + 1;
      } else {
        i = special(text, i);
      }
    }
    return INVALID;
  }

  /** Passes over an escape or a character of several bytes; control characters are neither. */
  private static int special(byte[] text, int i) {
    if (text[i] == '\\') {
      return escape(text, i + 1);
    }
    return text[i] < 0 ? character(text, i) : INVALID;
  }

  private static int escape(byte[] text, int i) {
    return switch (text[i]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i + 1;
      case 'u' -> unicodeEscape(text, i);
      default -> INVALID;
    };
  }

  private static int unicodeEscape(byte[] text, int i) {
    for (int k = 1; k <= 4; k++) {
      if (Character.digit(text[i + k], 16) < 0) {
        return INVALID;
      }
    }
    return i + 5;
  }

  /** Takes the first byte of a character of two to four bytes. */
  private static int character(byte[] text, int i) {
    int lead = text[i] & 0xFF;
    int second = text[i + 1] & 0xFF;
    if (lead >= 0xC2 && lead <= 0xDF) {
      return continues(text, i, 1);
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
      boolean overlong = lead == 0xE0 && second < 0xA0;
      boolean surrogate = lead == 0xED && second > 0x9F;
      return overlong || surrogate ? INVALID : continues(text, i, 2);
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
      boolean overlong = lead == 0xF0 && second < 0x90;
      boolean beyond = lead == 0xF4 && second > 0x8F;
      return overlong || beyond ? INVALID : continues(text, i, 3);
    }
    return INVALID;
  }

  private static int continues(byte[] text, int i, int count) {
    for (int k = 1; k <= count; k++) {
      if ((text[i + k] & 0xC0) != 0x80) {
        return INVALID;
      }
    }
    return i + count + 1;
  }

  private static int space(byte[] text, int start) {
    int i = start;
    while (text[i] == ' ' || text[i] == '\t') {
      i++;
    }
    return i;
  }
}
