package io.routerly.store.file;

/**
 * Checks that bytes are one JSON object on one line, as fast as a start over a long ledger needs
 * it.
 *
 * <p>Complete as to syntax: structure, literals, numbers, escapes, control characters and UTF-8.
 * Whether the object is a usage record is not looked at.
 */
final class RecordSyntax {
  /** Nesting is kept as bits of a long. */
  private static final int MAX_DEPTH = 60;

  private static final int INVALID = -1;

  private RecordSyntax() {}

  /**
   * Returns the index after the object that begins at {@code start}, or -1 if there is none.
   *
   * @param text must have a byte of zero after its last valid one
   */
  static int end(byte[] text, int start) {
    if (text[start] != '{') {
      return INVALID;
    }
    long arrays = 0; // bit 0: whether the innermost container is an array
    int depth = 1;
    int i = space(text, start + 1);
    boolean first = true;
    while (true) {
      boolean inArray = (arrays & 1) != 0;
      if (first && text[i] == (inArray ? ']' : '}')) {
        i++;
        depth--;
        arrays >>>= 1;
      } else {
        if (!inArray) {
          i = key(text, i);
          if (i < 0) {
            return INVALID;
          }
        }
        byte c = text[i];
        if (c == '{' || c == '[') {
          if (++depth > MAX_DEPTH) {
            return INVALID;
          }
          arrays = arrays << 1 | (c == '[' ? 1 : 0);
          i = space(text, i + 1);
          first = true;
          continue;
        }
        i = scalar(text, i);
        if (i < 0) {
          return INVALID;
        }
      }
      // After a value: close containers until one goes on.
      while (true) {
        if (depth == 0) {
          return i;
        }
        i = space(text, i);
        byte c = text[i];
        if (c == ',') {
          i = space(text, i + 1);
          first = false;
          break;
        }
        if (c != ((arrays & 1) != 0 ? ']' : '}')) {
          return INVALID;
        }
        i++;
        depth--;
        arrays >>>= 1;
      }
    }
  }

  /** Returns the index of the value after a key and its colon. */
  private static int key(byte[] text, int at) {
    if (text[at] != '"') {
      return INVALID;
    }
    int i = string(text, at + 1);
    if (i < 0) {
      return INVALID;
    }
    i = space(text, i);
    return text[i] == ':' ? space(text, i + 1) : INVALID;
  }

  private static int scalar(byte[] text, int i) {
    return switch (text[i]) {
      case '"' -> string(text, i + 1);
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
    if (text[i] == '0') {
      i++;
    } else {
      i = digits(text, i);
    }
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

  /** Returns the index after the string whose first character is at {@code i}. */
  private static int string(byte[] text, int start) {
    int i = start;
    while (true) {
      byte c = text[i];
      if (c == '"') {
        return i + 1;
      }
      if (c >= ' ' && c != '\\') {
        i++;
      } else if (c == '\\') {
        i = escape(text, i + 1);
      } else if (c < 0) {
        i = character(text, i);
      } else {
        return INVALID;
      }
      if (i < 0) {
        return INVALID;
      }
    }
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

  /** Returns the index after a character of two to four bytes. */
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
