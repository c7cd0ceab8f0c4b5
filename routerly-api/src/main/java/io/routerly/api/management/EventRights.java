package io.routerly.api.management;

import io.routerly.auth.Permissions;
import io.routerly.auth.Principal;
import io.routerly.domain.BudgetState;
import io.routerly.domain.Permission;
import io.routerly.domain.Project;
import io.routerly.event.GatewayEvent;
import io.routerly.store.ConfigStore;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which events a person may see: those of the projects whose usage they see, and those of the whole
 * installation if they look after it.
 */
final class EventRights {
  private final ConfigStore config;
  private final Principal person;

  EventRights(ConfigStore config, Principal person) {
    this.config = config;
    this.person = person;
  }

  boolean maySee(GatewayEvent event) {
    if (event instanceof GatewayEvent.CallFinished call) {
      return seesProject(project -> project.id().equals(call.record().projectId()));
    }
    if (event instanceof GatewayEvent.BudgetThreshold budget) {
      return maySee(budget.state());
    }
    if (event instanceof GatewayEvent.BudgetExhausted budget) {
      return maySee(budget.state());
    }
    if (event instanceof GatewayEvent.BudgetReset budget) {
      return maySee(budget.state());
    }
    if (event instanceof GatewayEvent.ModelUnhealthy
        || event instanceof GatewayEvent.ModelRecovered) {
      return true;
    }
    return person.holds(Permission.SETTINGS_WRITE);
  }

  private boolean maySee(BudgetState state) {
    return switch (state.level()) {
      case GLOBAL -> true;
      case PROJECT -> seesProject(project -> project.id().equals(state.scopeId()));
      case TOKEN ->
          seesProject(
              project ->
                  project.tokens().stream().anyMatch(token -> token.id().equals(state.scopeId())));
    };
  }

  private boolean seesProject(Predicate<Project> wanted) {
    Optional<Project> project = config.current().projects().stream().filter(wanted).findFirst();
    return person.holds(Permission.PROJECTS_WRITE)
        || project.filter(found -> Permissions.sees(found, person)).isPresent();
  }
}
