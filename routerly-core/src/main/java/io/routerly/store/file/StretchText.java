package io.routerly.store.file;

import io.routerly.store.file.LedgerIndex.Stretch;
import java.io.IOException;

/** The text of some consecutive records, each on its line. */
final class StretchText {
  private final byte[] text;

  private StretchText(byte[] text) {
    this.text = text;
  }

  /** Takes a record that stands between two indexes of the text. */
  @FunctionalInterface
  interface Taker {
    /** Returns whether to go on. */
    boolean take(byte[] text, int from, int to);
  }

  static StretchText read(Stretch stretch, LedgerFile file) throws IOException {
    byte[] text = new byte[(int) (stretch.to() - stretch.from())];
    if (file.read(stretch.from(), text, 0, text.length) < text.length) {
      throw new IOException("the ledger was cut short by someone else");
    }
    return new StretchText(text);
  }

  /** Gives the records to the taker, first one first. */
  void forwards(Taker taker) {
    boolean goingOn = true;
    for (int from = 0; goingOn && from < text.length; ) {
      int next = from;
      while (next < text.length && text[next] != '\n') {
        next++;
      }
      int to = next < text.length ? next - 1 : next; // Without the comma.
      goingOn = taker.take(text, from, to);
      from = next + 1;
    }
  }

  /** Gives the records to the taker, last one first. */
  void backwards(Taker taker) {
    boolean goingOn = true;
    for (int to = text.length; goingOn && to > 0; ) {
      int from = to;
      while (from > 0 && text[from - 1] != '\n') {
        from--;
      }
      goingOn = taker.take(text, from, to);
      to = from - 2; // Without the comma and the line feed.
    }
  }
}
