package io.routerly.domain;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A credential with which programs use the management API in the name of a user; the token itself
 * is not kept.
 *
 * @param id {@code pat_…}
 * @param name what its owner calls it
 * @param token {@code SHA256:} and the hexadecimal digest of the token, which holds 256 random bits
 * @param permissions what it may be used for, as far as its owner may do it
 * @param createdAt when it was made
 * @param expiresAt when it stops
 */
public record PersonalToken(
    String id,
    String name,
    String token,
    List<String> permissions,
    Instant createdAt,
    Instant expiresAt) {
  /** Stands before every stored digest. */
  public static final String SHA256 = "SHA256:";

  private static final Pattern ID = Pattern.compile("pat_[A-Za-z0-9_-]+");
  private static final Pattern DIGEST = Pattern.compile(SHA256 + "[0-9a-f]{64}");
  private static final int MAX_NAME = 200;

  public PersonalToken {
    Checks.matches(id, ID, "id", "\"pat_\" and letters or digits");
    requireName(name);
    if (!DIGEST.matcher(token).matches()) {
      throw new InvalidFieldException(
          "token", "must be \"SHA256:\" and 64 hexadecimal digits: create tokens with the API");
    }
    permissions = List.copyOf(permissions);
    Permission.named(permissions);
  }

  /**
   * Checks what its owner would call a token.
   *
   * @throws InvalidFieldException if it is empty, too long or more than a line
   */
  public static void requireName(String name) {
    Checks.line(name, MAX_NAME, "name");
  }

  /** Returns what it may be used for. */
  public Set<Permission> allowed() {
    return Permission.named(permissions);
  }

  /** Prints without the digest. */
  @Override
  public String toString() {
    return "PersonalToken[" + id + "]";
  }
}
