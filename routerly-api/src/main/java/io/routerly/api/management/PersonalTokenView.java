package io.routerly.api.management;

import io.routerly.domain.PersonalToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What people see of a personal access token.
 *
 * @param id by which it can be removed
 * @param token the token itself, only in the answer that made it
 * @param name what its owner calls it
 * @param permissions what it may be used for, as far as its owner may do it
 * @param createdAt when it was made
 * @param expiresAt when it stops
 * @param usedAt when it was last used since the service was started
 */
public record PersonalTokenView(
    String id,
    Optional<String> token,
    String name,
    List<String> permissions,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> usedAt) {
  public static PersonalTokenView of(PersonalToken token, Optional<Instant> usedAt) {
    return of(token, Optional.empty(), usedAt);
  }

  /** Returns what is shown once, to whoever made the token. */
  public static PersonalTokenView withClearText(PersonalToken token, String clearText) {
    return of(token, Optional.of(clearText), Optional.empty());
  }

  private static PersonalTokenView of(
      PersonalToken token, Optional<String> clearText, Optional<Instant> usedAt) {
    return new PersonalTokenView(
        token.id(),
        clearText,
        token.name(),
        token.permissions(),
        token.createdAt(),
        token.expiresAt(),
        usedAt);
  }

  /** Prints without the token. */
  @Override
  public String toString() {
    return "PersonalTokenView[" + id + "]";
  }
}
