package io.routerly.notify;

import io.routerly.domain.BudgetState;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.store.Configuration;
import java.util.Optional;

/**
 * Whose budget it is, in words.
 *
 * @param name such as {@code Project my-app}, to begin a sentence
 * @param shortName the slug, the token's description, or {@code global}
 * @param project slug of the project that it belongs to
 */
record Owner(String name, String shortName, Optional<String> project) {
  static Owner of(BudgetState state, Configuration config) {
    return switch (state.level()) {
      case GLOBAL -> new Owner("The installation", "global", Optional.empty());
      case PROJECT ->
          config.projects().stream()
              .filter(project -> project.id().equals(state.scopeId()))
              .findFirst()
              .map(Owner::ofProject)
              .orElseGet(() -> unknown("Project", state));
      case TOKEN ->
          config.projects().stream()
              .flatMap(project -> tokenOf(project, state.scopeId()).stream())
              .findFirst()
              .orElseGet(() -> unknown("Token", state));
    };
  }

  private static Owner ofProject(Project project) {
    return new Owner("Project " + project.slug(), project.slug(), Optional.of(project.slug()));
  }

  private static Optional<Owner> tokenOf(Project project, String tokenId) {
    return project.tokens().stream()
        .filter(token -> token.id().equals(tokenId))
        .findFirst()
        .map(token -> ofToken(project, token));
  }

  private static Owner ofToken(Project project, ProjectToken token) {
    String name = token.description().filter(text -> !text.isBlank()).orElse(token.id());
    return new Owner(
        "Token \"" + name + "\" of project " + project.slug(), name, Optional.of(project.slug()));
  }

  /** It was removed a moment ago. */
  private static Owner unknown(String what, BudgetState state) {
    return new Owner(what + " " + state.scopeId(), state.scopeId(), Optional.empty());
  }
}
