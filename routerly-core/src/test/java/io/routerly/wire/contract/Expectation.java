package io.routerly.wire.contract;

import io.routerly.chat.ChatField;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has to come out.
 *
 * @param values what stands where, by pointer
 * @param absent pointers to nothing
 * @param dropped the fields that are told as lost, and no others
 * @param named the names that are told as lost in the client's own words
 */
record Expectation(
    Map<String, JsonValue> values, List<String> absent, Set<ChatField> dropped, Set<String> named) {

  /**
   * Reads clauses that are joined by {@code &}: {@code /pointer = JSON}, {@code absent /pointer},
   * {@code dropped FIELD} and {@code named name}.
   */
  static Expectation parse(String text) {
    Map<String, JsonValue> values = new LinkedHashMap<>();
    List<String> absent = new ArrayList<>();
    Set<ChatField> dropped = EnumSet.noneOf(ChatField.class);
    Set<String> named = new LinkedHashSet<>();
    for (String clause : text.split(" & ", -1)) {
      String[] words = clause.strip().split(" ", 2);
      switch (words[0]) {
        case "absent" -> absent.add(words[1]);
        case "dropped" -> dropped.add(ChatField.valueOf(words[1]));
        case "named" -> named.add(words[1]);
        default -> values.put(words[0], Json.value(words[1].substring(2)));
      }
    }
    return new Expectation(values, absent, dropped, named);
  }
}
