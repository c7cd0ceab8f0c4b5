package io.routerly.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A body that no operation may take.
 *
 * @param what is wrong with it, for messages
 * @param headers the content type, and an encoding perhaps, as whole lines
 * @param content the bytes of the body, as the characters of ISO 8859-1
 * @param pointer leads to the field that is wrong; empty where the text as a whole is
 */
record BadBody(String what, String headers, String content, String pointer) {
  static final String JSON = "Content-Type: application/json";

  static BadBody of(String what, byte[] bytes) {
    return new BadBody(what, JSON, content(bytes), "");
  }

  static BadBody of(String what, String text) {
    return of(what, text.getBytes(UTF_8));
  }

  static BadBody at(String pointer, String what, String text) {
    return new BadBody(what, JSON, content(text.getBytes(UTF_8)), pointer);
  }

  static BadBody with(String headers, byte[] bytes) {
    return new BadBody(headers, headers, content(bytes), "");
  }

  private static String content(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  byte[] bytes() {
    return content.getBytes(ISO_8859_1);
  }

  @Override
  public String toString() {
    return what + (pointer.isEmpty() ? "" : " at " + pointer);
  }
}
