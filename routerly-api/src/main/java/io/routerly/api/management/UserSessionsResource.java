package io.routerly.api.management;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Asks;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.Paging;
import io.routerly.api.http.Refusals;
import io.routerly.api.http.RequiresPermission;
import io.routerly.auth.Principal;
import io.routerly.auth.Sessions;
import io.routerly.domain.AuditOutcome;
import io.routerly.domain.Permission;
import io.routerly.domain.User;
import io.routerly.store.ConfigStore;
import io.routerly.store.audit.AuditTrail;
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

/** {@code /api/users/{id}/sessions}: where a user is signed in. */
@Path("api/users/{id}/sessions")
@Produces(MediaType.APPLICATION_JSON)
public final class UserSessionsResource {
  private final ConfigStore config;
  private final Sessions sessions;
  private final AuditTrail audit;

  public UserSessionsResource(ConfigStore config, Sessions sessions, AuditTrail audit) {
    this.config = config;
    this.sessions = sessions;
    this.audit = audit;
  }

  /** Lists the open sessions of a user, the latest first. */
  @GET
  @RequiresPermission(Permission.USERS_WRITE)
  @Answers(value = SessionView.class, list = true)
  public Response list(
      @PathParam("id") String id,
      @Asks(Paging.class) @Context UriInfo uri,
      @Context SecurityContext security) {
    User user = UserEdits.find(config.current(), id);
    return JsonAnswer.ok(
        Paging.of(uri.getQueryParameters())
            .of(
                sessions.of(user.id()).stream()
                    .map(session -> SessionView.of(session, principalOf(security).credential()))
                    .toList()));
  }

  /** Ends all sessions of a user. */
  @DELETE
  @RequiresPermission(Permission.USERS_WRITE)
  @Answers(status = 204)
  public Response endAll(@PathParam("id") String id, @Context SecurityContext security) {
    Principal me = principalOf(security);
    User user = changeable(id, me);
    sessions.endAllOf(user.id());
    audit.act(me.actor(), "session.ended", user.email(), AuditOutcome.DONE);
    return Response.noContent().build();
  }

  /** Ends one session of a user. */
  @DELETE
  @Path("{session}")
  @RequiresPermission(Permission.USERS_WRITE)
  @Answers(status = 204)
  public Response end(
      @PathParam("id") String id,
      @PathParam("session") String session,
      @Context SecurityContext security) {
    Principal me = principalOf(security);
    User user = changeable(id, me);
    if (!sessions.endOneOf(user.id(), session)) {
      throw Refusals.notFound("session " + session);
    }
    audit.act(me.actor(), "session.ended", session, AuditOutcome.DONE);
    return Response.noContent().build();
  }

  private User changeable(String id, Principal me) {
    User user = UserEdits.find(config.current(), id);
    Grants.requireMayChange(me, config.current(), user);
    return user;
  }
}
