package io.routerly.domain;

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

  public String usage() {
    return next("use_");
  }

  public String trace() {
    return next("trc_");
  }

  public String notification() {
    return next("ntf_");
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
