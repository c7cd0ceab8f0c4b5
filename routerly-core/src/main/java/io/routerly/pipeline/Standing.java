package io.routerly.pipeline;

import io.routerly.auth.Caller;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.Configuration;
import java.util.Optional;

/**
 * Who a caller is by now.
 *
 * <p>A caller is authenticated before the body is read, which may take minutes; what an
 * administrator changed meanwhile holds for the call all the same.
 */
final class Standing {
  private Standing() {}

  /**
   * Returns the caller as this configuration has it.
   *
   * @throws GatewayException {@code invalid_api_key} if it has the project or the token no more
   */
  @SuppressWarnings("ReferenceEquality") // the same instance is the same configuration's
  static Caller of(Caller caller, Configuration configuration) {
    Project before = caller.project();
    Optional<Project> sameSlug = configuration.project(before.slug());
    return sameSlug.isPresent() && sameSlug.get() == before
        ? caller
        : find(caller, configuration).orElseThrow(Standing::gone);
  }

  private static Optional<Caller> find(Caller caller, Configuration configuration) {
    return configuration.projects().stream()
        .filter(project -> project.id().equals(caller.project().id()))
        .findFirst()
        .flatMap(
            project ->
                project.tokens().stream()
                    .filter(token -> isSame(token, caller.token()))
                    .findFirst()
                    .map(token -> new Caller(project, token)));
  }

  /** A token that was rotated keeps its id and is another one all the same. */
  private static boolean isSame(ProjectToken token, ProjectToken shown) {
    return token.id().equals(shown.id()) && token.token().equals(shown.token());
  }

  private static GatewayException gone() {
    return new GatewayException(
        ErrorCode.INVALID_API_KEY,
        "The API key was withdrawn while the request was read: use a token of the project.");
  }
}
