package io.routerly.store;

import java.io.IOException;
import java.util.Optional;

/**
 * Keeps one small piece of state as a whole: what is read was once written, whatever happened
 * since.
 *
 * <p>Not safe for threads; its one user sees to that.
 */
public interface SmallState {
  /** Returns what was written last, or empty if nothing ever was. */
  Optional<byte[]> read() throws IOException;

  /** Takes the place of what was written before; when this returns, it survives a crash. */
  void write(byte[] content) throws IOException;
}
