package io.routerly.api.session;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Edits;
import io.routerly.api.describe.Refuses;
import io.routerly.api.describe.Takes;
import io.routerly.api.http.AtMost;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.JsonBody;
import io.routerly.api.http.PeerAddress;
import io.routerly.api.http.Public;
import io.routerly.api.http.Refusals;
import io.routerly.auth.Passwords;
import io.routerly.auth.SessionOrigin;
import io.routerly.auth.Sessions;
import io.routerly.auth.SetupCode;
import io.routerly.domain.Actor;
import io.routerly.domain.ActorKind;
import io.routerly.domain.Ids;
import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** {@code /api/setup}: making the first administrator, once. */
@Path("api/setup")
@Produces(MediaType.APPLICATION_JSON)
public final class SetupResource {
  private static final String ADMIN = "admin";

  private final ConfigStore config;
  private final Passwords passwords;
  private final Sessions sessions;
  private final SetupCode setupCode;
  private final Ids ids;
  private final Clock clock;

  public SetupResource(
      ConfigStore config,
      Passwords passwords,
      Sessions sessions,
      SetupCode setupCode,
      Ids ids,
      Clock clock) {
    this.config = config;
    this.passwords = passwords;
    this.sessions = sessions;
    this.setupCode = setupCode;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Whether there is an administrator.
   *
   * @param configured whether set-up is done
   */
  public record Status(boolean configured) {}

  /**
   * The body that makes the first administrator.
   *
   * @param email login name
   * @param password 8 characters at least, 72 bytes at most
   * @param setupCode the code that the service has printed
   */
  public record FirstAdmin(String email, String password, String setupCode) {
    /** Prints without password and code. */
    @Override
    public String toString() {
      return "FirstAdmin[***]";
    }
  }

  /** Tells whether set-up is still to be done. */
  @GET
  @Path("status")
  @Public
  @Answers(Status.class)
  public Response status() {
    return JsonAnswer.ok(new Status(isConfigured(config.current())));
  }

  /** Makes the first administrator and signs them in; 403 from then on. */
  @POST
  @Path("first-admin")
  @Public
  @Answers(value = SignInView.class, status = 201)
  @Edits
  @Refuses({
    ErrorCode.ALREADY_CONFIGURED,
    ErrorCode.INVALID_SETUP_CODE,
    ErrorCode.TOO_MANY_ATTEMPTS
  })
  public Response makeFirstAdmin(
      @AtMost(AtMost.CREDENTIALS) @Takes(FirstAdmin.class) JsonBody body,
      @Context ContainerRequestContext request) {
    requireUnconfigured(config.current());
    FirstAdmin wanted = body.as(FirstAdmin.class);
    setupCode.require(wanted.setupCode());
    User admin = Refusals.checked(() -> newAdmin(wanted));
    Actor actor = Actor.user(admin.id(), admin.email(), ActorKind.SETUP, PeerAddress.of(request));
    SessionOrigin origin = new SessionOrigin(PeerAddress.of(request), Optional.empty());
    Configuration changed = config.edit(actor, current -> withFirstAdmin(current, admin));
    return JsonAnswer.of(201, SignInView.of(sessions.start(admin, origin), changed));
  }

  private User newAdmin(FirstAdmin wanted) {
    return new User(
        ids.user(),
        wanted.email().strip(),
        passwords.hash(wanted.password(), "password"),
        ADMIN,
        Optional.of(clock.instant()));
  }

  private Configuration withFirstAdmin(Configuration current, User admin) {
    requireUnconfigured(current);
    return current
        .withUsers(List.of(admin))
        .withSettings(current.settings().withSetupCompletedAt(clock.instant()));
  }

  private static void requireUnconfigured(Configuration current) {
    if (isConfigured(current)) {
      throw new GatewayException(
          ErrorCode.ALREADY_CONFIGURED, "There is an administrator already: sign in.");
    }
  }

  /** A home that has users counts as configured, whoever wrote them there. */
  private static boolean isConfigured(Configuration current) {
    return current.settings().setupCompletedAt().isPresent() || !current.users().isEmpty();
  }
}
