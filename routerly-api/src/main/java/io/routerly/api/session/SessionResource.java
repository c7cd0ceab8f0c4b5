package io.routerly.api.session;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Refuses;
import io.routerly.api.describe.Takes;
import io.routerly.api.http.AtMost;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.JsonBody;
import io.routerly.api.http.PeerAddress;
import io.routerly.api.http.Public;
import io.routerly.api.http.Refusals;
import io.routerly.api.http.SessionCookies;
import io.routerly.auth.Logins;
import io.routerly.auth.SessionOrigin;
import io.routerly.auth.Sessions;
import io.routerly.auth.SignIn;
import io.routerly.domain.Actor;
import io.routerly.domain.ActorKind;
import io.routerly.domain.AuditOutcome;
import io.routerly.domain.Default;
import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigStore;
import io.routerly.store.audit.AuditTrail;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** {@code /api/auth}: signing in, staying signed in and signing out. */
@Path("api/auth")
@Produces(MediaType.APPLICATION_JSON)
public final class SessionResource {
  private final ConfigStore config;
  private final Logins logins;
  private final Sessions sessions;
  private final AuditTrail audit;
  private final Optional<String> publicUrl;

  /**
   * @param publicUrl where people reach the service, if that is not what the settings say
   */
  public SessionResource(
      ConfigStore config,
      Logins logins,
      Sessions sessions,
      AuditTrail audit,
      Optional<String> publicUrl) {
    this.config = config;
    this.logins = logins;
    this.sessions = sessions;
    this.audit = audit;
    this.publicUrl = publicUrl;
  }

  /**
   * The body of a log-in.
   *
   * @param email login name
   * @param password the password
   * @param cookie whether the tokens are to come as cookies that scripts cannot read
   */
  public record Credentials(String email, String password, @Default("false") boolean cookie) {
    /** Prints without the password. */
    @Override
    public String toString() {
      return "Credentials[***]";
    }
  }

  /**
   * The body of a refresh.
   *
   * @param refreshToken absent: the one that came as a cookie
   */
  public record Refresh(Optional<String> refreshToken) {}

  /**
   * The body of a log-out, which may be left out.
   *
   * @param refreshToken whose session ends too
   */
  public record LogOut(Optional<String> refreshToken) {}

  /** Signs in with e-mail address and password. */
  @POST
  @Path("login")
  @Public
  @Answers(value = SignInView.class, headers = "Set-Cookie: the tokens, where they come as cookies")
  @Refuses({ErrorCode.INVALID_LOGIN, ErrorCode.TOO_MANY_ATTEMPTS})
  public Response login(
      @AtMost(AtMost.CREDENTIALS) @Takes(Credentials.class) JsonBody body,
      @Context ContainerRequestContext request,
      @Context HttpHeaders headers) {
    Credentials credentials = body.as(Credentials.class);
    Optional<String> address = PeerAddress.of(request);
    User user = verified(credentials, address);
    SignIn signIn =
        sessions.start(
            user,
            new SessionOrigin(
                address, Optional.ofNullable(headers.getHeaderString(HttpHeaders.USER_AGENT))));
    audit.act(actor(user, address), "session.started", user.email(), AuditOutcome.DONE);
    return credentials.cookie()
        ? withCookies(signIn, request.getUriInfo())
        : JsonAnswer.ok(SignInView.of(signIn, config.current()));
  }

  /** Failures of users are told; those of nobody would let anyone fill the log. */
  private User verified(Credentials credentials, Optional<String> address) {
    try {
      return logins.verify(credentials.email(), credentials.password(), address);
    } catch (GatewayException e) {
      if (e.code() == ErrorCode.INVALID_LOGIN) {
        String email = Logins.normal(credentials.email());
        config.current().users().stream()
            .filter(user -> Logins.normal(user.email()).equals(email))
            .findFirst()
            .ifPresent(
                user ->
                    audit.act(
                        actor(user, address),
                        "session.started",
                        user.email(),
                        AuditOutcome.REFUSED));
      }
      throw e;
    }
  }

  /** Uses a refresh token up for a new pair of tokens; one that came as a cookie, for cookies. */
  @POST
  @Path("refresh")
  @Public
  @Answers(value = SignInView.class, headers = "Set-Cookie: the tokens, where they come as cookies")
  @Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
  public Response refresh(
      @AtMost(AtMost.CREDENTIALS) @Takes(value = Refresh.class, optional = true) JsonBody body,
      @Context ContainerRequestContext request,
      @Context HttpHeaders headers) {
    Optional<String> sent =
        body.isEmpty() ? Optional.empty() : body.as(Refresh.class).refreshToken();
    if (sent.isPresent()) {
      return JsonAnswer.ok(
          SignInView.of(refreshed(sent.get(), PeerAddress.of(request)), config.current()));
    }
    String token =
        SessionCookies.refresh(headers)
            .orElseThrow(() -> Refusals.wrongField("/refreshToken", "is missing"));
    SessionCookies.requirePage(request.getMethod(), headers);
    return withCookies(refreshed(token, PeerAddress.of(request)), request.getUriInfo());
  }

  private SignIn refreshed(String refreshToken, Optional<String> address) {
    Sessions.Refreshed refreshed = sessions.refresh(refreshToken);
    if (refreshed instanceof Sessions.Refreshed.Again again) {
      return again.signIn();
    }
    if (refreshed instanceof Sessions.Refreshed.UsedBefore used) {
      config.current().users().stream()
          .filter(user -> user.id().equals(used.userId()))
          .findFirst()
          .ifPresent(
              user ->
                  audit.act(
                      actor(user, address),
                      "session.refreshed",
                      used.session(),
                      AuditOutcome.REFUSED));
    }
    throw Sessions.signInAgain();
  }

  /**
   * Ends the session of the access token, and that of the refresh token if one is sent; signing out
   * twice is no error.
   */
  @POST
  @Path("logout")
  @Public
  @Answers(headers = "Set-Cookie: takes cookies away")
  @Refuses(ErrorCode.FORBIDDEN)
  public Response logout(
      @AtMost(AtMost.CREDENTIALS) @Takes(value = LogOut.class, optional = true) JsonBody body,
      @Context ContainerRequestContext request,
      @Context HttpHeaders headers) {
    Optional<String> address = PeerAddress.of(request);
    Optional<String> sent =
        body.isEmpty() ? Optional.empty() : body.as(LogOut.class).refreshToken();
    String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      ended(
          sessions.endByAccessToken(authorization.replaceFirst("(?i)^bearer ", "").strip()),
          address);
    }
    sent.ifPresent(token -> ended(sessions.endByRefreshToken(token), address));
    Optional<String> access = SessionCookies.access(headers);
    Optional<String> refresh = SessionCookies.refresh(headers);
    if (access.isEmpty() && refresh.isEmpty()) {
      return Response.noContent().build();
    }
    SessionCookies.requirePage(request.getMethod(), headers);
    access.ifPresent(token -> ended(sessions.endByAccessToken(token), address));
    refresh.ifPresent(token -> ended(sessions.endByRefreshToken(token), address));
    return Response.noContent().cookie(cookies(request.getUriInfo()).none()).build();
  }

  private void ended(Optional<User> whose, Optional<String> address) {
    whose.ifPresent(
        user -> audit.act(actor(user, address), "session.ended", user.email(), AuditOutcome.DONE));
  }

  private static Actor actor(User user, Optional<String> address) {
    return Actor.user(user.id(), user.email(), ActorKind.SESSION, address);
  }

  private Response withCookies(SignIn signIn, UriInfo uri) {
    return Response.fromResponse(JsonAnswer.ok(SignInView.withoutTokens(signIn, config.current())))
        .cookie(cookies(uri).of(signIn))
        .build();
  }

  private SessionCookies cookies(UriInfo uri) {
    return SessionCookies.at(uri, publicUrl.orElse(config.current().settings().publicUrl()));
  }
}
