package io.routerly.api.management;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Asks;
import io.routerly.api.describe.Edits;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.Paging;
import io.routerly.api.http.RequiresPermission;
import io.routerly.auth.PersonalTokens;
import io.routerly.auth.Principal;
import io.routerly.domain.Permission;
import io.routerly.domain.User;
import io.routerly.store.ConfigStore;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;

/** {@code /api/users/{id}/tokens}: the personal access tokens of a user. */
@Path("api/users/{id}/tokens")
@Produces(MediaType.APPLICATION_JSON)
public final class UserTokensResource {
  private final ConfigStore config;
  private final PersonalTokens tokens;

  public UserTokensResource(ConfigStore config, PersonalTokens tokens) {
    this.config = config;
    this.tokens = tokens;
  }

  /** Lists the personal access tokens of a user. */
  @GET
  @RequiresPermission(Permission.USERS_WRITE)
  @Answers(value = PersonalTokenView.class, list = true)
  public Response list(@PathParam("id") String id, @Asks(Paging.class) @Context UriInfo uri) {
    User user = UserEdits.find(config.current(), id);
    return JsonAnswer.ok(
        Paging.of(uri.getQueryParameters())
            .of(
                user.accessTokens().stream()
                    .map(token -> PersonalTokenView.of(token, tokens.usedAt(token.id())))
                    .toList()));
  }

  /** Removes a token of a user, which stops at once. */
  @DELETE
  @Path("{token}")
  @RequiresPermission(Permission.USERS_WRITE)
  @Answers(status = 204)
  @Edits
  public Response delete(
      @PathParam("id") String id,
      @PathParam("token") String token,
      @Context SecurityContext security) {
    Principal me = principalOf(security);
    config.edit(
        me.actor(),
        current -> {
          Grants.requireMayChange(me, current, UserEdits.find(current, id));
          return TokensOfUsers.without(current, id, token);
        });
    return Response.noContent().build();
  }
}
