package io.routerly.store.file;

import io.routerly.secret.MetricsTokens;
import io.routerly.secret.ProviderKey;
import io.routerly.secret.ProviderKeys;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import java.util.List;
import java.util.Set;

/**
 * Says what is wrong between the entries of the configuration files and between the files.
 *
 * <p>Two entries of one name, an unknown name of a built-in, a user without role and a finished
 * set-up without administrator are errors; a reference that leads nowhere and a credential that
 * cannot be used are warnings, because everything else still works. Thread-safe.
 */
final class ConfigChecks {
  private final KnownNames names;
  private final ModelChecks models;
  private final ChannelChecks channels;
  private final MetricsTokens metrics;
  private final SignInChecks signIn;
  private final boolean administratorRequired;

  ConfigChecks(KnownNames names, Secrets secrets, boolean administratorRequired) {
    this.names = names;
    this.models = new ModelChecks(names.providers(), secrets.keys());
    this.channels = new ChannelChecks(secrets.channels(), names.channelCheck());
    this.metrics = secrets.metrics();
    this.signIn = new SignInChecks(secrets.oidc());
    this.administratorRequired = administratorRequired;
  }

  List<ConfigProblem> check(Parts parts) {
    return check(parts, Set.of());
  }

  /**
   * Returns what is wrong in a state.
   *
   * @param unknown files whose part nobody could read: what refers to it may well be right
   */
  List<ConfigProblem> check(Parts parts, Set<ConfigFile> unknown) {
    ProblemList problems = new ProblemList();
    UserChecks users = new UserChecks(parts, problems);
    users.checkRoles();
    models.check(parts.models(), problems);
    channels.check(parts.settings().notifications(), problems);
    parts.settings().metricsToken().ifPresent(token -> checkMetrics(token, problems));
    signIn.check(parts, problems);
    new ProjectChecks(names, parts, unknown, problems).check(parts.projects());
    users.checkUsers();
    if (administratorRequired) {
      users.checkAdministrator();
    }
    return problems.all();
  }

  static List<ConfigProblem> errorsOf(List<ConfigProblem> problems) {
    return problems.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
  }

  private void checkMetrics(String stored, ProblemList problems) {
    if (ModelChecks.namesForbiddenVariable(stored)) {
      problems.error(ConfigFile.SETTINGS, "/metricsToken", ModelChecks.ALLOWED_VARIABLES);
    } else if (ProviderKeys.isStoredForm(stored)
        && metrics.read(stored) instanceof ProviderKey.Unreadable unreadable) {
      problems.warning(
          ConfigFile.SETTINGS, "/metricsToken", "nobody may read /metrics: " + unreadable.reason());
    }
  }
}
