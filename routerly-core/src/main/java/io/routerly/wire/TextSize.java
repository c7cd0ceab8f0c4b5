package io.routerly.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Measures how much of a request body is text, from which its tokens may be estimated.
 *
 * <p>Images and files stand in a body as long runs of base64, in data URLs and in fields named for
 * data, whose length tells nothing of what they cost: each counts a flat figure. Small bodies are
 * taken as they are.
 */
final class TextSize {
  /** What a run of base64 counts: about the thousand tokens that an image costs. */
  static final int BYTES_PER_FILE = 4_000;

  /** A body up to this size costs little even if all of it is an image; most are no larger. */
  private static final int ALL_TEXT = 16 * 1024;

  /** Longer than any word, link or identifier that people write. */
  private static final int LONGEST_WORD = 1_024;

  private static final byte[] DATA_URL = ";base64,".getBytes(US_ASCII);
  private static final byte[] DATA = "\"data\"".getBytes(US_ASCII);
  private static final byte[] FILE_DATA = "\"file_data\"".getBytes(US_ASCII);

  private static final boolean[] BASE64 = new boolean[256];

  static {
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_"
        .chars()
        .forEach(c -> BASE64[c] = true);
  }

  private TextSize() {}

  /** Returns the length of {@code body} in bytes, with the flat figure for each file in it. */
  static int of(byte[] body) {
    if (body.length <= ALL_TEXT) {
      return body.length;
    }
    long size = 0;
    int at = 0;
    while (at < body.length) {
      int end = endOfRun(body, at);
      size += end - at > LONGEST_WORD && isFile(body, at) ? BYTES_PER_FILE : end - at;
      at = end;
      if (at < body.length) {
        size++;
        at++;
      }
    }
    return (int) Math.min(size, body.length);
  }

  private static boolean isFile(byte[] body, int from) {
    return stand(DATA_URL, body, from)
        || (from > 0 && body[from - 1] == '"' && isValueOfData(body, from - 1));
  }

  /** Goes back from the quote before a value to the quote after its name. */
  private static boolean isValueOfData(byte[] body, int quote) {
    int at = beforeSpace(body, quote);
    if (at > 0 && body[at - 1] == ':') {
      int name = beforeSpace(body, at - 1);
      return stand(DATA, body, name) || stand(FILE_DATA, body, name);
    }
    return false;
  }

  private static int beforeSpace(byte[] body, int from) {
    int at = from;
    while (at > 0 && (body[at - 1] == ' ' || body[at - 1] == '\n' || body[at - 1] == '\t')) {
      at--;
    }
    return at;
  }

  private static boolean stand(byte[] wanted, byte[] body, int to) {
    int from = to - wanted.length;
    return from >= 0 && Arrays.equals(body, from, to, wanted, 0, wanted.length);
  }

  private static int endOfRun(byte[] body, int from) {
    int at = from;
    while (at < body.length) {
      if (BASE64[body[at] & 0xff]) {
        at++;
      } else if (isEscapeInBase64(body, at)) {
        at += 2;
      } else {
        break;
      }
    }
    return at;
  }

  /** JSON may spell a slash as {@code \/}, and base64 may be broken into lines. */
  private static boolean isEscapeInBase64(byte[] body, int at) {
    boolean escape = body[at] == '\\' && at + 1 < body.length;
    return escape && (body[at + 1] == '/' || body[at + 1] == 'n' || body[at + 1] == 'r');
  }
}
