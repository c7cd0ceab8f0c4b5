package io.routerly.store.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells which ids a file of traces does not have, so that it need not be read for those.
 *
 * <p>Of each id some bits are kept, sixteen times as many as a file of such a length is expected to
 * have traces, and a mebibyte at most: up to half a million traces one of some thousands of ids
 * that are not there seems to be, and of more traces more of them. What is added to the file is
 * read when the next id is looked for, and nothing twice. For one thread at a time.
 */
final class TraceIds {
  private static final int TYPICAL_TRACE_BYTES = 1024;
  private static final int BITS_PER_TRACE = 16;
  private static final long FEWEST_BITS = 1L << 16;
  private static final long MOST_BITS = 1L << 23;
  private static final int MARKS = 6;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final Path file;
  private long[] words = new long[0];
  private long covered;

  TraceIds(Path file) {
    this.file = file;
  }

  /** Returns whether the file may have a trace of that id. */
  boolean mayHave(String traceId) throws IOException {
    readOn();
    byte[] id = traceId.getBytes(US_ASCII);
    long hash = hash(id, 0, id.length);
    for (int i = 0; i < MARKS; i++) {
      int bit = bit(hash, i);
      if ((words[bit >>> 6] & (1L << bit)) == 0) {
        return false;
      }
    }
    return true;
  }

  /** A file that has grown so much that its bits are too few is read anew; one that shrank too. */
  private void readOn() throws IOException {
    long size = Files.size(file);
    long bits = bitsFor(size);
    if (bits > 2L * words.length * Long.SIZE || size < covered) {
      words = new long[(int) (bits / Long.SIZE)];
      covered = 0;
    }
    if (size > covered) {
      try (InputStream in = Files.newInputStream(file)) {
        in.skipNBytes(covered);
        LineReader lines = new LineReader(in);
        lines.each(this::add);
        covered += lines.passed();
      }
    }
  }

  private static long bitsFor(long size) {
    long wanted = size / TYPICAL_TRACE_BYTES * BITS_PER_TRACE;
    return Math.min(MOST_BITS, Math.max(FEWEST_BITS, Long.highestOneBit(wanted) * 2));
  }

  private void add(TraceLine line) {
    int length = line.idLength();
    if (length > 0) {
      long hash = hash(line.bytes(), line.idFrom(), line.idFrom() + length);
      for (int i = 0; i < MARKS; i++) {
        int bit = bit(hash, i);
        words[bit >>> 6] |= 1L << bit;
      }
    }
  }

  private static long hash(byte[] bytes, int from, int to) {
    long hash = FNV_OFFSET;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * FNV_PRIME;
    }
    return hash ^ (hash >>> 29);
  }

  /** Two halves of a hash make as many positions as are wanted. */
  private int bit(long hash, int mark) {
    long mixed = (hash & 0xffffffffL) + mark * ((hash >>> 32) | 1);
    return (int) (mixed & (words.length * (long) Long.SIZE - 1));
  }
}
