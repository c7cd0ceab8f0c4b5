package io.routerly.api.management;

import io.routerly.api.http.Refusals;
import io.routerly.auth.TokenSettings;
import io.routerly.domain.FormerToken;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes to the tokens of one project. */
final class TokenEdits {
  /** Each of them is one more that a leak may be of. */
  private static final int MOST_EARLIER = 8;

  private TokenEdits() {}

  static ProjectToken find(Project project, String tokenId) {
    return project.tokens().stream()
        .filter(token -> token.id().equals(tokenId))
        .findFirst()
        .orElseThrow(() -> Refusals.notFound("token " + tokenId));
  }

  static Project add(Project project, ProjectToken token) {
    List<ProjectToken> tokens = new ArrayList<>(project.tokens());
    tokens.add(token);
    return project.withTokens(tokens);
  }

  static Project replace(Project project, ProjectToken changed) {
    return project.withTokens(
        project.tokens().stream()
            .map(token -> token.id().equals(changed.id()) ? changed : token)
            .toList());
  }

  static Project remove(Project project, String tokenId) {
    return project.withTokens(
        project.tokens().stream().filter(token -> !token.id().equals(tokenId)).toList());
  }

  static ProjectToken with(ProjectToken token, TokenChange change) {
    if (!change.id().orElse(token.id()).equals(token.id())) {
      throw Refusals.wrongField("/id", "cannot be changed");
    }
    if (change.prefix().isPresent() && !change.prefix().equals(token.prefix())) {
      throw Refusals.wrongField("/prefix", "cannot be changed");
    }
    TokenSettings settings = Refusals.checked(change::settings);
    return new ProjectToken(
        token.id(),
        token.token(),
        token.prefix(),
        settings.description(),
        token.createdAt(),
        settings.budgetMode(),
        settings.budgets(),
        settings.maxParallel(),
        token.former(),
        token.earlier());
  }

  /**
   * Returns {@code token} with the hash, prefix and date of a newly made one.
   *
   * <p>Those that were promised to stay good for longer do so, unless all of them stop at once.
   *
   * @param formerUntil until when the token before stays good; absent: it and all before it stop at
   *     once
   */
  static ProjectToken withSecretOf(
      ProjectToken token, ProjectToken fresh, Optional<Instant> formerUntil, Instant now) {
    List<FormerToken> earlier =
        formerUntil.isEmpty()
            ? List.of()
            : token.formers().filter(former -> now.isBefore(former.until())).toList();
    if (earlier.size() > MOST_EARLIER) {
      throw Refusals.conflict(
          "Tokens of "
              + earlier.size()
              + " rotations are still good: wait until one of them has ended, or rotate without"
              + " an overlap, which ends them all.");
    }
    return new ProjectToken(
        token.id(),
        fresh.token(),
        fresh.prefix(),
        token.description(),
        fresh.createdAt(),
        token.budgetMode(),
        token.budgets(),
        token.maxParallel(),
        formerUntil.map(until -> new FormerToken(token.token(), token.prefix(), until)),
        earlier);
  }
}
