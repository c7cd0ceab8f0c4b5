package io.routerly.domain;

/** How an attempt ended. */
public enum CallStatus implements WireName {
  SUCCESS,
  ERROR,
  /** One of the provider time-outs fired. */
  TIMEOUT,
  /** The client left. */
  ABORTED,
  BUDGET_EXCEEDED
}
