package io.routerly.api.management;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Asks;
import io.routerly.api.describe.Edits;
import io.routerly.api.describe.InProject;
import io.routerly.api.describe.Refuses;
import io.routerly.api.describe.Takes;
import io.routerly.api.http.EntityTags;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.JsonBody;
import io.routerly.api.http.Paging;
import io.routerly.api.http.Refusals;
import io.routerly.api.http.RequiresPermission;
import io.routerly.api.http.SignedIn;
import io.routerly.auth.Permissions;
import io.routerly.auth.Principal;
import io.routerly.domain.Ids;
import io.routerly.domain.Permission;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectRole;
import io.routerly.error.ErrorCode;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;

/** {@code /api/projects}: applications, their routing, budgets and members. */
@Path("api/projects")
@Produces(MediaType.APPLICATION_JSON)
public final class ProjectsResource {
  private final ConfigStore config;
  private final Ids ids;
  private final ProjectEdits edits;

  public ProjectsResource(ConfigStore config, Ids ids, BuiltInNames builtIns) {
    this.config = config;
    this.ids = ids;
    this.edits = new ProjectEdits(builtIns);
  }

  /** Lists the projects that the caller may see. */
  @GET
  @SignedIn
  @Answers(value = ProjectView.class, list = true)
  public Response list(
      @Asks(Paging.class) @Context UriInfo uri, @Context SecurityContext security) {
    Principal me = principalOf(security);
    return JsonAnswer.ok(
        Paging.of(uri.getQueryParameters())
            .of(
                config.current().projects().stream()
                    .filter(project -> Permissions.sees(project, me))
                    .map(ProjectView::of)
                    .toList()));
  }

  /** Adds a project. */
  @POST
  @RequiresPermission(Permission.PROJECTS_WRITE)
  @Answers(value = ProjectView.class, status = 201, tagged = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response create(
      @Takes(ProjectDraft.class) JsonBody body, @Context SecurityContext security) {
    ProjectDraft draft = body.as(ProjectDraft.class);
    String id = ids.project();
    Configuration changed =
        config.edit(
            principalOf(security).actor(),
            current -> ProjectEdits.add(current, edits.create(current, id, draft)));
    return JsonAnswer.tagged(201, ProjectView.of(byId(changed, id)));
  }

  /** Shows a project. */
  @GET
  @Path("{slug}")
  @SignedIn
  @InProject(ProjectRole.VIEWER)
  @Answers(value = ProjectView.class, tagged = true)
  public Response get(
      @PathParam("slug") String slug,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    Project project =
        ProjectEdits.find(config.current(), slug, principalOf(security), ProjectRole.VIEWER);
    return JsonAnswer.taggedFor(headers, ProjectView.of(project));
  }

  /** Replaces all fields of a project except its id and tokens. */
  @PUT
  @Path("{slug}")
  @SignedIn
  @InProject(ProjectRole.EDITOR)
  @Answers(value = ProjectView.class, tagged = true, conditional = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response replace(
      @PathParam("slug") String slug,
      @Takes(ProjectDraft.class) JsonBody body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    ProjectDraft draft = body.as(ProjectDraft.class);
    return change(slug, security, headers, before -> draft);
  }

  /** Changes some fields of a project, by JSON merge patch. */
  @PATCH
  @Path("{slug}")
  @SignedIn
  @InProject(ProjectRole.EDITOR)
  @Answers(value = ProjectView.class, tagged = true, conditional = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response patch(
      @PathParam("slug") String slug,
      @Takes(ProjectDraft.class) JsonBody body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    return change(slug, security, headers, before -> patched(before, body));
  }

  /** Left out, members stay, and so they are there; a null is what takes them away. */
  private static ProjectDraft patched(Project before, JsonBody patch) {
    ProjectDraft draft = patch.mergedInto(ProjectDraft.of(before), ProjectDraft.class);
    return draft.members().isPresent() ? draft : draft.withMembers(List.of());
  }

  /** Removes a project with its tokens; its usage records stay. */
  @DELETE
  @Path("{slug}")
  @SignedIn
  @InProject(ProjectRole.ADMIN)
  @Answers(conditional = true)
  @Edits
  public Response delete(
      @PathParam("slug") String slug,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    Principal me = principalOf(security);
    config.edit(
        me.actor(),
        current -> {
          Project project = ProjectEdits.find(current, slug, me, ProjectRole.ADMIN);
          EntityTags.requireMatch(headers, ProjectView.of(project));
          return ProjectEdits.remove(current, project);
        });
    return Response.noContent().build();
  }

  private Response change(
      String slug,
      SecurityContext security,
      HttpHeaders headers,
      Function<Project, ProjectDraft> draft) {
    Principal me = principalOf(security);
    String id = ProjectEdits.find(config.current(), slug, me, ProjectRole.EDITOR).id();
    Configuration changed =
        config.edit(
            me.actor(),
            current -> {
              Project before = ProjectEdits.find(current, slug, me, ProjectRole.EDITOR);
              EntityTags.requireMatch(headers, ProjectView.of(before));
              return ProjectEdits.replace(
                  current, before, p -> edits.change(current, p, draft.apply(p), me));
            });
    return JsonAnswer.tagged(200, ProjectView.of(byId(changed, id)));
  }

  private static Project byId(Configuration current, String id) {
    return current.projects().stream()
        .filter(project -> project.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refusals.notFound("project " + id));
  }
}
