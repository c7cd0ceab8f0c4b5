package io.routerly.testkit.script;

import io.routerly.testkit.http.Cut;

/** What goes wrong at one place of an answer. */
public sealed interface Fault {
  /** Returns where it happens. */
  Place at();

  /** The fake falls silent until the gate opens. */
  record Silence(Place at, Gate gate) implements Fault {}

  /** The connection is cut. */
  record Break(Place at, Cut cut) implements Fault {}
}
