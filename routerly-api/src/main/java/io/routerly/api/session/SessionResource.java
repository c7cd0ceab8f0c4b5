package io.routerly.api.session;

import io.routerly.api.http.AtMost;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.JsonBody;
import io.routerly.api.http.Public;
import io.routerly.auth.Logins;
import io.routerly.auth.Sessions;
import io.routerly.auth.SignIn;
import io.routerly.store.ConfigStore;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** {@code /api/auth}: signing in, staying signed in and signing out. */
@Path("api/auth")
@Produces(MediaType.APPLICATION_JSON)
public final class SessionResource {
  private final ConfigStore config;
  private final Logins logins;
  private final Sessions sessions;

  public SessionResource(ConfigStore config, Logins logins, Sessions sessions) {
    this.config = config;
    this.logins = logins;
    this.sessions = sessions;
  }

  /** The body of a log-in. */
  public record Credentials(String email, String password) {
    /** Prints without the password. */
    @Override
    public String toString() {
      return "Credentials[***]";
    }
  }

  /** The body of a refresh. */
  public record Refresh(String refreshToken) {}

  /** The body of a log-out, which may be left out. */
  public record LogOut(Optional<String> refreshToken) {}

  /** Signs in with e-mail address and password. */
  @POST
  @Path("login")
  @Public
  public Response login(@AtMost(AtMost.CREDENTIALS) JsonBody body) {
    Credentials credentials = body.as(Credentials.class);
    return answer(sessions.start(logins.verify(credentials.email(), credentials.password())));
  }

  /** Uses a refresh token up for a new pair of tokens. */
  @POST
  @Path("refresh")
  @Public
  public Response refresh(@AtMost(AtMost.CREDENTIALS) JsonBody body) {
    return answer(sessions.refresh(body.as(Refresh.class).refreshToken()));
  }

  /**
   * Ends the session of the access token, and that of the refresh token if one is sent; signing out
   * twice is no error.
   */
  @POST
  @Path("logout")
  @Public
  public Response logout(@AtMost(AtMost.CREDENTIALS) JsonBody body, @Context HttpHeaders headers) {
    String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      sessions.endByAccessToken(authorization.replaceFirst("(?i)^bearer ", "").strip());
    }
    if (!body.isEmpty()) {
      body.as(LogOut.class).refreshToken().ifPresent(sessions::endByRefreshToken);
    }
    return Response.noContent().build();
  }

  private Response answer(SignIn signIn) {
    return JsonAnswer.ok(SignInView.of(signIn, config.current()));
  }
}
