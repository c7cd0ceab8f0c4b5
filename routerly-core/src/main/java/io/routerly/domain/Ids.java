package io.routerly.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes identifiers: a prefix and 16 base62 characters (95 bits).
 *
 * <p>As safe for threads as the generator that it is given.
 */
public final class Ids {
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 16;
  private static final String USAGE = "use_";

  /** Milliseconds since 1970 take seven of them until the year 2081, and begin with a zero. */
  private static final int TIME_LENGTH = 8;

  private final RandomGenerator random;

  public Ids(RandomGenerator random) {
    this.random = random;
  }

  public String project() {
    return next("proj_");
  }

  public String token() {
    return next("tok_");
  }

  public String user() {
    return next("usr_");
  }

  /**
   * Returns an id for a usage record. Its first half tells the record's time, so that the record
   * can be found without reading all others.
   *
   * @param timestamp of the record
   */
  public String usage(Instant timestamp) {
    StringBuilder time = new StringBuilder(TIME_LENGTH);
    long left = Math.max(0, timestamp.toEpochMilli());
    for (int i = 0; i < TIME_LENGTH; i++) {
      time.append(BASE62.charAt((int) (left % BASE62.length())));
      left /= BASE62.length();
    }
    return USAGE + time.reverse() + base62(random, LENGTH - TIME_LENGTH);
  }

  /**
   * Returns the time that the id of a usage record tells, to the millisecond, or empty if it is
   * laid out in another way; an id that others made may seem to tell one.
   */
  public static Optional<Instant> timeOf(String usageId) {
    if (usageId.length() != USAGE.length() + LENGTH || !usageId.startsWith(USAGE)) {
      return Optional.empty();
    }
    long milliseconds = 0;
    for (int i = USAGE.length(); i < USAGE.length() + TIME_LENGTH; i++) {
      int digit = BASE62.indexOf(usageId.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      milliseconds = milliseconds * BASE62.length() + digit;
    }
    return Optional.of(Instant.ofEpochMilli(milliseconds));
  }

  public String trace() {
    return next("trc_");
  }

  public String notification() {
    return next("ntf_");
  }

  public String personalToken() {
    return next("pat_");
  }

  public String session() {
    return next("ses_");
  }

  /** Returns what tells one run of the service from others. */
  public String process() {
    return next("run_");
  }

  public String auditEntry() {
    return next("aud_");
  }

  private String next(String prefix) {
    return prefix + base62(random, LENGTH);
  }

  /** Returns that many random base62 characters. */
  public static String base62(RandomGenerator random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(BASE62.charAt(random.nextInt(62)));
    }
    return text.toString();
  }
}
