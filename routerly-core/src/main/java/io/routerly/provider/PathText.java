package io.routerly.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Writes text as one segment of a path.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.3">unreserved characters</a>
 */
final class PathText {
  private static final String UNRESERVED_SIGNS = "-._~";
  private static final String HEX = "0123456789ABCDEF";

  private PathText() {}

  /** Returns the text with everything percent-encoded that could mean something in a path. */
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 8);
    for (byte b : text.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      if (isUnreserved(c)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED_SIGNS.indexOf(c) >= 0;
  }
}
