package io.routerly.api.management;

import io.routerly.api.http.Refusals;
import io.routerly.auth.Logins;
import io.routerly.domain.User;
import io.routerly.store.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes to the list of users that keep e-mail addresses unique. */
public final class UserEdits {
  private UserEdits() {}

  /** Returns the configuration with one more user. */
  public static Configuration add(Configuration current, User user) {
    requireFree(current, user);
    List<User> users = new ArrayList<>(current.users());
    users.add(user);
    return current.withUsers(users);
  }

  /** Returns the configuration with that user changed. */
  public static Configuration replace(
      Configuration current, String userId, UnaryOperator<User> change) {
    User changed = Refusals.checked(() -> change.apply(find(current, userId)));
    requireFree(current, changed);
    return current.withUsers(
        current.users().stream().map(user -> user.id().equals(userId) ? changed : user).toList());
  }

  /** Returns the configuration without that user and their memberships. */
  static Configuration remove(Configuration current, String userId) {
    return current
        .withUsers(current.users().stream().filter(user -> !user.id().equals(userId)).toList())
        .withProjects(
            current.projects().stream()
                .map(project -> MemberEdits.without(project, userId))
                .toList());
  }

  /** Returns the user of that id. */
  public static User find(Configuration current, String userId) {
    return current.users().stream()
        .filter(user -> user.id().equals(userId))
        .findFirst()
        .orElseThrow(() -> Refusals.notFound("user " + userId));
  }

  private static void requireFree(Configuration current, User user) {
    String email = Logins.normal(user.email());
    boolean taken =
        current.users().stream()
            .anyMatch(
                other ->
                    !other.id().equals(user.id()) && Logins.normal(other.email()).equals(email));
    if (taken) {
      throw Refusals.conflict("There is another user with this e-mail address.");
    }
  }
}
