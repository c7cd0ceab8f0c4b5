package io.routerly.store.file;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an archive of the ledger is called.
 *
 * @param month the month (UTC) that it ends with
 * @param number its place among the archives of that month, from 1
 */
record ArchiveName(YearMonth month, int number) implements Comparable<ArchiveName> {
  private static final Pattern NAME =
      Pattern.compile("usage-(\\d{4}-\\d{2})(?:-([2-9]|[1-9]\\d{1,4}))?\\.json(?:\\.gz)?");
  private static final Comparator<ArchiveName> BY_AGE =
      Comparator.comparing(ArchiveName::month).thenComparing(ArchiveName::number);

  /** Returns the name that a file's name stands for, or empty if that is no archive's. */
  static Optional<ArchiveName> of(String fileName) {
    Matcher matcher = NAME.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String number = matcher.group(2);
    try {
      return Optional.of(
          new ArchiveName(
              YearMonth.parse(matcher.group(1)), number == null ? 1 : Integer.parseInt(number)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private String base() {
    return "usage-" + month + (number == 1 ? "" : "-" + number);
  }

  String plain() {
    return base() + ".json";
  }

  String zipped() {
    return base() + ".json.gz";
  }

  String totals() {
    return base() + ".totals.json";
  }

  ArchiveName next() {
    return new ArchiveName(month, number + 1);
  }

  @Override
  public int compareTo(ArchiveName other) {
    return BY_AGE.compare(this, other);
  }
}
