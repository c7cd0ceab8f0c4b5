package io.routerly.domain;

import java.util.Locale;

/** An enum constant whose name in files and JSON is its own name in lower case. */
public interface WireName {
  /** Returns the constant's name as declared. */
  String name();

  /** Returns the name in files and JSON, such as {@code input_tokens}. */
  default String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
