package io.routerly.store.file;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Money;
import io.routerly.domain.WireName;
import io.routerly.json.JsonCursor;
import io.routerly.json.JsonSyntaxException;
import io.routerly.store.HourlyUsage;
import io.routerly.store.file.LedgerIndex.Stretch;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Reads back what {@link TotalsText} wrote; what is damaged or of another format is nothing. */
final class TotalsParser {
  private final JsonCursor cursor;

  private TotalsParser(byte[] text, int from, int to) {
    cursor = new JsonCursor(text, from, to);
  }

  /** What a text told: how the file looked, and what was known of it. */
  record Stored(FileStamp stamp, LedgerView view) {}

  /** The same, of the head alone. */
  record StoredHead(FileStamp stamp, LedgerView.Head head) {}

  static Optional<Stored> parse(byte[] text) {
    if (!isWhole(text, 0, text.length)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new TotalsParser(text, 0, text.length).all());
    } catch (JsonSyntaxException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** Reads the first line alone, of which no more bytes than these need to be there. */
  static Optional<StoredHead> parseHead(byte[] text) {
    int from = "{\"head\":".length();
    int to = from;
    while (to < text.length && text[to] != '\n') {
      to++;
    }
    int end = to - 1; // Without the comma.
    if (end <= from || !isWhole(text, from, end)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new TotalsParser(text, from, end).head());
    } catch (JsonSyntaxException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static boolean isWhole(byte[] text, int from, int to) {
    int at = TotalsText.lastDigest(text, to);
    if (at <= from) {
      return false;
    }
    byte[] wanted =
        (TotalsText.DIGEST + TotalsText.digest(text, from, at) + "\"}")
            .getBytes(StandardCharsets.US_ASCII);
    return to - at >= wanted.length
        && Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length);
  }

  private Stored all() {
    cursor.enterObject();
    expect("head");
    StoredHead head = head();
    expect("stretches");
    List<Stretch> stretches = stretches();
    expect("kinds");
    List<HourlyUsage.Key> kinds = kinds();
    expect("hours");
    return new Stored(
        head.stamp(), new LedgerView(head.head(), stretches, new TotalsView(hours(kinds))));
  }

  private void expect(String name) {
    if (!cursor.nextField() || !cursor.nameIs(name)) {
      throw new IllegalArgumentException("there is no " + name);
    }
  }

  private long number(String name) {
    expect(name);
    return cursor.readLong();
  }

  private StoredHead head() {
    cursor.enterObject();
    if (number("format") != TotalsText.FORMAT) {
      throw new IllegalArgumentException("the format is another one");
    }
    FileStamp stamp = new FileStamp(number("length"), number("modified"));
    LedgerView.Head head =
        new LedgerView.Head(
            number("end"), number("digest"), number("records"), number("first"), number("last"));
    expect("crc32");
    cursor.skip();
    cursor.nextField();
    return new StoredHead(stamp, head);
  }

  private List<Stretch> stretches() {
    List<Stretch> stretches = new ArrayList<>();
    cursor.enterArray();
    while (cursor.nextElement()) {
      cursor.enterArray();
      stretches.add(new Stretch(next(), next(), Math.toIntExact(next()), next(), next()));
      cursor.nextElement();
    }
    return stretches;
  }

  private long next() {
    cursor.nextElement();
    return cursor.readLong();
  }

  private String nextString() {
    cursor.nextElement();
    return cursor.readString();
  }

  private List<HourlyUsage.Key> kinds() {
    List<HourlyUsage.Key> kinds = new ArrayList<>();
    cursor.enterArray();
    while (cursor.nextElement()) {
      cursor.enterArray();
      kinds.add(
          new HourlyUsage.Key(
              nextString(),
              nextString(),
              nextString(),
              nextString(),
              constant(CallStatus.values(), nextString()),
              constant(CallType.values(), nextString())));
      cursor.nextElement();
    }
    return kinds;
  }

  private static <E extends Enum<E> & WireName> E constant(E[] values, String name) {
    return Arrays.stream(values)
        .filter(value -> value.wireName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nothing is called " + name));
  }

  private NavigableMap<Long, Map<HourlyUsage.Key, Tally>> hours(List<HourlyUsage.Key> kinds) {
    NavigableMap<Long, Map<HourlyUsage.Key, Tally>> hours = new TreeMap<>();
    Kinds numbered = new Kinds();
    cursor.enterArray();
    while (cursor.nextElement()) {
      cursor.enterArray();
      Map<HourlyUsage.Key, Tally> tallies = new HashMap<>();
      long hour = next();
      while (cursor.nextElement()) {
        cursor.enterArray();
        tallies.put(kinds.get(Math.toIntExact(next())), tally());
        cursor.nextElement();
      }
      hours.put(hour, PackedTallies.of(tallies, numbered));
    }
    return hours;
  }

  private Tally tally() {
    long records = next();
    return new Tally(
        records,
        new HourlyUsage.Sum(next(), next(), next(), next(), next(), new Money(amount()), next()));
  }

  private BigDecimal amount() {
    return new BigDecimal(nextString());
  }
}
