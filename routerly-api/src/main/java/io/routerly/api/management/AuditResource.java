package io.routerly.api.management;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Asks;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.Page;
import io.routerly.api.http.Paging;
import io.routerly.api.http.QueryParameters;
import io.routerly.api.http.RequiresPermission;
import io.routerly.domain.AuditEntry;
import io.routerly.domain.Permission;
import io.routerly.store.AuditFilter;
import io.routerly.store.AuditPage;
import io.routerly.store.audit.AuditTrail;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;

/** {@code /api/audit}: who changed what, newest first. */
@Path("api/audit")
@Produces(MediaType.APPLICATION_JSON)
public final class AuditResource {
  private static final Set<String> PARAMETERS =
      Set.of("actor", "action", "target", "project", "from", "to", "limit", "offset");

  private final AuditTrail audit;

  public AuditResource(AuditTrail audit) {
    this.audit = audit;
  }

  /** Lists entries of the audit log. */
  @GET
  @RequiresPermission(Permission.SETTINGS_WRITE)
  @Answers(value = AuditEntry.class, list = true)
  public Response list(@Asks({AuditFilter.class, Paging.class}) @Context UriInfo uri) {
    MultivaluedMap<String, String> query = uri.getQueryParameters();
    QueryParameters.requireKnown(query, PARAMETERS);
    Paging paging = Paging.of(query);
    AuditPage page = audit.read(filter(query), paging.offset(), paging.limit());
    return JsonAnswer.ok(new Page<>(page.entries(), page.total()));
  }

  private static AuditFilter filter(MultivaluedMap<String, String> query) {
    return new AuditFilter(
        QueryParameters.text(query, "actor"),
        QueryParameters.text(query, "action"),
        QueryParameters.text(query, "target"),
        QueryParameters.text(query, "project"),
        QueryParameters.instant(query, "from"),
        QueryParameters.instant(query, "to"));
  }
}
