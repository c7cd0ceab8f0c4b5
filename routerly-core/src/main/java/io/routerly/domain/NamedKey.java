package io.routerly.domain;

import java.util.regex.Pattern;

/**
 * One of several provider keys of a {@link Model}.
 *
 * @param name what people call it; unique within the model
 * @param apiKey the key as it is stored: {@code ENCRYPTED:…} or {@code env:NAME}
 * @param weight its share of the model's calls, in proportion to the weights of the other keys
 */
public record NamedKey(String name, String apiKey, @Default("1") int weight) {
  /** What the key in {@link Model#apiKey} is called. */
  public static final String DEFAULT = "default";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int HEAVIEST = 1000;

  public NamedKey {
    Checks.matches(name, NAME, "name", "letters, digits and ._- beginning with a letter or digit");
    Checks.inRange(weight, 1, HEAVIEST, "weight");
  }

  /** Returns this with the key in another form. */
  public NamedKey withApiKey(String stored) {
    return new NamedKey(name, stored, weight);
  }

  /** Prints without the key. */
  @Override
  public String toString() {
    return "NamedKey[" + name + "]";
  }
}
