package io.routerly.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What a project token was before it was rotated, and for how long that is still good.
 *
 * @param token {@code HASHED:} and the bcrypt hash of the token
 * @param prefix the token's public characters, for look-up; absent in older files
 * @param until when it stops
 */
public record FormerToken(String token, Optional<String> prefix, Instant until) {
  public FormerToken {
    ProjectToken.requireHashed(token);
  }

  /** Prints without the hash. */
  @Override
  public String toString() {
    return "FormerToken[" + until + "]";
  }
}
