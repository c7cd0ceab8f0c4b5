package io.routerly.wire.gemini;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;

/**
 * Fits the names of functions to what the API takes: a letter or an underscore, then letters,
 * digits, underscores, dots, colons and hyphens, 128 characters in all.
 *
 * <p>A name that only begins wrongly, as in {@code 2fa_send}, is written behind a mark that no name
 * of another format holds, and found again without any memory of the request. A name with other
 * characters is refused.
 *
 * @see <a href="https://ai.google.dev/api/caching#FunctionDeclaration">FunctionDeclaration</a>
 */
final class GeminiNames {
  private static final String MARK = "_:";
  private static final int LONGEST = 128;

  private GeminiNames() {}

  /**
   * Returns the name as the API takes it.
   *
   * @throws GatewayException {@code invalid_request} if there is no such name
   */
  static String forProvider(String name) {
    String fitted = forClient(name);
    if (!fits(fitted)) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "Gemini takes no tool of the name \""
              + name
              + "\": use letters, digits, _ . : and -, and at most 126 of them.");
    }
    return fitted;
  }

  /** Returns the name as the API would say it, or as it is where there is no way to say it. */
  static String forClient(String name) {
    return !name.isEmpty() && !begins(name.charAt(0)) && fits(MARK + name) ? MARK + name : name;
  }

  /** Returns the name that stands in a text of the API. */
  static String read(String text) {
    boolean marked =
        text.length() > MARK.length()
            && text.startsWith(MARK)
            && !begins(text.charAt(MARK.length()));
    return marked ? text.substring(MARK.length()) : text;
  }

  private static boolean fits(String name) {
    if (name.isEmpty() || name.length() > LONGEST || !begins(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!begins(c) && !(c >= '0' && c <= '9') && c != '.' && c != ':' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean begins(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
