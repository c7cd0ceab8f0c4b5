package io.routerly.auth;

import io.routerly.domain.BcryptHash;
import io.routerly.domain.InvalidFieldException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.stream.Stream;

/**
 * Stores and verifies passwords with bcrypt.
 *
 * <p>A verification costs the work of the dearest hash among those that it could have been, whether
 * there is such a user or not and whatever the cost of the stored hash is, so that its time tells
 * nothing. Thread-safe.
 */
public final class Passwords {
  private static final int COST = 12;
  private static final int MIN_CHARACTERS = 8;

  /** bcrypt ignores what comes after. */
  private static final int MAX_BYTES = 72;

  /** A salt that no user has; what is hashed with it is thrown away. */
  private static final String IDLE_SALT = "$DTaXMmUaTHPJWnHEVXVQBe";

  private final SecureRandom random;
  private final int cost;
  private final Bcrypt bcrypt;

  public Passwords(SecureRandom random) {
    this(random, COST, Bcrypt.forHalfOfTheProcessors());
  }

  Passwords(SecureRandom random, int cost, Bcrypt bcrypt) {
    this.random = random;
    this.cost = cost;
    this.bcrypt = bcrypt;
  }

  /**
   * Returns the hash to store.
   *
   * @param field the name of the field that the password came in, for the exception
   * @throws InvalidFieldException if the password is too short, too long or holds a NUL
   */
  public String hash(String password, String field) {
    if (password.codePointCount(0, password.length()) < MIN_CHARACTERS) {
      throw new InvalidFieldException(
          field, "must have at least " + MIN_CHARACTERS + " characters");
    }
    if (!isHashable(password)) {
      throw new InvalidFieldException(
          field, "must have at most " + MAX_BYTES + " bytes in UTF-8 and no NUL character");
    }
    return bcrypt.hash(password, cost, random);
  }

  /** Returns whether the stored hash was made of that password. */
  public boolean matches(String password, String storedHash) {
    return matches(password, storedHash, cost);
  }

  /**
   * Returns whether the stored hash was made of that password, after the work of {@code level}.
   *
   * @param level from {@link #levelOf}
   */
  boolean matches(String password, String storedHash, int level) {
    if (!isHashable(password) || !BcryptHash.isUsable(storedHash)) {
      return refuse(password, level);
    }
    if (bcrypt.matches(password, storedHash)) {
      return true;
    }
    // Costs c, c, c+1, … up to one below add up to the work of one hash of the full cost.
    for (int c = BcryptHash.costOf(storedHash); c < level; c++) {
      bcrypt.idle(password, c, IDLE_SALT);
    }
    return false;
  }

  /** Takes as long as a comparison and returns false: for when there is no such user. */
  boolean refuse(String password, int level) {
    bcrypt.idle(isHashable(password) ? password : "", level, IDLE_SALT);
    return false;
  }

  /** Returns the highest cost of these hashes, which imported ones may have raised. */
  int levelOf(Stream<String> storedHashes) {
    return storedHashes
        .filter(BcryptHash::isUsable)
        .mapToInt(BcryptHash::costOf)
        .reduce(cost, Math::max);
  }

  private static boolean isHashable(String password) {
    return password.indexOf('\0') < 0
        && password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }
}
