package io.routerly.api.management;

import io.routerly.domain.ExternalIdentity;
import io.routerly.domain.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What those see of a user who look after people.
 *
 * @param id {@code usr_…}
 * @param email login name
 * @param role name of the global role
 * @param createdAt when it was made; absent for one that was written by hand
 * @param identities who the user is at identity providers
 */
public record UserView(
    String id,
    String email,
    String role,
    Optional<Instant> createdAt,
    List<ExternalIdentity> identities) {
  static UserView of(User user) {
    return new UserView(user.id(), user.email(), user.role(), user.createdAt(), user.identities());
  }
}
