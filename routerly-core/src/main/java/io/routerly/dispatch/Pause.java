package io.routerly.dispatch;

import io.routerly.upstream.CancelSignal;
import java.time.Duration;

/** Lets time pass between two attempts. */
@FunctionalInterface
public interface Pause {
  /** Waits that long, or until the client leaves if that is earlier. */
  void await(Duration duration, CancelSignal cancel);
}
