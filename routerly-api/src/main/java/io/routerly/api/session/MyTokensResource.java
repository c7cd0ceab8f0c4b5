package io.routerly.api.session;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Asks;
import io.routerly.api.describe.Edits;
import io.routerly.api.describe.Takes;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.JsonBody;
import io.routerly.api.http.Paging;
import io.routerly.api.http.Refusals;
import io.routerly.api.http.SignedIn;
import io.routerly.api.management.PersonalTokenView;
import io.routerly.api.management.TokensOfUsers;
import io.routerly.api.management.UserEdits;
import io.routerly.auth.PersonalTokens;
import io.routerly.auth.Principal;
import io.routerly.domain.User;
import io.routerly.store.ConfigStore;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code /api/me/tokens}: credentials with which programs act for the signed-in person. They are
 * made and removed in a session, so that no token makes another.
 */
@Path("api/me/tokens")
@Produces(MediaType.APPLICATION_JSON)
public final class MyTokensResource {
  private final ConfigStore config;
  private final PersonalTokens tokens;

  public MyTokensResource(ConfigStore config, PersonalTokens tokens) {
    this.config = config;
    this.tokens = tokens;
  }

  /**
   * The body that makes a token.
   *
   * @param name what its owner calls it
   * @param permissions what it may be used for, as far as its owner may do it
   * @param expiresAt when it stops; absent: in 90 days
   */
  public record TokenDraft(String name, List<String> permissions, Optional<Instant> expiresAt) {}

  /** Lists the personal access tokens. */
  @GET
  @SignedIn(inPerson = true)
  @Answers(value = PersonalTokenView.class, list = true)
  public Response list(
      @Asks(Paging.class) @Context UriInfo uri, @Context SecurityContext security) {
    User me = UserEdits.find(config.current(), principalOf(security).userId());
    return JsonAnswer.ok(
        Paging.of(uri.getQueryParameters())
            .of(
                me.accessTokens().stream()
                    .map(token -> PersonalTokenView.of(token, tokens.usedAt(token.id())))
                    .toList()));
  }

  /** Makes a personal access token, which is shown this once. */
  @POST
  @SignedIn(inPerson = true)
  @Answers(value = PersonalTokenView.class, status = 201)
  @Edits
  public Response create(
      @Takes(TokenDraft.class) JsonBody body, @Context SecurityContext security) {
    Principal me = principalOf(security);
    TokenDraft draft = body.as(TokenDraft.class);
    PersonalTokens.Created created =
        Refusals.checked(() -> tokens.create(draft.name(), draft.permissions(), draft.expiresAt()));
    config.edit(me.actor(), current -> TokensOfUsers.with(current, me.userId(), created.stored()));
    return JsonAnswer.of(
        201, PersonalTokenView.withClearText(created.stored(), created.clearText()));
  }

  /** Removes a personal access token, which stops at once. */
  @DELETE
  @Path("{id}")
  @SignedIn(inPerson = true)
  @Answers(status = 204)
  @Edits
  public Response delete(@PathParam("id") String id, @Context SecurityContext security) {
    Principal me = principalOf(security);
    config.edit(me.actor(), current -> TokensOfUsers.without(current, me.userId(), id));
    return Response.noContent().build();
  }
}
