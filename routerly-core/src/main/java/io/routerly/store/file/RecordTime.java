package io.routerly.store.file;

import io.routerly.json.JsonCursor;
import io.routerly.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** Finds a record's timestamp without reading the rest of it. */
final class RecordTime {
  static final long UNREADABLE = Long.MIN_VALUE;

  private static final byte[] ID = "{\"id\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TIMESTAMP = "\",\"timestamp\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int[] DAYS_BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
  };

  private RecordTime() {}

  /**
   * Returns the second of the epoch of the record that stands between two offsets.
   *
   * @return {@link #UNREADABLE} if it has no timestamp
   */
  static long second(byte[] text, int from, int to) {
    long second = UNREADABLE;
    if (matches(text, from, to, ID)) {
      int i = from + ID.length;
      while (i < to && text[i] != '"' && text[i] != '\\') {
        i++;
      }
      if (matches(text, i, to, TIMESTAMP)) {
        second = utc(text, i + TIMESTAMP.length, to);
      }
    }
    return second != UNREADABLE ? second : searched(text, from, to);
  }

  /** Reads {@code 2024-01-15T10:30:00}, followed by a fraction or not, and {@code Z}. */
  private static long utc(byte[] text, int i, int to) {
    if (to - i < 21 || text[i + 4] != '-' || text[i + 10] != 'T' || text[i + 13] != ':') {
      return UNREADABLE;
    }
    int z = i + 19;
    if (text[z] == '.') {
      do {
        z++;
      } while (z < to && text[z] >= '0' && text[z] <= '9');
    }
    int year = two(text, i) * 100 + two(text, i + 2);
    int month = two(text, i + 5);
    int day = two(text, i + 8);
    int hour = two(text, i + 11);
    int minute = two(text, i + 14);
    int second = two(text, i + 17);
    boolean plausible =
        z < to
            && text[z] == 'Z'
            && year >= 1970
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= 31
            && hour >= 0
            && hour <= 23
            && minute >= 0
            && minute <= 59
            && second >= 0
            && second <= 59;
    return plausible
        ? ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
        : UNREADABLE;
  }

  private static long days(int year, int month, int day) {
    int before = year - 1;
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    long toYear = 365L * before + before / 4 - before / 100 + before / 400 - 719_162;
    return toYear + DAYS_BEFORE_MONTH[month - 1] + (leap && month > 2 ? 1 : 0) + day - 1;
  }

  private static int two(byte[] text, int i) {
    int tens = text[i] - '0';
    int ones = text[i + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1000 : tens * 10 + ones;
  }

  private static boolean matches(byte[] text, int from, int to, byte[] wanted) {
    if (to - from < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (text[from + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** For records that someone else wrote, with other spaces or another order. */
  private static long searched(byte[] text, int from, int to) {
    try {
      JsonCursor cursor = new JsonCursor(text, from, to);
      cursor.enterObject();
      while (cursor.nextField()) {
        if (cursor.nameIs("timestamp")) {
          return OffsetDateTime.parse(cursor.readString()).toEpochSecond();
        }
        cursor.skip();
      }
      return UNREADABLE;
    } catch (JsonSyntaxException | DateTimeException e) {
      return UNREADABLE;
    }
  }
}
