package io.routerly.api.management;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Asks;
import io.routerly.api.describe.Refuses;
import io.routerly.api.http.ConnectionBreak;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.Paging;
import io.routerly.api.http.QueryParameters;
import io.routerly.api.http.Refusals;
import io.routerly.api.http.RequiresPermission;
import io.routerly.domain.Default;
import io.routerly.domain.Permission;
import io.routerly.domain.UsageRecord;
import io.routerly.error.ErrorCode;
import io.routerly.store.ConfigStore;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsageQuery;
import io.routerly.store.UsageStore;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;

/** {@code /api/usage}: what was called and what it cost; members see that of their projects. */
@Path("api/usage")
@Produces(MediaType.APPLICATION_JSON)
public final class UsageResource {
  private final UsageFilters filters;
  private final UsageStore usage;

  public UsageResource(ConfigStore config, UsageStore usage) {
    this.filters = new UsageFilters(config);
    this.usage = usage;
  }

  /**
   * How usage is summed up.
   *
   * @param groupBy what each row is about
   */
  record Grouped(@Default("\"day\"") UsageGrouping groupBy) {}

  /**
   * What an export is.
   *
   * @param format what kind of file
   */
  record AsFile(@Default("\"csv\"") UsageFormat format) {}

  /** Lists usage records, newest first. */
  @GET
  @RequiresPermission(Permission.USAGE_READ)
  @Answers(UsageShapes.UsageList.class)
  @Refuses(ErrorCode.USAGE_STORE_UNAVAILABLE)
  public Response list(
      @Asks({UsageShapes.UsageQuestion.class, Paging.class}) @Context UriInfo uri,
      @Context SecurityContext security) {
    MultivaluedMap<String, String> query = uri.getQueryParameters();
    UsageFilter filter = filters.of(query, principalOf(security), Set.of("limit", "offset"));
    Paging paging = Paging.of(query);
    return JsonAnswer.ok(
        UsageView.of(usage.find(new UsageQuery(filter, paging.limit(), paging.offset()))));
  }

  /** Sums usage up; {@code from} and {@code to} are widened to full hours. */
  @GET
  @Path("summary")
  @RequiresPermission(Permission.USAGE_READ)
  @Answers(UsageShapes.UsageSums.class)
  @Refuses(ErrorCode.USAGE_STORE_UNAVAILABLE)
  public Response summary(
      @Asks({UsageShapes.UsageQuestion.class, Grouped.class}) @Context UriInfo uri,
      @Context SecurityContext security) {
    MultivaluedMap<String, String> query = uri.getQueryParameters();
    UsageFilter filter = filters.of(query, principalOf(security), Set.of("groupBy"));
    UsageGrouping grouping =
        QueryParameters.text(query, "groupBy")
            .map(name -> UsageFilters.constant("groupBy", name, UsageGrouping.values()))
            .orElse(UsageGrouping.DAY);
    return JsonAnswer.ok(new UsageSummary(filter, grouping).of(usage.snapshot()));
  }

  /** Gives all records that match, oldest first, as a file. */
  @GET
  @Path("export")
  @Produces(MediaType.WILDCARD)
  @RequiresPermission(Permission.USAGE_READ)
  @Answers(
      media = {"text/csv", "application/x-ndjson"},
      headers = {
        "Content-Disposition: a name for the file",
        UsageGaps.HEADER + ": archives that could not be read; absent: none"
      })
  @Refuses(ErrorCode.USAGE_STORE_UNAVAILABLE)
  public Response export(
      @Asks({UsageShapes.UsageQuestion.class, AsFile.class}) @Context UriInfo uri,
      @Context SecurityContext security,
      @Context ContainerRequestContext request) {
    MultivaluedMap<String, String> query = uri.getQueryParameters();
    UsageFilter filter = filters.of(query, principalOf(security), Set.of("format"));
    UsageFormat format =
        QueryParameters.text(query, "format")
            .map(name -> UsageFilters.constant("format", name, UsageFormat.values()))
            .orElse(UsageFormat.CSV);
    UsageExport export =
        new UsageExport(usage.snapshot(), filter, format, ConnectionBreak.of(request));
    Response.ResponseBuilder answer =
        Response.ok(export)
            .type(format.mediaType())
            .header(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"usage." + format.wireName() + "\"");
    if (!export.gaps().isEmpty()) {
      answer.header(UsageGaps.HEADER, UsageGaps.files(export.gaps()));
    }
    return answer.build();
  }

  /** Shows one usage record. */
  @GET
  @Path("{id}")
  @RequiresPermission(Permission.USAGE_READ)
  @Answers(value = UsageShapes.UsageEntry.class, tagged = true)
  @Refuses(ErrorCode.USAGE_STORE_UNAVAILABLE)
  public Response get(
      @PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
    Optional<Set<String>> visible = filters.visible(principalOf(security));
    UsageRecord record =
        usage
            .get(id)
            .filter(found -> visible.map(ids -> ids.contains(found.projectId())).orElse(true))
            .orElseThrow(() -> Refusals.notFound("usage record " + id));
    return JsonAnswer.taggedFor(headers, JsonAnswer.bytes(UsageView.of(record)));
  }
}
