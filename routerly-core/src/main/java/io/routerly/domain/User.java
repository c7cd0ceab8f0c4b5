package io.routerly.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One entry of {@code config/users.json}: a person who signs in.
 *
 * @param id {@code usr_…}
 * @param email login name, compared without regard to case
 * @param passwordHash bcrypt hash
 * @param role name of a built-in or custom role
 * @param createdAt when the account was made
 */
public record User(
    String id, String email, String passwordHash, String role, Optional<Instant> createdAt) {
  private static final Pattern ID = Pattern.compile("usr_[A-Za-z0-9_-]+");
  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s\\p{Cntrl}]{1,128}@[^@\\s\\p{Cntrl}]{1,190}");

  public User {
    Checks.matches(id, ID, "id", "\"usr_\" and letters or digits");
    Checks.matches(email, EMAIL, "email", "an e-mail address");
    Checks.notBlank(passwordHash, "passwordHash");
    Checks.notBlank(role, "role");
  }

  /** Prints without the hash. */
  @Override
  public String toString() {
    return "User[" + id + "]";
  }
}
