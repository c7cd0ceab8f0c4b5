package io.routerly.store.file;

import static io.routerly.store.file.ConfigFile.SETTINGS;

import io.routerly.domain.OidcSettings;
import io.routerly.domain.Role;
import io.routerly.secret.OidcSecrets;
import io.routerly.secret.ProviderKey;
import io.routerly.secret.ProviderKeys;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks how people sign in elsewhere: that the roles exist, and that the secret can be read. */
final class SignInChecks {
  private final OidcSecrets secrets;

  SignInChecks(OidcSecrets secrets) {
    this.secrets = secrets;
  }

  void check(Parts parts, ProblemList problems) {
    Set<String> roles = new TreeSet<>(Role.BUILT_IN.keySet());
    parts.roles().forEach(role -> roles.add(role.name()));
    parts
        .settings()
        .oidc()
        .ifPresent(
            oidc -> {
              roles("/oidc", oidc.groupRoles(), oidc.defaultRole(), roles, problems);
              oidc.clientSecret().ifPresent(stored -> secret(oidc, stored, problems));
            });
    parts
        .settings()
        .trustedHeader()
        .ifPresent(
            trusted ->
                roles(
                    "/trustedHeader",
                    trusted.groupRoles(),
                    trusted.defaultRole(),
                    roles,
                    problems));
  }

  private static void roles(
      String pointer,
      Map<String, String> groupRoles,
      Optional<String> defaultRole,
      Set<String> known,
      ProblemList problems) {
    groupRoles.forEach(
        (group, role) ->
            problems.requireKnown(
                SETTINGS, pointer + "/groupRoles/" + escaped(group), "role", role, known));
    defaultRole.ifPresent(
        role -> problems.requireKnown(SETTINGS, pointer + "/defaultRole", "role", role, known));
  }

  private void secret(OidcSettings oidc, String stored, ProblemList problems) {
    if (ModelChecks.namesForbiddenVariable(stored)) {
      problems.error(SETTINGS, "/oidc/clientSecret", ModelChecks.ALLOWED_VARIABLES);
    } else if (ProviderKeys.isStoredForm(stored)
        && secrets.read(oidc) instanceof ProviderKey.Unreadable unreadable) {
      problems.warning(
          SETTINGS,
          "/oidc/clientSecret",
          "nobody can sign in at the identity provider: " + unreadable.reason());
    }
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
