package io.routerly.api.management;

import io.routerly.api.http.QueryParameters;
import io.routerly.auth.Permissions;
import io.routerly.auth.Principal;
import io.routerly.domain.CallStatus;
import io.routerly.domain.Permission;
import io.routerly.domain.Project;
import io.routerly.domain.WireName;
import io.routerly.store.ConfigStore;
import io.routerly.store.UsageFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which usage a person asks for, within that which they may see. Thread-safe. */
final class UsageFilters {
  private static final Set<String> PARAMETERS =
      Set.of("project", "model", "token", "status", "from", "to");

  private final ConfigStore config;

  UsageFilters(ConfigStore config) {
    this.config = config;
  }

  /**
   * Reads the query's filters.
   *
   * @param others which other parameters it may have
   * @throws io.routerly.error.GatewayException {@code invalid_request} for any other one, or a
   *     value that cannot be
   */
  UsageFilter of(MultivaluedMap<String, String> query, Principal me, Set<String> others) {
    Set<String> known = new HashSet<>(PARAMETERS);
    known.addAll(others);
    QueryParameters.requireKnown(query, known);
    return new UsageFilter(
        QueryParameters.instant(query, "from"),
        QueryParameters.instant(query, "to"),
        projectIds(query, me),
        QueryParameters.text(query, "model"),
        QueryParameters.text(query, "token"),
        QueryParameters.text(query, "status")
            .map(name -> constant("status", name, CallStatus.values())));
  }

  private Optional<Set<String>> projectIds(MultivaluedMap<String, String> query, Principal me) {
    Optional<Set<String>> visible = visible(me);
    Optional<String> named = QueryParameters.text(query, "project").map(this::idOf);
    if (named.isEmpty()) {
      return visible;
    }
    return named
        .filter(id -> visible.map(ids -> ids.contains(id)).orElse(true))
        .map(Set::of)
        .or(() -> Optional.of(Set.of()));
  }

  /** Returns the id that a slug stands for; what is no slug may be the id of a deleted project. */
  private String idOf(String slugOrId) {
    return config.current().project(slugOrId).map(Project::id).orElse(slugOrId);
  }

  /** Returns the projects whose usage the person may see; empty: all, deleted ones included. */
  Optional<Set<String>> visible(Principal me) {
    if (me.holds(Permission.PROJECTS_WRITE)) {
      return Optional.empty();
    }
    return Optional.of(
        config.current().projects().stream()
            .filter(project -> Permissions.sees(project, me))
            .map(Project::id)
            .collect(Collectors.toSet()));
  }

  /** Returns the constant of that name. */
  static <E extends Enum<E> & WireName> E constant(String parameter, String name, E[] values) {
    return Arrays.stream(values)
        .filter(value -> value.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                QueryParameters.wrong(
                    parameter,
                    "must be out of " + Arrays.stream(values).map(WireName::wireName).toList()));
  }
}
