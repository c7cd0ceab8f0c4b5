package io.routerly.chat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What of a request, or of an answer, a translation could not express.
 *
 * <p>A value that says no more than the default, such as {@code n} of 1, is no loss. One owner
 * thread.
 */
public final class Losses {
  private static final int MOST_NAMES = 64;
  private static final int LONGEST_NAME = 100;
  private static final int MOST_CHARACTERS = 2_000;

  private final Set<ChatField> fields = EnumSet.noneOf(ChatField.class);
  private final Set<String> names = new LinkedHashSet<>();
  private boolean more;

  /** Notes something that the target cannot express. */
  public void drop(ChatField field) {
    fields.add(field);
  }

  /**
   * Notes a field in the client's own words that has no meaning in any other format.
   *
   * @param name its path without indices, such as {@code messages.prefix}; what could not stand in
   *     a header is replaced
   */
  public void drop(String name) {
    if (names.size() < MOST_NAMES) {
      String plain = name.replaceAll("[^A-Za-z0-9_.$-]", "_");
      names.add(plain.substring(0, Math.min(plain.length(), LONGEST_NAME)));
    } else {
      more = true;
    }
  }

  /** Adds what was lost elsewhere on the way of the same call. */
  public void addAll(Losses others) {
    fields.addAll(others.fields);
    others.names.forEach(this::drop);
    more |= others.more;
  }

  public boolean isEmpty() {
    return fields.isEmpty() && names.isEmpty();
  }

  /** Returns the fields that the target cannot express. */
  public Set<ChatField> fields() {
    return Set.copyOf(fields);
  }

  /**
   * Returns the names of all that was lost, in the client's words; {@code and_more} stands for
   * those that would make it too long for a header.
   *
   * @param wording what the client's format calls a field
   */
  public List<String> names(Function<ChatField, String> wording) {
    Set<String> all = new LinkedHashSet<>();
    fields.forEach(field -> all.add(wording.apply(field)));
    all.addAll(names);
    return bounded(all);
  }

  private List<String> bounded(Set<String> all) {
    List<String> shown = new ArrayList<>();
    int characters = 0;
    boolean cut = more;
    for (String name : all) {
      characters += name.length() + 2;
      cut |= characters > MOST_CHARACTERS;
      if (characters <= MOST_CHARACTERS) {
        shown.add(name);
      }
    }
    if (cut) {
      shown.add("and_more");
    }
    return shown;
  }
}
