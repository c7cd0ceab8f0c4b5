package io.routerly.domain;

/** What the model that a client names means to a project. */
public enum ModelSelection implements WireName {
  /** The policies decide, whatever the client asked for. */
  ROUTE,
  /** The named model is tried first, the others are its fallbacks. */
  PREFER,
  /** The named model serves or nothing does. */
  REQUIRE
}
