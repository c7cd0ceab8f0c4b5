package io.routerly.domain;

/** The two kinds of budget window. */
public enum WindowType implements WireName {
  /** A calendar period that begins anew at fixed times. */
  PERIOD,
  /** The time just past, up to now. */
  ROLLING
}
