package io.routerly.wire;

import java.util.Map;
import java.util.Set;

/** Tells which values of request fields say no more than their absence. */
public final class DefaultValues {
  /** A value that is longer says something. */
  private static final int LONGEST = 32;

  private static final Set<String> NOTHING = Set.of("null", "false", "0", "\"\"", "{}", "[]");
  private static final Map<String, Set<String>> BY_FIELD =
      Map.ofEntries(
          Map.entry("n", Set.of("1")),
          Map.entry("temperature", Set.of("1")),
          Map.entry("top_p", Set.of("1")),
          Map.entry("parallel_tool_calls", Set.of("true")),
          Map.entry("tool_choice", Set.of("\"auto\"")),
          Map.entry("service_tier", Set.of("\"auto\"", "\"default\"")),
          Map.entry("verbosity", Set.of("\"medium\"")),
          Map.entry("modalities", Set.of("[\"text\"]")));

  /** For these, what is nothing elsewhere is something. */
  private static final Set<String> ZERO_COUNTS =
      Set.of("temperature", "top_p", "top_k", "seed", "parallel_tool_calls");

  private DefaultValues() {}

  /**
   * Returns whether a field could as well be left out.
   *
   * @param value as it stands in JSON
   */
  public static boolean saysNothing(String field, String value) {
    if (value.length() > LONGEST) {
      return false;
    }
    String plain = plain(value);
    return plain.equals("null")
        || (NOTHING.contains(plain) && !ZERO_COUNTS.contains(field))
        || BY_FIELD.getOrDefault(field, Set.of()).contains(plain);
  }

  /** Returns it without white space, and a number without zeros at the end of its fraction. */
  private static String plain(String value) {
    StringBuilder plain = new StringBuilder(value.length());
    value.chars().filter(c -> c > ' ').forEach(c -> plain.append((char) c));
    boolean fraction = plain.indexOf(".") > 0 && Character.isDigit(plain.charAt(0));
    while (fraction && (endsIn(plain, '0') || endsIn(plain, '.'))) {
      fraction = !endsIn(plain, '.');
      plain.setLength(plain.length() - 1);
    }
    return plain.toString();
  }

  private static boolean endsIn(StringBuilder text, char last) {
    return text.charAt(text.length() - 1) == last;
  }
}
