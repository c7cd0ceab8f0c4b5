package io.routerly.api.management;

import io.routerly.domain.User;
import java.time.Instant;
import java.util.Optional;

/** What those see of a user who look after people. */
public record UserView(String id, String email, String role, Optional<Instant> createdAt) {
  static UserView of(User user) {
    return new UserView(user.id(), user.email(), user.role(), user.createdAt());
  }
}
