package io.routerly.store.file;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows a JSON text as UTF-8 bytes. For one thread. */
final class JsonBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int length;

  JsonBytes(int expectedBytes) {
    bytes = new byte[expectedBytes];
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns a copy of the text. */
  byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }

  int length() {
    return length;
  }

  /** Adds ASCII text as it is. */
  @SuppressWarnings("deprecation") // The cheapest way from an ASCII string to its bytes.
  JsonBytes raw(String ascii) {
    int count = ascii.length();
    reserve(count);
    ascii.getBytes(0, count, bytes, length);
    length += count;
    return this;
  }

  JsonBytes number(long value) {
    return raw(Long.toString(value));
  }

  /** Adds a number without exponent, so that every reader understands it. */
  JsonBytes number(BigDecimal value) {
    return raw(value.toPlainString());
  }

  /** Adds a string with quotes; half a surrogate pair, which UTF-8 cannot have, becomes U+FFFD. */
  JsonBytes string(String text) {
    reserve(text.length() * 6 + 2);
    bytes[length++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        i += multiByte(text, i);
      } else if (c == '"' || c == '\\') {
        bytes[length++] = '\\';
        bytes[length++] = (byte) c;
      } else if (c < ' ') {
        escape(c);
      } else {
        bytes[length++] = (byte) c;
      }
    }
    bytes[length++] = '"';
    return this;
  }

  private void escape(char c) {
    int index = "\n\r\t\b\f".indexOf(c);
    if (index >= 0) {
      bytes[length++] = '\\';
      bytes[length++] = (byte) "nrtbf".charAt(index);
    } else {
      raw("\\u00");
      bytes[length++] = HEX[c >> 4];
      bytes[length++] = HEX[c & 15];
    }
  }

  /** Returns how many more characters of the text were used. */
  private int multiByte(String text, int i) {
    int point = text.codePointAt(i);
    if (point >= 0x10000) {
      bytes[length++] = (byte) (0xF0 | point >> 18);
      bytes[length++] = (byte) (0x80 | (point >> 12 & 0x3F));
      bytes[length++] = (byte) (0x80 | (point >> 6 & 0x3F));
      bytes[length++] = (byte) (0x80 | (point & 0x3F));
      return 1;
    }
    if (point >= 0xD800 && point <= 0xDFFF) {
      point = 0xFFFD;
    }
    if (point >= 0x800) {
      bytes[length++] = (byte) (0xE0 | point >> 12);
      bytes[length++] = (byte) (0x80 | (point >> 6 & 0x3F));
    } else {
      bytes[length++] = (byte) (0xC0 | point >> 6);
    }
    bytes[length++] = (byte) (0x80 | (point & 0x3F));
    return 0;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
