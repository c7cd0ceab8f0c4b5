package io.routerly.domain;

/** Which conversations stay on the model that served them, while it is well. */
public enum Stickiness implements WireName {
  /** Those that a header names, and those that are known again by how they began. */
  AUTO,
  /** Those that a header names. */
  HEADER,
  /** None. */
  OFF
}
