package io.routerly.api.management;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts that stand for a secret in a form, and are sent back when nobody touched it.
 *
 * <p>Forms of others show their own ones, such as the first letters of a key and then stars. No key
 * of a provider has such a thing within it.
 */
final class Masks {
  /** What is shown in the place of a secret. */
  static final String MASK = "********";

  private static final Pattern WITHIN = Pattern.compile("[*•●]{4}|…|[^.]\\.{3}");
  private static final Pattern ALONE = Pattern.compile("[*•●]{4,}");

  private Masks() {}

  /** Returns whether this is what a form shows of a provider key, all of it or in part masked. */
  static boolean ofKey(String text) {
    return WITHIN.matcher(text).find();
  }

  /** Returns whether this is nothing but a mask; people choose such secrets as they like. */
  static boolean ofSecret(@Nullable JsonValue value) {
    return value instanceof JsonString text && ALONE.matcher(text.getString()).matches();
  }
}
