package io.routerly.domain;

/** What a member may do in one project. */
public enum ProjectRole implements WireName {
  /** Changes everything, members included, and may delete the project. */
  ADMIN,
  /** Changes routing, budgets and tokens. */
  EDITOR,
  /** Reads. */
  VIEWER
}
