package io.routerly.domain;

/** What came of an act that the audit log tells of. */
public enum AuditOutcome implements WireName {
  /** It was done. */
  DONE,
  /** It was told as done, and could not be written after that: nothing has changed. */
  FAILED,
  /** The service did not allow it. */
  REFUSED
}
