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
import io.routerly.api.http.SignedIn;
import io.routerly.auth.Principal;
import io.routerly.auth.ProjectTokens;
import io.routerly.auth.TokenSettings;
import io.routerly.domain.Default;
import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectRole;
import io.routerly.domain.ProjectToken;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code /api/projects/{slug}/tokens}: the credentials of a project. Viewers see that there are
 * tokens, editors make and change them; a token itself is shown once, to whoever made it.
 */
@Path("api/projects/{slug}/tokens")
@Produces(MediaType.APPLICATION_JSON)
public final class TokensResource {
  private final ConfigStore config;
  private final ProjectTokens tokens;
  private final Clock clock;

  public TokensResource(ConfigStore config, ProjectTokens tokens, Clock clock) {
    this.config = config;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * The body of a rotation, which may be left out.
   *
   * @param overlapMinutes for how long the token before stays good, in minutes; a week at most, and
   *     none unless told: then those of earlier rotations stop, too
   */
  public record Rotation(@Default("0") int overlapMinutes) {
    private static final int MOST = 7 * 24 * 60;
    private static final Rotation AT_ONCE = new Rotation(0);

    public Rotation {
      if (overlapMinutes < 0 || overlapMinutes > MOST) {
        throw new InvalidFieldException("overlapMinutes", "must be from 0 to " + MOST);
      }
    }

    Optional<Instant> formerUntil(Instant now) {
      return overlapMinutes == 0
          ? Optional.empty()
          : Optional.of(now.plus(Duration.ofMinutes(overlapMinutes)));
    }
  }

  /** Lists the tokens of a project. */
  @GET
  @SignedIn
  @InProject(ProjectRole.VIEWER)
  @Answers(value = TokenView.class, list = true)
  public Response list(
      @PathParam("slug") String slug,
      @Asks(Paging.class) @Context UriInfo uri,
      @Context SecurityContext security) {
    Project project =
        ProjectEdits.find(config.current(), slug, principalOf(security), ProjectRole.VIEWER);
    return JsonAnswer.ok(
        Paging.of(uri.getQueryParameters())
            .of(project.tokens().stream().map(TokenView::of).toList()));
  }

  /** Makes a project token, which is shown this once. */
  @POST
  @SignedIn
  @InProject(ProjectRole.EDITOR)
  @Answers(value = TokenView.class, status = 201, tagged = true)
  @Edits
  public Response create(
      @PathParam("slug") String slug,
      @Takes(TokenSettings.class) JsonBody body,
      @Context SecurityContext security) {
    Principal me = principalOf(security);
    ProjectEdits.find(config.current(), slug, me, ProjectRole.EDITOR);
    ProjectTokens.Created created = tokens.create(body.as(TokenSettings.class));
    config.edit(
        me.actor(),
        current ->
            ProjectEdits.replace(
                current,
                ProjectEdits.find(current, slug, me, ProjectRole.EDITOR),
                project -> TokenEdits.add(project, created.stored())));
    return shownOnce(201, created.stored(), created.clearText());
  }

  /** Shows a token's record. */
  @GET
  @Path("{tokenId}")
  @SignedIn
  @InProject(ProjectRole.VIEWER)
  @Answers(value = TokenView.class, tagged = true)
  public Response get(
      @PathParam("slug") String slug,
      @PathParam("tokenId") String tokenId,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    Project project =
        ProjectEdits.find(config.current(), slug, principalOf(security), ProjectRole.VIEWER);
    return JsonAnswer.taggedFor(headers, TokenView.of(TokenEdits.find(project, tokenId)));
  }

  /** Replaces description and budgets of a token. */
  @PUT
  @Path("{tokenId}")
  @SignedIn
  @InProject(ProjectRole.EDITOR)
  @Answers(value = TokenView.class, tagged = true, conditional = true)
  @Edits
  public Response replace(
      @PathParam("slug") String slug,
      @PathParam("tokenId") String tokenId,
      @Takes(TokenChange.class) JsonBody body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    TokenChange wanted = body.as(TokenChange.class);
    Target target = new Target(slug, tokenId, principalOf(security), headers);
    return shown(change(target, before -> TokenEdits.with(before, wanted)));
  }

  /** Changes some fields of a token, by JSON merge patch. */
  @PATCH
  @Path("{tokenId}")
  @SignedIn
  @InProject(ProjectRole.EDITOR)
  @Answers(value = TokenView.class, tagged = true, conditional = true)
  @Edits
  public Response patch(
      @PathParam("slug") String slug,
      @PathParam("tokenId") String tokenId,
      @Takes(TokenChange.class) JsonBody body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    Target target = new Target(slug, tokenId, principalOf(security), headers);
    return shown(
        change(
            target,
            before ->
                TokenEdits.with(
                    before, body.mergedInto(TokenChange.of(before), TokenChange.class))));
  }

  /**
   * Puts a new token in the place of the old one, which stops at once unless the body says when.
   */
  @POST
  @Path("{tokenId}/rotate")
  @SignedIn
  @InProject(ProjectRole.EDITOR)
  @Answers(value = TokenView.class, tagged = true, conditional = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response rotate(
      @PathParam("slug") String slug,
      @PathParam("tokenId") String tokenId,
      @Takes(value = Rotation.class, optional = true) JsonBody body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    Principal me = principalOf(security);
    Project project = ProjectEdits.find(config.current(), slug, me, ProjectRole.EDITOR);
    Rotation rotation = body.isEmpty() ? Rotation.AT_ONCE : body.as(Rotation.class);
    ProjectTokens.Created created = tokens.rotate(TokenEdits.find(project, tokenId));
    ProjectToken stored =
        change(
            new Target(slug, tokenId, me, headers),
            before -> {
              Instant now = clock.instant();
              return TokenEdits.withSecretOf(
                  before, created.stored(), rotation.formerUntil(now), now);
            });
    return shownOnce(200, stored, created.clearText());
  }

  /** Removes a token, which stops at once. */
  @DELETE
  @Path("{tokenId}")
  @SignedIn
  @InProject(ProjectRole.EDITOR)
  @Answers(conditional = true)
  @Edits
  public Response delete(
      @PathParam("slug") String slug,
      @PathParam("tokenId") String tokenId,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    Principal me = principalOf(security);
    config.edit(
        me.actor(),
        current -> {
          Project project = ProjectEdits.find(current, slug, me, ProjectRole.EDITOR);
          EntityTags.requireMatch(headers, TokenView.of(TokenEdits.find(project, tokenId)));
          return ProjectEdits.replace(current, project, p -> TokenEdits.remove(p, tokenId));
        });
    return Response.noContent().build();
  }

  /** Which token someone wants to change, and on what condition. */
  private record Target(String slug, String tokenId, Principal person, HttpHeaders headers) {
    Project projectIn(Configuration configuration) {
      return ProjectEdits.find(configuration, slug, person, ProjectRole.EDITOR);
    }
  }

  private ProjectToken change(Target target, UnaryOperator<ProjectToken> change) {
    Configuration changed =
        config.edit(
            target.person().actor(),
            current -> {
              Project project = target.projectIn(current);
              ProjectToken before = TokenEdits.find(project, target.tokenId());
              EntityTags.requireMatch(target.headers(), TokenView.of(before));
              ProjectToken after = change.apply(before);
              return ProjectEdits.replace(current, project, p -> TokenEdits.replace(p, after));
            });
    return TokenEdits.find(target.projectIn(changed), target.tokenId());
  }

  private static Response shownOnce(int status, ProjectToken token, String clearText) {
    return JsonAnswer.tagged(
        status, TokenView.withClearText(token, clearText), TokenView.of(token));
  }

  private static Response shown(ProjectToken token) {
    return JsonAnswer.tagged(200, TokenView.of(token));
  }
}
