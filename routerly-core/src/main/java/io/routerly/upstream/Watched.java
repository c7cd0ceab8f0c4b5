package io.routerly.upstream;

import org.jspecify.annotations.Nullable;

/** A socket, open or about to be, that the {@link DeadlineWatch} may close. */
interface Watched {
  /** Returns the exchange that uses the socket now, if any. */
  @Nullable Exchange exchange();

  /** Closes the socket; from any thread, more than once, and without waiting. */
  void close();
}
