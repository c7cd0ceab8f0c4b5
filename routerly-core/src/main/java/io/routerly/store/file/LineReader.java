package io.routerly.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a file of lines, one after the other, through one buffer that grows to the longest line.
 * What follows the last line break is passed over: it was not written to its end. For one thread.
 */
final class LineReader {
  /** No trace is longer; a longer line is passed over. */
  private static final int LONGEST = 4 * 1024 * 1024;

  private final InputStream in;
  private byte[] buffer = new byte[256 * 1024];
  private int length;
  private long read;
  private long passed;

  /** Takes lines. */
  @FunctionalInterface
  interface Taker {
    /** Takes a line, which is only there until this returns. */
    void take(TraceLine line);
  }

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Has all lines taken. */
  void each(Taker taker) throws IOException {
    boolean skipping = false;
    for (int count = fill(); count >= 0; count = fill()) {
      int from = 0;
      int scanned = length - count;
      length = Math.max(length, 0);
      for (int i = scanned; i < length; i++) {
        if (buffer[i] == '\n') {
          if (!skipping) {
            taker.take(new TraceLine(buffer, from, i));
          }
          skipping = false;
          from = i + 1;
          passed = read - length + from;
        }
      }
      System.arraycopy(buffer, from, buffer, 0, length - from);
      length -= from;
      if (length >= LONGEST) {
        skipping = true;
        length = 0;
      }
    }
  }

  private int fill() throws IOException {
    if (length == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = in.read(buffer, length, buffer.length - length);
    length += Math.max(0, count);
    read += Math.max(0, count);
    return count;
  }

  /** Returns how many bytes the lines had so far, with their line breaks. */
  long passed() {
    return passed;
  }
}
