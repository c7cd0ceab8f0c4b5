package io.routerly.notify;

import java.time.Duration;

/** Runs work on threads of its own; what comes after its end is left out. Thread-safe. */
public interface Background {
  /** Has the work run soon. */
  void run(Runnable work);

  /** Has the work run after a while. */
  void after(Duration delay, Runnable work);
}
