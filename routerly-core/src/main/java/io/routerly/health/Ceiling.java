package io.routerly.health;

import java.time.Duration;
import java.util.Optional;

/**
 * How much a model may get within a window that slides.
 *
 * @param window in whole seconds, and at most {@link Traffic#MOST_MINUTES}
 * @param calls number of calls; absent: any
 * @param tokens number of tokens; absent: any
 */
public record Ceiling(Duration window, Optional<Long> calls, Optional<Long> tokens) {
  /** Returns whether anything is limited. */
  public boolean isAny() {
    return calls.isPresent() || tokens.isPresent();
  }
}
