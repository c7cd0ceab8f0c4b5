package io.routerly.api.session;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Asks;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.Paging;
import io.routerly.api.http.Refusals;
import io.routerly.api.http.SignedIn;
import io.routerly.api.management.SessionView;
import io.routerly.auth.Principal;
import io.routerly.auth.Sessions;
import io.routerly.domain.AuditOutcome;
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

/** {@code /api/me/sessions}: where the signed-in person is signed in. */
@Path("api/me/sessions")
@Produces(MediaType.APPLICATION_JSON)
public final class MySessionsResource {
  private final Sessions sessions;
  private final AuditTrail audit;

  public MySessionsResource(Sessions sessions, AuditTrail audit) {
    this.sessions = sessions;
    this.audit = audit;
  }

  /** Lists the open sessions, the latest first. */
  @GET
  @SignedIn(inPerson = true)
  @Answers(value = SessionView.class, list = true)
  public Response list(
      @Asks(Paging.class) @Context UriInfo uri, @Context SecurityContext security) {
    Principal me = principalOf(security);
    return JsonAnswer.ok(
        Paging.of(uri.getQueryParameters())
            .of(
                sessions.of(me.userId()).stream()
                    .map(session -> SessionView.of(session, me.credential()))
                    .toList()));
  }

  /** Ends all sessions, this one included. */
  @DELETE
  @SignedIn(inPerson = true)
  @Answers(status = 204)
  public Response endAll(@Context SecurityContext security) {
    Principal me = principalOf(security);
    sessions.endAllOf(me.userId());
    audit.act(me.actor(), "session.ended", me.email(), AuditOutcome.DONE);
    return Response.noContent().build();
  }

  /** Ends one session. */
  @DELETE
  @Path("{id}")
  @SignedIn(inPerson = true)
  @Answers(status = 204)
  public Response end(@PathParam("id") String id, @Context SecurityContext security) {
    Principal me = principalOf(security);
    if (!sessions.endOneOf(me.userId(), id)) {
      throw Refusals.notFound("session " + id);
    }
    audit.act(me.actor(), "session.ended", id, AuditOutcome.DONE);
    return Response.noContent().build();
  }
}
