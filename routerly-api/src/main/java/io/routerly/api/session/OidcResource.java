package io.routerly.api.session;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Asks;
import io.routerly.api.describe.Edits;
import io.routerly.api.describe.Refuses;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.PeerAddress;
import io.routerly.api.http.Public;
import io.routerly.api.http.QueryParameters;
import io.routerly.api.http.SessionCookies;
import io.routerly.auth.SessionOrigin;
import io.routerly.auth.Sessions;
import io.routerly.auth.SignIn;
import io.routerly.domain.Actor;
import io.routerly.domain.ActorKind;
import io.routerly.domain.AuditOutcome;
import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.sso.SingleSignOn;
import io.routerly.store.ConfigStore;
import io.routerly.store.audit.AuditTrail;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /api/auth/oidc}: signing in at an identity provider, in a browser. */
@Path("api/auth/oidc")
public final class OidcResource {
  private static final String ROOT = "/";

  /** What the settings say where nobody has said anything. */
  private static final URI NOT_SET = URI.create("http://localhost:3000");

  private final ConfigStore config;
  private final SingleSignOn singleSignOn;
  private final Sessions sessions;
  private final AuditTrail audit;
  private final Optional<String> publicUrl;

  /**
   * @param publicUrl where people reach the service, if that is not what the settings say
   */
  public OidcResource(
      ConfigStore config,
      SingleSignOn singleSignOn,
      Sessions sessions,
      AuditTrail audit,
      Optional<String> publicUrl) {
    this.config = config;
    this.singleSignOn = singleSignOn;
    this.sessions = sessions;
    this.audit = audit;
    this.publicUrl = publicUrl;
  }

  /**
   * Whether people can sign in so, for the page where they choose.
   *
   * @param enabled whether there is an identity provider
   * @param displayName what it is called
   */
  public record Offer(boolean enabled, Optional<String> displayName) {}

  /**
   * Where a sign-in ends.
   *
   * @param returnTo path of the service to go to then; {@code /} unless told
   */
  public record Destination(Optional<String> returnTo) {}

  /**
   * What the identity provider sends the browser back with (RFC 6749, section 4.1.2).
   *
   * @param code stands for the person, once
   * @param state as the sign-in began with it
   * @param error why there is no code
   * @param iss the provider that answers
   */
  public record Return(
      Optional<String> code,
      Optional<String> state,
      Optional<String> error,
      Optional<String> iss) {}

  /** Tells whether people can sign in at an identity provider. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Public
  @Answers(Offer.class)
  public Response offer() {
    Optional<String> name = singleSignOn.displayName();
    return JsonAnswer.ok(new Offer(name.isPresent(), name));
  }

  /** Sends the browser to the identity provider. */
  @GET
  @Path("start")
  @Produces(MediaType.WILDCARD)
  @Public
  @Answers(
      status = 302,
      headers = {
        "Location: the identity provider",
        "Set-Cookie: what the browser keeps until it comes back"
      })
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.CONFLICT, ErrorCode.IDENTITY_PROVIDER_FAILED})
  public Response start(
      @Asks(Destination.class) @Context UriInfo uri, @Context HttpHeaders headers) {
    return orPage(
        headers,
        () -> {
          String returnTo = QueryParameters.text(uri.getQueryParameters(), "returnTo").orElse(ROOT);
          singleSignOn.requireProvider();
          SingleSignOn.Begun begun =
              singleSignOn.begin(address(uri) + "/api/auth/oidc/callback", returnTo);
          return Response.status(Response.Status.FOUND)
              .header(HttpHeaders.LOCATION, begun.location())
              .cookie(cookies(uri).begun(begun.kept(), begun.lifetime()))
              .build();
        });
  }

  /** Takes the answer of the identity provider, which the browser brings, and signs in. */
  @GET
  @Path("callback")
  @Produces(MediaType.WILDCARD)
  @Public
  @Answers(media = MediaType.TEXT_HTML, headers = "Set-Cookie: the tokens of the session")
  @Edits
  @Refuses({
    ErrorCode.NOT_FOUND,
    ErrorCode.SIGN_IN_INVALID,
    ErrorCode.SIGN_IN_REFUSED,
    ErrorCode.CONFLICT,
    ErrorCode.TOO_MANY_ATTEMPTS,
    ErrorCode.IDENTITY_PROVIDER_FAILED
  })
  public Response callback(
      @Asks(Return.class) @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context ContainerRequestContext request) {
    return orPage(
        headers,
        () -> {
          Optional<String> peer = PeerAddress.of(request);
          SingleSignOn.Done done =
              singleSignOn.finish(answer(uri), SessionCookies.begun(headers), peer);
          SignIn signIn = sessions.start(done.user(), origin(headers, peer));
          audit.act(
              actor(done.user(), peer), "session.started", done.user().email(), AuditOutcome.DONE);
          SessionCookies cookies = cookies(uri);
          return SignInPages.landing(rootPath(uri) + done.returnTo())
              .cookie(cookies.of(signIn))
              .cookie(cookies.noneBegun())
              .build();
        });
  }

  private static SingleSignOn.Answer answer(UriInfo uri) {
    MultivaluedMap<String, String> query = uri.getQueryParameters();
    return new SingleSignOn.Answer(
        QueryParameters.text(query, "code"),
        QueryParameters.text(query, "state"),
        QueryParameters.text(query, "error"),
        QueryParameters.text(query, "iss"));
  }

  private static SessionOrigin origin(HttpHeaders headers, Optional<String> peer) {
    return new SessionOrigin(
        peer, Optional.ofNullable(headers.getHeaderString(HttpHeaders.USER_AGENT)));
  }

  private static Actor actor(User user, Optional<String> peer) {
    return Actor.user(user.id(), user.email(), ActorKind.SESSION, peer);
  }

  /** People see a page where something went wrong, programs the usual envelope. */
  private static Response orPage(HttpHeaders headers, Supplier<Response> work) {
    try {
      return work.get();
    } catch (GatewayException e) {
      String accept = String.valueOf(headers.getHeaderString(HttpHeaders.ACCEPT));
      if (accept.contains("text/html")) {
        return SignInPages.failure(e);
      }
      throw e;
    }
  }

  private SessionCookies cookies(UriInfo uri) {
    return SessionCookies.at(uri, publicUrl.orElse(config.current().settings().publicUrl()));
  }

  /**
   * Returns the address under which people reach the service, without a slash at its end.
   *
   * <p>What a request says of its host is anybody's word, so it is not asked where the provider is
   * to send people; it only shows that the default cannot be right.
   */
  private String address(UriInfo uri) {
    String address = publicUrl.orElse(config.current().settings().publicUrl());
    URI base = uri.getBaseUri();
    if (address.replaceFirst("/+$", "").equals(NOT_SET.toString())
        && !String.valueOf(base.getAuthority()).equals(NOT_SET.getAuthority())) {
      throw new GatewayException(
          ErrorCode.CONFLICT,
          "The service does not know under which address people reach it: an administrator sets"
              + " publicUrl in the settings, or ROUTERLY_PUBLIC_URL.");
    }
    return address.replaceFirst("/+$", "");
  }

  private String rootPath(UriInfo uri) {
    return URI.create(address(uri)).getRawPath();
  }
}
