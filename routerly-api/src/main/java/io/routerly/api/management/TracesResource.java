package io.routerly.api.management;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.Refusals;
import io.routerly.api.http.RequiresPermission;
import io.routerly.auth.Permissions;
import io.routerly.auth.Principal;
import io.routerly.domain.Permission;
import io.routerly.pipeline.TraceBook;
import io.routerly.routing.Trace;
import io.routerly.store.ConfigStore;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** {@code /api/traces}: why a call went where it went; members see those of their projects. */
@Path("api/traces")
@Produces(MediaType.APPLICATION_JSON)
public final class TracesResource {
  private final ConfigStore config;
  private final TraceBook traces;

  public TracesResource(ConfigStore config, TraceBook traces) {
    this.config = config;
    this.traces = traces;
  }

  /** Shows the decision and the attempts of one call. */
  @GET
  @Path("{id}")
  @RequiresPermission(Permission.USAGE_READ)
  @Answers(value = TraceShapes.RoutingTrace.class, tagged = true)
  public Response get(
      @PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
    Principal me = principalOf(security);
    Trace trace =
        traces
            .get(id)
            .filter(found -> sees(me, found))
            .orElseThrow(() -> Refusals.notFound("trace " + id));
    return JsonAnswer.taggedFor(headers, JsonAnswer.bytes(TraceView.of(trace)));
  }

  private boolean sees(Principal me, Trace trace) {
    return me.holds(Permission.PROJECTS_WRITE)
        || config.current().projects().stream()
            .filter(project -> project.id().equals(trace.asked().projectId()))
            .anyMatch(project -> Permissions.sees(project, me));
  }
}
