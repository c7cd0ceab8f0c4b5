package io.routerly.standalone;

import org.glassfish.grizzly.http.util.BufferChunk;
import org.glassfish.grizzly.http.util.ByteChunk;
import org.glassfish.grizzly.http.util.DataChunk;

/**
 * Looks at the bytes of names and values of headers where they lie: every request has some hundred
 * of them, and to make strings of all would cost more than to look.
 */
final class HeaderBytes {
  private interface Kind {
    boolean holds(byte b);
  }

  private HeaderBytes() {}

  /**
   * Returns whether this is a name: one with a space is a header to one server and none to another.
   */
  static boolean isToken(DataChunk name) {
    return name.getLength() > 0 && all(name, HeaderBytes::isTokenPart);
  }

  /** Returns whether this is a value that no server takes for two lines, or for a shorter one. */
  static boolean isOneLine(DataChunk value) {
    return all(value, HeaderBytes::isOfALine);
  }

  private static boolean isTokenPart(byte c) {
    return c > ' ' && c != 0x7f && c != ':' && c != '"' && c != '(' && c != ')' && c != ',';
  }

  private static boolean isOfALine(byte c) {
    return c != '\r' && c != '\n' && c != 0;
  }

  private static boolean all(DataChunk text, Kind kind) {
    return switch (text.getType()) {
      case Bytes -> all(text.getByteChunk(), kind);
      case Buffer -> all(text.getBufferChunk(), kind);
      default -> text.toString().chars().allMatch(c -> c < 0x80 && kind.holds((byte) c));
    };
  }

  private static boolean all(ByteChunk text, Kind kind) {
    byte[] bytes = text.getBuffer();
    for (int i = text.getStart(); i < text.getEnd(); i++) {
      if (!kind.holds(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean all(BufferChunk text, Kind kind) {
    for (int i = text.getStart(); i < text.getEnd(); i++) {
      if (!kind.holds(text.getBuffer().get(i))) {
        return false;
      }
    }
    return true;
  }
}
