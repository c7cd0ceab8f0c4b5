package io.routerly.store.file;

import io.routerly.store.file.LedgerIndex.Stretch;
import java.io.IOException;

/**
 * The text of some consecutive records, each on its line, in a buffer that serves one stretch after
 * the other: pages are looked for in many, and a megabyte for each would keep the collector busy.
 * For one thread.
 */
final class StretchText {
  private byte[] text = {};
  private int length;

  /** Takes a record that stands between two indexes of the text, until it returns. */
  @FunctionalInterface
  interface Taker {
    /** Returns whether to go on. */
    boolean take(byte[] text, int from, int to);
  }

  /** Reads another stretch in the place of the present one, and returns this. */
  StretchText read(Stretch stretch, LedgerFile file) throws IOException {
    length = (int) (stretch.to() - stretch.from());
    if (length > text.length) {
      text = new byte[length];
    }
    if (file.read(stretch.from(), text, 0, length) < length) {
      throw new IOException("the ledger was cut short by someone else");
    }
    return this;
  }

  /** Gives the records to the taker, first one first. */
  void forwards(Taker taker) {
    boolean goingOn = true;
    for (int from = 0; goingOn && from < length; ) {
      int next = LineFeeds.from(text, length, from);
      int to = next < length ? next - 1 : next; // Without the comma.
      goingOn = taker.take(text, from, to);
      from = next + 1;
    }
  }

  /** Gives the records to the taker, last one first. */
  void backwards(Taker taker) {
    boolean goingOn = true;
    for (int to = length; goingOn && to > 0; ) {
      int from = LineFeeds.before(text, to) + 1;
      goingOn = taker.take(text, from, to);
      to = from - 2; // Without the comma and the line feed.
    }
  }
}
