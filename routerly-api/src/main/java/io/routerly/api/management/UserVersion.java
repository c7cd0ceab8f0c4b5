package io.routerly.api.management;

import io.routerly.domain.User;

/**
 * All that makes a version of a user: what is seen of them, and the hash of their password, so that
 * a password which somebody else has set counts as a change. Never shown.
 */
public record UserVersion(UserView shown, String passwordHash) {
  static UserVersion of(User user) {
    return new UserVersion(UserView.of(user), user.passwordHash());
  }

  /** Prints without the hash. */
  @Override
  public String toString() {
    return "UserVersion[" + shown.id() + "]";
  }
}
