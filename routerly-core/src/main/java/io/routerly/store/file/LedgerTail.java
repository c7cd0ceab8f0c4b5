package io.routerly.store.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands after the last whole record of a ledger: the end of the array, or what a crash left
 * of the write that was under way.
 */
final class LedgerTail {
  /** How the array ends. */
  static final byte[] CLOSING = "\n]\n".getBytes(StandardCharsets.US_ASCII);

  /** How the write of a first record begins over it, and that of a further one. */
  private static final byte[] FIRST = {'\n', '{', '"'};

  private static final byte[] NEXT = {',', '\n', '{'};

  /** Writes that were under way at a crash are no longer than what was not yet synchronised. */
  private static final int MAX_BYTES = 4 << 20;

  private final byte[] bytes;
  private final boolean repairable;

  private LedgerTail(byte[] bytes, boolean repairable) {
    this.bytes = bytes;
    this.repairable = repairable;
  }

  static LedgerTail of(LedgerFile file, LedgerScan scan) throws IOException {
    long length = file.length() - scan.end();
    if (length > MAX_BYTES) {
      return new LedgerTail(new byte[0], false);
    }
    byte[] bytes = new byte[(int) length + 16];
    int count = file.read(scan.end(), bytes, 0, (int) length);
    byte[] tail = Arrays.copyOf(bytes, count);
    return new LedgerTail(tail, isRepairable(scan, tail, bytes));
  }

  private static boolean isRepairable(LedgerScan scan, byte[] tail, byte[] padded) {
    return switch (scan.finding()) {
      case SOUND, NOT_CLOSED -> true;
      case EMPTY, NO_ARRAY -> false;
      case TRAILING -> !holdsRecord(padded, tail.length, 0);
      case BAD_LINE -> {
        int bad = (int) (scan.stop() - scan.end());
        yield isOverlaid(scan, tail)
            || (!holdsRecord(padded, tail.length, bad)
                && beginsLikeOurs(tail, bad)
                && (holdsZero(tail) || !isClosed(tail)));
      }
    };
  }

  /**
   * Returns whether this is how the array ended, under the first bytes of a write that began over
   * it; a file that had grown already has zeroes behind them.
   */
  private static boolean isOverlaid(LedgerScan scan, byte[] tail) {
    byte[] written = scan.records() == 0 ? FIRST : NEXT;
    byte[] text = withoutZeroes(tail);
    for (int count = 1; count <= written.length; count++) {
      byte[] overlaid = CLOSING.clone();
      System.arraycopy(written, 0, overlaid, 0, count);
      if (Arrays.equals(text, overlaid)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] withoutZeroes(byte[] tail) {
    int length = tail.length;
    while (length > 0 && tail[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(tail, length);
  }

  /** A whole record after a damaged place means that the damage is in the middle. */
  private static boolean holdsRecord(byte[] padded, int length, int from) {
    for (int i = from; i < length; i++) {
      boolean lineStart = i == 0 || padded[i - 1] == '\n';
      if (lineStart && padded[i] == '{' && RecordSyntax.end(padded, i) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Text that was laid out by hand is not set aside: all of it could be one unfinished record. */
  private static boolean beginsLikeOurs(byte[] tail, int bad) {
    if (bad >= tail.length || tail[bad] == 0) {
      return true;
    }
    return tail[bad] == '{'
        && (bad + 1 == tail.length || tail[bad + 1] == '"' || tail[bad + 1] == 0);
  }

  private static boolean holdsZero(byte[] tail) {
    for (byte b : tail) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isClosed(byte[] tail) {
    return new String(tail, StandardCharsets.ISO_8859_1).stripTrailing().endsWith("\n]");
  }

  /** Returns everything after the last whole record. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns whether a crash explains it, so that it can be set aside. */
  boolean isRepairable() {
    return repairable;
  }

  /** Returns whether there is more in it than brackets, commas and white space. */
  boolean holdsData() {
    for (byte b : bytes) {
      if (b != 0 && b != '\n' && b != '\r' && b != ' ' && b != ',' && b != ']' && b != '\t') {
        return true;
      }
    }
    return false;
  }

  boolean isClosing() {
    return Arrays.equals(bytes, CLOSING);
  }
}
