package io.routerly.store.binding;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 strictly: no byte-order mark, no malformed bytes. */
final class Utf8Text {
  private Utf8Text() {}

  /** Returns the text, or reports what is wrong with the bytes and returns an empty string. */
  static String decode(byte[] bytes, Findings findings) {
    if (beginsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      findings.add("", "begins with a UTF-8 byte-order mark (BOM): save it as UTF-8 without BOM");
      return "";
    }
    if (beginsWith(bytes, 0xFE, 0xFF) || beginsWith(bytes, 0xFF, 0xFE)) {
      findings.add("", "begins with a UTF-16 byte-order mark (BOM): save it as UTF-8 without BOM");
      return "";
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      findings.add("", "is not valid UTF-8 in line " + lineOf(bytes, in.position()));
      return "";
    }
    return out.flip().toString();
  }

  private static boolean beginsWith(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static int lineOf(byte[] bytes, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return line;
  }
}
