package io.routerly.api.management;

import io.routerly.domain.ExternalIdentity;
import io.routerly.domain.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What clients send of a user.
 *
 * @param id given by the service; it may be sent back and cannot be changed
 * @param email login name
 * @param role name of the global role
 * @param password needed for a new user; absent: the password stays
 * @param createdAt given by the service; it may be sent back and changes nothing
 * @param identities given by the service; they may be sent back and change nothing
 */
public record UserDraft(
    Optional<String> id,
    String email,
    String role,
    Optional<String> password,
    Optional<Instant> createdAt,
    List<ExternalIdentity> identities) {
  static UserDraft of(User user) {
    return new UserDraft(
        Optional.of(user.id()),
        user.email(),
        user.role(),
        Optional.empty(),
        user.createdAt(),
        user.identities());
  }

  /** Prints without the password. */
  @Override
  public String toString() {
    return "UserDraft[" + email + "]";
  }
}
