package io.routerly.domain;

import java.time.Instant;
import java.util.List;
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
 * @param accessTokens with which programs act for this person in the management API
 */
public record User(
    String id,
    String email,
    String passwordHash,
    String role,
    Optional<Instant> createdAt,
    List<PersonalToken> accessTokens) {
  private static final Pattern ID = Pattern.compile("usr_[A-Za-z0-9_-]+");
  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s\\p{Cntrl}]{1,128}@[^@\\s\\p{Cntrl}]{1,190}");

  public User {
    Checks.matches(id, ID, "id", "\"usr_\" and letters or digits");
    Checks.matches(email, EMAIL, "email", "an e-mail address");
    Checks.notBlank(passwordHash, "passwordHash");
    Checks.notBlank(role, "role");
    accessTokens = List.copyOf(accessTokens);
  }

  /** A person without access tokens. */
  public User(
      String id, String email, String passwordHash, String role, Optional<Instant> createdAt) {
    this(id, email, passwordHash, role, createdAt, List.of());
  }

  /** Returns this person with other access tokens. */
  public User withAccessTokens(List<PersonalToken> changed) {
    return new User(id, email, passwordHash, role, createdAt, changed);
  }

  /** Returns this person with another address, role and password. */
  public User with(String changedEmail, String changedRole, String changedPasswordHash) {
    return new User(id, changedEmail, changedPasswordHash, changedRole, createdAt, accessTokens);
  }

  /** Prints without the hash. */
  @Override
  public String toString() {
    return "User[" + id + "]";
  }
}
