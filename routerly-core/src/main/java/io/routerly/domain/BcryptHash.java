package io.routerly.domain;

import java.util.regex.Pattern;

/**
 * Tells which stored bcrypt hashes of passwords and tokens can be verified.
 *
 * <p>{@code $2a$}, {@code $2b$} or {@code $2y$}, a cost of 4 to 16 as two digits, and 53 characters
 * of salt and hash. Dearer hashes would hold the service up for seconds at each attempt.
 */
public final class BcryptHash {
  private static final Pattern USABLE =
      Pattern.compile("\\$2[aby]\\$(?:0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");

  private BcryptHash() {}

  /** Returns whether this is a hash that can be verified at all. */
  public static boolean isUsable(String hash) {
    return USABLE.matcher(hash).matches();
  }

  /** Returns the base-2 logarithm of the rounds of a usable hash. */
  public static int costOf(String hash) {
    return Integer.parseInt(hash.substring(4, 6));
  }
}
