package io.routerly.domain;

/** What happens to calls while usage records cannot be written. */
public enum LedgerFailureMode implements WireName {
  /** Calls are refused with {@code usage_store_unavailable}. */
  BLOCK,
  /** Calls are served; their records wait in bounded memory until the disk takes them. */
  SERVE
}
