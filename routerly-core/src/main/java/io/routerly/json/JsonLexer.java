package io.routerly.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the tokens of JSON text from bytes; the cursor's inner part. */
final class JsonLexer {
  private static final int DIGITS_OF_ANY_LONG = 18;

  private final byte[] bytes;
  private final int end;
  private int at;

  JsonLexer(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return at;
  }

  boolean atEnd() {
    return at >= end;
  }

  JsonSyntaxException error(String message) {
    return new JsonSyntaxException(message, at);
  }

  void skipSpace() {
    while (at < end) {
      byte b = bytes[at];
      if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
        return;
      }
      at++;
    }
  }

  char peek() {
    skipSpace();
    if (at >= end) {
      throw error("the text ends too early");
    }
    return (char) (bytes[at] & 0xFF);
  }

  void expect(char wanted) {
    if (peek() != wanted) {
      throw error("expected '" + wanted + "'");
    }
    at++;
  }

  void literal(String word) {
    skipSpace();
    for (int i = 0; i < word.length(); i++, at++) {
      if (at >= end || bytes[at] != word.charAt(i)) {
        throw error("expected " + word);
      }
    }
  }

  /** Skips a string, checking escapes and UTF-8, and returns its length in UTF-16 units. */
  int string() {
    expect('"');
    int units = 0;
    while (true) {
      int plainTo = endOfPlain();
      units += plainTo - at;
      at = plainTo;
      if (at >= end) {
        throw error("a string without an end");
      }
      int b = bytes[at];
      if (b == '"') {
        at++;
        return units;
      } else if (b == '\\') {
        escape();
        units++;
      } else if (b < 0) {
        units += multiByte();
      } else {
        throw error("a control character in a string");
      }
    }
  }

  /** Returns where the run of characters ends that stand for themselves, one byte each. */
  private int endOfPlain() {
    byte[] text = bytes;
    int i = at;
    for (int to = end; i < to; i++) {
      byte b = text[i];
      if (b < ' ' || b == '"' || b == '\\') {
        break;
      }
    }
    return i;
  }

  private void escape() {
    at++;
    char kind = at < end ? (char) bytes[at] : 0;
    if (kind == 'u') {
      for (int i = 1; i <= 4; i++) {
        if (at + i >= end || Character.digit(bytes[at + i], 16) < 0) {
          throw error("\\u without four hexadecimal digits");
        }
      }
      at += 5;
    } else if ("\"\\/bfnrt".indexOf(kind) >= 0) {
      at++;
    } else {
      throw error("an unknown escape");
    }
  }

  /** Skips one character of two to four bytes, as RFC 3629 allows them. */
  private int multiByte() {
    int lead = bytes[at] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    int second = at + 1 < end ? bytes[at + 1] & 0xFF : 0;
    boolean valid =
        lead >= 0xC2
            && lead <= 0xF4
            && at + length <= end
            && !(lead == 0xE0 && second < 0xA0)
            && !(lead == 0xED && second > 0x9F)
            && !(lead == 0xF0 && second < 0x90)
            && !(lead == 0xF4 && second > 0x8F);
    for (int i = 1; valid && i < length; i++) {
      valid = (bytes[at + i] & 0xC0) == 0x80;
    }
    if (!valid) {
      throw error("bytes that are not UTF-8");
    }
    at += length;
    return length == 4 ? 2 : 1;
  }

  void number() {
    skipSpace();
    if (at < end && bytes[at] == '-') {
      at++;
    }
    if (at < end && bytes[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (at < end && bytes[at] == '.') {
      at++;
      digits();
    }
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      digits();
    }
  }

  /** Returns what the digits from {@code from} to {@code to} say; -1 if there is something else. */
  long whole(int from, int to) {
    if (to - from > DIGITS_OF_ANY_LONG) {
      return -1;
    }
    long sum = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      sum = sum * 10 + digit;
    }
    return sum;
  }

  private void digits() {
    int from = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw error("expected a value");
    }
  }

  /** Skips any value that nests at most {@code maxDepth} levels, without recursion. */
  void skipValue(int maxDepth) {
    char kind = peek();
    if (kind == '{' || kind == '[') {
      skipNested(maxDepth);
    } else {
      scalar(kind);
    }
  }

  private void skipNested(int maxDepth) {
    boolean[] inObject = new boolean[8];
    int depth = 0;
    while (true) {
      char first = peek();
      if (first == '{' || first == '[') {
        if (depth >= maxDepth) {
          throw error("more than " + JsonCursor.MAX_DEPTH + " levels of nesting");
        }
        at++;
        inObject = depth == inObject.length ? Arrays.copyOf(inObject, depth * 2) : inObject;
        inObject[depth++] = first == '{';
        if (peek() != (first == '{' ? '}' : ']')) {
          if (first == '{') {
            fieldName();
          }
          continue;
        }
      } else {
        scalar(first);
      }
      depth = closeOrNext(inObject, depth);
      if (depth == 0) {
        return;
      }
    }
  }

  /** After a value: leaves what ends here and moves to the next value. Returns the depth then. */
  private int closeOrNext(boolean[] inObject, int depth) {
    int level = depth;
    while (level > 0) {
      boolean object = inObject[level - 1];
      char next = peek();
      if (next == (object ? '}' : ']')) {
        at++;
        level--;
      } else {
        expect(',');
        if (object) {
          fieldName();
        }
        return level;
      }
    }
    return 0;
  }

  private void fieldName() {
    string();
    expect(':');
  }

  private void scalar(char first) {
    switch (first) {
      case '"' -> string();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> number();
    }
  }

  /** Returns whether these bytes are the characters of {@code text}, one by one. */
  boolean bytesEqual(int from, int to, String text) {
    if (to - from != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Passes over the string that begins here if its bytes are {@code text} in quotes. */
  boolean passes(String text) {
    int close = at + 1 + text.length();
    if (close >= end
        || bytes[at] != '"'
        || bytes[close] != '"'
        || !bytesEqual(at + 1, close, text)) {
      return false;
    }
    at = close + 1;
    return true;
  }

  /** Returns the text of the inner bytes of a checked string. */
  String text(int from, int to) {
    String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    int escape = raw.indexOf('\\');
    return escape < 0 ? raw : unescaped(raw, escape);
  }

  private static String unescaped(String raw, int firstEscape) {
    StringBuilder text = new StringBuilder(raw.length());
    int done = 0;
    for (int at = firstEscape; at >= 0; at = raw.indexOf('\\', done)) {
      text.append(raw, done, at);
      char kind = raw.charAt(at + 1);
      if (kind == 'u') {
        text.append((char) Integer.parseInt(raw, at + 2, at + 6, 16));
        done = at + 6;
      } else {
        text.append(unescaped(kind));
        done = at + 2;
      }
    }
    return text.append(raw, done, raw.length()).toString();
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }
}
