package io.routerly.wire;

import java.util.Map;
import java.util.Set;

/** Tells which values of request fields say no more than their absence. */
final class DefaultValues {
  /** A value that is longer says something. */
  private static final int LONGEST = 32;

  private static final Set<String> NOTHING =
      Set.of("null", "false", "0", "0.0", "0.00", "\"\"", "{}", "[]");
  private static final Map<String, Set<String>> BY_FIELD =
      Map.ofEntries(
          Map.entry("n", Set.of("1")),
          Map.entry("temperature", Set.of("1", "1.0")),
          Map.entry("top_p", Set.of("1", "1.0")),
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
  static boolean saysNothing(String field, String value) {
    if (value.length() > LONGEST) {
      return false;
    }
    String plain = value.replaceAll("\\s", "");
    return plain.equals("null")
        || (NOTHING.contains(plain) && !ZERO_COUNTS.contains(field))
        || BY_FIELD.getOrDefault(field, Set.of()).contains(plain);
  }
}
