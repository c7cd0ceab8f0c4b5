package io.routerly.store.file;

import static io.routerly.store.file.ConfigFile.ROLES;
import static io.routerly.store.file.ConfigFile.USERS;

import io.routerly.domain.BcryptHash;
import io.routerly.domain.ExternalIdentity;
import io.routerly.domain.Role;
import io.routerly.domain.User;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Checks the entries of {@code roles.json} and {@code users.json}. */
final class UserChecks {
  private final Parts parts;
  private final ProblemList problems;

  UserChecks(Parts parts, ProblemList problems) {
    this.parts = parts;
    this.problems = problems;
  }

  static boolean isAdministrator(User user) {
    return user.role().equals("admin");
  }

  void checkRoles() {
    ProblemList.Unique byName = problems.unique(ROLES, "role");
    for (int i = 0; i < parts.roles().size(); i++) {
      String pointer = "/" + i + "/name";
      String name = parts.roles().get(i).name();
      byName.add(pointer, name);
      if (Role.BUILT_IN.containsKey(name)) {
        problems.error(
            ROLES,
            pointer,
            "\"" + name + "\" is a built-in role, which cannot be changed: choose another name");
      }
    }
  }

  void checkUsers() {
    Set<String> roles = new TreeSet<>(Role.BUILT_IN.keySet());
    parts.roles().forEach(role -> roles.add(role.name()));
    ProblemList.Unique byId = problems.unique(USERS, "user");
    ProblemList.Unique byEmail = problems.unique(USERS, "user with the e-mail address");
    ProblemList.Unique byIdentity = problems.unique(USERS, "user with the identity");
    List<User> users = parts.users();
    for (int i = 0; i < users.size(); i++) {
      User user = users.get(i);
      String pointer = "/" + i;
      byId.add(pointer + "/id", user.id());
      byEmail.add(pointer + "/email", user.email().toLowerCase(Locale.ROOT));
      problems.requireKnown(USERS, pointer + "/role", "role", user.role(), roles);
      user.identities()
          .forEach(identity -> byIdentity.add(pointer + "/identities", shown(identity)));
      if (!user.hasPassword()) {
        checkIdentities(pointer, user);
      } else if (!BcryptHash.isUsable(user.passwordHash())) {
        problems.warning(
            USERS,
            pointer + "/passwordHash",
            "user "
                + user.id()
                + " cannot sign in: this is no bcrypt hash of cost 4 to 16; set a new"
                + " password");
      }
    }
  }

  private void checkIdentities(String pointer, User user) {
    if (user.identities().isEmpty()) {
      problems.warning(
          USERS,
          pointer + "/passwordHash",
          "user "
              + user.id()
              + " cannot sign in: has neither a password nor an identity elsewhere");
    }
  }

  private static String shown(ExternalIdentity identity) {
    return identity.subject() + " of " + identity.issuer();
  }

  /** A finished set-up without administrator could only be got into by opening set-up again. */
  void checkAdministrator() {
    boolean setUp = parts.settings().setupCompletedAt().isPresent();
    if (setUp && parts.users().stream().noneMatch(UserChecks::isAdministrator)) {
      problems.error(
          USERS,
          "",
          "has no user with the role \"admin\" although set-up is complete: restore the file, or"
              + " run \"routerly reset-admin\" while the service is stopped");
    }
  }
}
