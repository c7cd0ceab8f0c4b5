package io.routerly.store.file;

import io.routerly.domain.Money;
import io.routerly.store.HourlyUsage;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Sums by kind that seldom change, in some twenty bytes each: a tenth of what they take as objects.
 * Made to be read from one end to the other; finding a single one takes as long. Nobody changes it.
 */
final class PackedTallies extends AbstractMap<HourlyUsage.Key, Tally> {
  private static final int BYTES_BESIDE = 80;
  private static final int BYTES_UNPACKED = 200;
  private static final int SEVEN_BITS = 0x7F;
  private static final int MORE = 0x80;

  private final HourlyUsage.Key[] kinds;
  private final byte[] rows;
  private final int size;

  private PackedTallies(HourlyUsage.Key[] kinds, byte[] rows, int size) {
    this.kinds = kinds;
    this.rows = rows;
    this.size = size;
  }

  /** Packs sums. */
  static PackedTallies of(Map<HourlyUsage.Key, Tally> tallies, Kinds kinds) {
    if (tallies instanceof PackedTallies packed) {
      return packed;
    }
    Writer writer = new Writer();
    tallies.forEach((kind, tally) -> writer.row(kinds.numberOf(kind), tally));
    return new PackedTallies(kinds.numbered(), writer.text.toByteArray(), tallies.size());
  }

  @Override
  public int size() {
    return size;
  }

  /** Returns about how many bytes sums take in memory. */
  static int bytes(Map<HourlyUsage.Key, Tally> tallies) {
    return tallies instanceof PackedTallies packed
        ? packed.rows.length + BYTES_BESIDE
        : BYTES_BESIDE + BYTES_UNPACKED * tallies.size();
  }

  /** Returns the kinds by their numbers; more than there are sums here. */
  HourlyUsage.Key[] kinds() {
    return kinds;
  }

  /**
   * Returns what the sums of some kinds add up to.
   *
   * @param wanted which kinds, by their numbers
   */
  Tally sum(boolean[] wanted) {
    Reader reader = new Reader();
    long[] figures = new long[Writer.FIGURES];
    BigDecimal cost = BigDecimal.ZERO;
    for (int i = 0; i < size; i++) {
      boolean counts = wanted[(int) reader.next()];
      for (int figure = 0; figure < Writer.FIGURES; figure++) {
        long value = reader.next();
        figures[figure] += counts ? value : 0;
      }
      BigDecimal amount = reader.amount();
      cost = counts && amount.signum() != 0 ? cost.add(amount) : cost;
    }
    return tally(figures, cost);
  }

  private static Tally tally(long[] figures, BigDecimal cost) {
    return new Tally(
        figures[0],
        new HourlyUsage.Sum(
            figures[1],
            figures[2],
            figures[3],
            figures[4],
            figures[5],
            new Money(cost),
            figures[6]));
  }

  @Override
  public Set<Entry<HourlyUsage.Key, Tally>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<HourlyUsage.Key, Tally>> iterator() {
        return new Rows();
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  /** Takes one sum after the other apart. */
  private final class Rows implements Iterator<Entry<HourlyUsage.Key, Tally>> {
    private final Reader reader = new Reader();
    private int done;

    @Override
    public boolean hasNext() {
      return done < size;
    }

    @Override
    public Entry<HourlyUsage.Key, Tally> next() {
      if (done++ >= size) {
        throw new NoSuchElementException();
      }
      HourlyUsage.Key kind = kinds[(int) reader.next()];
      long[] figures = new long[Writer.FIGURES];
      for (int figure = 0; figure < Writer.FIGURES; figure++) {
        figures[figure] = reader.next();
      }
      return Map.entry(kind, tally(figures, reader.amount()));
    }
  }

  /** Reads numbers, seven bits in each byte, the lowest first. */
  private final class Reader {
    private int at;

    long next() {
      long number = 0;
      for (int shift = 0; ; shift += 7) {
        byte part = rows[at++];
        number |= (long) (part & SEVEN_BITS) << shift;
        if (part >= 0) {
          return number;
        }
      }
    }

    BigDecimal amount() {
      long form = next();
      if (form == Writer.NO_AMOUNT) {
        return BigDecimal.ZERO;
      }
      int scale = (int) (form >> 1) - Writer.LEAST_SCALE;
      if ((form & 1) == 0) {
        return BigDecimal.valueOf(next(), scale);
      }
      int length = (int) next();
      at += length;
      return new BigDecimal(new BigInteger(rows, at - length, length), scale);
    }
  }

  /** Writes what the reader reads. */
  private static final class Writer {
    /** All numbers of a tally but its cost. */
    static final int FIGURES = 7;

    /** The form of an amount has its scale, and whether it has more digits than a number. */
    static final long NO_AMOUNT = 0;

    /** Scales of amounts lie above the negative of this. */
    static final int LEAST_SCALE = 1 << 20;

    private final ByteArrayOutputStream text = new ByteArrayOutputStream(256);

    void row(int kind, Tally tally) {
      HourlyUsage.Sum sum = tally.sum();
      number(kind);
      number(tally.records());
      number(sum.calls());
      number(sum.errors());
      number(sum.inputTokens());
      number(sum.outputTokens());
      number(sum.cacheTokens());
      number(sum.unpriced());
      amount(sum.cost().usd());
    }

    private void amount(BigDecimal usd) {
      if (usd.signum() == 0) {
        number(NO_AMOUNT);
        return;
      }
      long scale = (long) (usd.scale() + LEAST_SCALE) << 1;
      if (usd.unscaledValue().bitLength() < Long.SIZE) {
        number(scale);
        number(usd.unscaledValue().longValue());
      } else {
        byte[] digits = usd.unscaledValue().toByteArray();
        number(scale | 1);
        number(digits.length);
        text.writeBytes(digits);
      }
    }

    private void number(long value) {
      long left = value;
      while ((left & ~SEVEN_BITS) != 0) {
        text.write((int) (left & SEVEN_BITS) | MORE);
        left >>>= 7;
      }
      text.write((int) left);
    }
  }
}
