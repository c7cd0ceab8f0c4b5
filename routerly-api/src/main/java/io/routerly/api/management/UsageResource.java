package io.routerly.api.management;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.Paging;
import io.routerly.api.http.QueryParameters;
import io.routerly.api.http.Refusals;
import io.routerly.api.http.RequiresPermission;
import io.routerly.auth.Permissions;
import io.routerly.auth.Principal;
import io.routerly.domain.CallStatus;
import io.routerly.domain.Permission;
import io.routerly.domain.Project;
import io.routerly.domain.UsageRecord;
import io.routerly.store.ConfigStore;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsageQuery;
import io.routerly.store.UsageStore;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /api/usage}: what was called and what it cost; members see that of their projects. */
@Path("api/usage")
@Produces(MediaType.APPLICATION_JSON)
public final class UsageResource {
  private static final Set<String> PARAMETERS =
      Set.of("project", "model", "token", "status", "from", "to", "limit", "offset");

  private final ConfigStore config;
  private final UsageStore usage;

  public UsageResource(ConfigStore config, UsageStore usage) {
    this.config = config;
    this.usage = usage;
  }

  /** Lists usage records, newest first. */
  @GET
  @RequiresPermission(Permission.USAGE_READ)
  public Response list(@Context UriInfo uri, @Context SecurityContext security) {
    MultivaluedMap<String, String> query = uri.getQueryParameters();
    QueryParameters.requireKnown(query, PARAMETERS);
    Paging paging = Paging.of(query);
    return JsonAnswer.ok(
        UsageView.of(
            usage.find(
                new UsageQuery(
                    filter(query, principalOf(security)), paging.limit(), paging.offset()))));
  }

  private UsageFilter filter(MultivaluedMap<String, String> query, Principal me) {
    return new UsageFilter(
        QueryParameters.instant(query, "from"),
        QueryParameters.instant(query, "to"),
        projectIds(query, me),
        QueryParameters.text(query, "model"),
        QueryParameters.text(query, "token"),
        QueryParameters.text(query, "status").map(UsageResource::status));
  }

  /** Shows one record. */
  @GET
  @Path("{id}")
  @RequiresPermission(Permission.USAGE_READ)
  public Response get(
      @PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
    Optional<Set<String>> visible = visible(principalOf(security));
    UsageRecord record =
        usage
            .get(id)
            .filter(found -> visible.map(ids -> ids.contains(found.projectId())).orElse(true))
            .orElseThrow(() -> Refusals.notFound("usage record " + id));
    return JsonAnswer.taggedFor(headers, JsonAnswer.bytes(UsageView.of(record)));
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
  private Optional<Set<String>> visible(Principal me) {
    if (me.holds(Permission.PROJECTS_WRITE)) {
      return Optional.empty();
    }
    return Optional.of(
        config.current().projects().stream()
            .filter(project -> Permissions.sees(project, me))
            .map(Project::id)
            .collect(Collectors.toSet()));
  }

  private static CallStatus status(String name) {
    return Arrays.stream(CallStatus.values())
        .filter(status -> status.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                QueryParameters.wrong(
                    "status",
                    "must be out of "
                        + Arrays.stream(CallStatus.values()).map(CallStatus::wireName).toList()));
  }
}
