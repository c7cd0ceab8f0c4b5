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
import io.routerly.api.http.SignedIn;
import io.routerly.auth.Principal;
import io.routerly.domain.Member;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectRole;
import io.routerly.error.ErrorCode;
import io.routerly.store.ConfigStore;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code /api/projects/{slug}/members}: who sees a project; its administrators change them. */
@Path("api/projects/{slug}/members")
@Produces(MediaType.APPLICATION_JSON)
public final class MembersResource {
  private final ConfigStore config;

  public MembersResource(ConfigStore config) {
    this.config = config;
  }

  /**
   * The body that changes a membership; {@code userId} is that of the path.
   *
   * @param userId may be sent back, and cannot be changed
   * @param role what the member may do from now on
   */
  public record RoleChange(Optional<String> userId, ProjectRole role) {}

  /** Lists the members of a project. */
  @GET
  @SignedIn
  @InProject(ProjectRole.VIEWER)
  @Answers(value = Member.class, list = true)
  public Response list(
      @PathParam("slug") String slug,
      @Asks(Paging.class) @Context UriInfo uri,
      @Context SecurityContext security) {
    Project project =
        ProjectEdits.find(config.current(), slug, principalOf(security), ProjectRole.VIEWER);
    return JsonAnswer.ok(Paging.of(uri.getQueryParameters()).of(project.members()));
  }

  /** Adds a member. */
  @POST
  @SignedIn
  @InProject(ProjectRole.ADMIN)
  @Answers(value = Member.class, status = 201, tagged = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response add(
      @PathParam("slug") String slug,
      @Takes(Member.class) JsonBody body,
      @Context SecurityContext security) {
    Principal me = principalOf(security);
    Member member = body.as(Member.class);
    config.edit(
        me.actor(),
        current -> {
          Project project = ProjectEdits.find(current, slug, me, ProjectRole.ADMIN);
          if (current.users().stream().noneMatch(user -> user.id().equals(member.userId()))) {
            throw Refusals.wrongField("/userId", "there is no such user");
          }
          return ProjectEdits.replace(current, project, p -> MemberEdits.with(p, member));
        });
    return JsonAnswer.tagged(201, member);
  }

  /** Shows a membership. */
  @GET
  @Path("{userId}")
  @SignedIn
  @InProject(ProjectRole.VIEWER)
  @Answers(value = Member.class, tagged = true)
  public Response get(
      @PathParam("slug") String slug,
      @PathParam("userId") String userId,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    Project project =
        ProjectEdits.find(config.current(), slug, principalOf(security), ProjectRole.VIEWER);
    return JsonAnswer.taggedFor(headers, MemberEdits.find(project, userId));
  }

  /** Changes a member's role. */
  @PUT
  @Path("{userId}")
  @SignedIn
  @InProject(ProjectRole.ADMIN)
  @Answers(value = Member.class, tagged = true, conditional = true)
  @Edits
  public Response change(
      @PathParam("slug") String slug,
      @PathParam("userId") String userId,
      @Takes(RoleChange.class) JsonBody body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    RoleChange change = body.as(RoleChange.class);
    if (!change.userId().orElse(userId).equals(userId)) {
      throw Refusals.wrongField("/userId", "cannot be changed");
    }
    Member member = new Member(userId, change.role());
    edit(slug, userId, security, headers, project -> MemberEdits.replaced(project, member));
    return JsonAnswer.tagged(200, member);
  }

  /** Removes a member. */
  @DELETE
  @Path("{userId}")
  @SignedIn
  @InProject(ProjectRole.ADMIN)
  @Answers(conditional = true)
  @Edits
  public Response remove(
      @PathParam("slug") String slug,
      @PathParam("userId") String userId,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    edit(slug, userId, security, headers, project -> MemberEdits.without(project, userId));
    return Response.noContent().build();
  }

  private void edit(
      String slug,
      String userId,
      SecurityContext security,
      HttpHeaders headers,
      UnaryOperator<Project> change) {
    Principal me = principalOf(security);
    config.edit(
        me.actor(),
        current -> {
          Project project = ProjectEdits.find(current, slug, me, ProjectRole.ADMIN);
          EntityTags.requireMatch(headers, MemberEdits.find(project, userId));
          return ProjectEdits.replace(current, project, change);
        });
  }
}
