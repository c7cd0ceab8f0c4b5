package io.routerly.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One entry of {@code config/users.json}: a person who signs in.
 *
 * @param id {@code usr_…}
 * @param email login name, compared without regard to case
 * @param passwordHash bcrypt hash, or {@link #NO_PASSWORD}
 * @param role name of a built-in or custom role
 * @param createdAt when the account was made
 * @param accessTokens with which programs act for this person in the management API
 * @param identities who this person is at identity providers, at most one at each
 */
public record User(
    String id,
    String email,
    String passwordHash,
    String role,
    Optional<Instant> createdAt,
    List<PersonalToken> accessTokens,
    List<ExternalIdentity> identities) {
  /** Stands in the place of the hash of who has no password: no password has it for its hash. */
  public static final String NO_PASSWORD = "none";

  private static final Pattern ID = Pattern.compile("usr_[A-Za-z0-9_-]+");
  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s\\p{Cntrl}]{1,128}@[^@\\s\\p{Cntrl}]{1,190}");

  public User {
    Checks.matches(id, ID, "id", "\"usr_\" and letters or digits");
    Checks.matches(email, EMAIL, "email", "an e-mail address");
    Checks.notBlank(passwordHash, "passwordHash");
    Checks.notBlank(role, "role");
    accessTokens = List.copyOf(accessTokens);
    identities = List.copyOf(identities);
    requireOneOfEach(identities);
  }

  /** A person without access tokens and known to no identity provider. */
  public User(
      String id, String email, String passwordHash, String role, Optional<Instant> createdAt) {
    this(id, email, passwordHash, role, createdAt, List.of(), List.of());
  }

  /** Returns this person with other access tokens. */
  public User withAccessTokens(List<PersonalToken> changed) {
    return new User(id, email, passwordHash, role, createdAt, changed, identities);
  }

  /** Returns this person with another address, role and password. */
  public User with(String changedEmail, String changedRole, String changedPasswordHash) {
    return new User(
        id, changedEmail, changedPasswordHash, changedRole, createdAt, accessTokens, identities);
  }

  /** Returns this person, known to one more identity provider. */
  public User withIdentity(ExternalIdentity added) {
    return new User(
        id,
        email,
        passwordHash,
        role,
        createdAt,
        accessTokens,
        Stream.concat(identities.stream(), Stream.of(added)).toList());
  }

  /** Returns whether this person can sign in with a password. */
  public boolean hasPassword() {
    return !passwordHash.equals(NO_PASSWORD);
  }

  private static void requireOneOfEach(List<ExternalIdentity> identities) {
    long issuers = identities.stream().map(ExternalIdentity::issuer).distinct().count();
    if (issuers < identities.size()) {
      throw new InvalidFieldException("identities", "must not name an issuer twice");
    }
  }

  /** Prints without the hash. */
  @Override
  public String toString() {
    return "User[" + id + "]";
  }
}
