package io.routerly.store.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the ends of lines, eight bytes at a time: most of a ledger is passed over like this. */
final class LineFeeds {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long FEEDS = ONES * '\n';

  private LineFeeds() {}

  /** Returns the index of the next line feed from an index on, or {@code length}. */
  static int from(byte[] text, int length, int index) {
    int i = index;
    while (i + Long.BYTES <= length && !isAmongEight(text, i)) {
      i += Long.BYTES;
    }
    while (i < length && text[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Returns the index of the last line feed before an index, or -1. */
  static int before(byte[] text, int index) {
    int i = index;
    while (i >= Long.BYTES && !isAmongEight(text, i - Long.BYTES)) {
      i -= Long.BYTES;
    }
    while (i > 0 && text[i - 1] != '\n') {
      i--;
    }
    return i - 1;
  }

  /** A byte of zero is the only one that a borrow reaches with its high bit clear before. */
  private static boolean isAmongEight(byte[] text, int index) {
    long others = (long) EIGHT.get(text, index) ^ FEEDS;
    return ((others - ONES) & ~others & HIGH_BITS) != 0;
  }
}
