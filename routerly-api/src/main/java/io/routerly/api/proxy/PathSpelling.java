package io.routerly.api.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Locale.ROOT;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells paths that mean what they say from those that some server may read as another path.
 *
 * <p>A path that is passed through is not metered as a chat, so it must not reach an endpoint that
 * the gateway serves itself, however a provider reads it: servers differ in whether they decode
 * twice, cut off {@code ;x=1}, or heed upper and lower case.
 */
final class PathSpelling {
  private static final Set<String> SERVED =
      Set.of("chat/completions", "responses", "messages", "messages/count_tokens");

  /** What a lenient server may cut off a segment. */
  private static final Pattern TAIL = Pattern.compile("[;?#\\x00-\\x20\\x7f][^/]*");

  private static final Pattern ESCAPE = Pattern.compile("%[0-9a-f]{2}");

  /** Nobody has a reason to encode what is encoded, and each round takes time. */
  private static final int MOST_ROUNDS = 3;

  private PathSpelling() {}

  /** Returns whether this path, still encoded, leads where it seems to and nowhere else. */
  static boolean isPlain(String path) {
    String read = path.toLowerCase(ROOT);
    for (int round = 0; round < MOST_ROUNDS && ESCAPE.matcher(read).find(); round++) {
      read = decoded(read).toLowerCase(ROOT);
    }
    String name = TAIL.matcher(read).replaceAll("");
    return !ESCAPE.matcher(read).find()
        && read.indexOf('\\') < 0
        && slashes(read) == slashes(path)
        && hasPlainSegments(name)
        && !SERVED.contains(name);
  }

  private static String decoded(String path) {
    return ESCAPE.matcher(path).replaceAll(escape -> literal(escape.group()));
  }

  private static String literal(String escape) {
    byte[] single = {(byte) Integer.parseInt(escape.substring(1), 16)};
    return Matcher.quoteReplacement(new String(single, ISO_8859_1));
  }

  private static boolean hasPlainSegments(String path) {
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return false;
      }
    }
    return true;
  }

  private static long slashes(String path) {
    return path.chars().filter(c -> c == '/').count();
  }
}
