package io.routerly.sso;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.routerly.auth.AttemptThrottle;
import io.routerly.domain.ActorKind;
import io.routerly.domain.ExternalIdentity;
import io.routerly.domain.Ids;
import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.OidcSettings;
import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.secret.BrowserSeal;
import io.routerly.secret.OidcSecrets;
import io.routerly.store.ConfigStore;
import io.routerly.upstream.UpstreamClient;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs people in at an OpenID Connect provider: the authorisation code flow with PKCE.
 *
 * <p>A sign-in that was begun is kept by the browser that began it, sealed, so that beginning one
 * costs no memory and nobody else can finish it. Each is good once. Failures from one network
 * address that made the provider work are limited. Thread-safe.
 */
public final class SingleSignOn {
  private static final Logger LOG = LoggerFactory.getLogger(SingleSignOn.class);
  private static final int BURST = 30;
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  /** More are hardly finished within the lifetime of a sign-in. */
  private static final int MAX_USED = 50_000;

  private final ConfigStore config;
  private final Clock clock;
  private final SecureRandom random;
  private final BrowserSeal seal;
  private final ProviderCache providers;
  private final CodeExchange exchange;
  private final Accounts accounts;
  private final AttemptThrottle throttle;
  private final Cache<String, Boolean> used = Caffeine.newBuilder().maximumSize(MAX_USED).build();

  public SingleSignOn(
      ConfigStore config,
      OidcSecrets secrets,
      UpstreamClient upstream,
      Clock clock,
      SecureRandom random) {
    this.config = config;
    this.clock = clock;
    this.random = random;
    this.seal = new BrowserSeal(random);
    ProviderHttp http =
        new ProviderHttp(
            upstream, () -> config.current().settings().outboundAllow(), ProviderHttp.USUAL);
    this.providers = new ProviderCache(http, clock);
    this.exchange = new CodeExchange(providers, http, new IdTokens(providers, clock), secrets);
    this.accounts = new Accounts(config, new Ids(random), clock);
    this.throttle = new AttemptThrottle(clock, BURST, INTERVAL);
  }

  /**
   * A sign-in that has begun.
   *
   * @param location where the browser goes
   * @param kept what the browser must keep until it comes back, and show then
   * @param lifetime for how long
   */
  public record Begun(URI location, String kept, Duration lifetime) {
    @Override
    public String toString() {
      return "Begun[***]";
    }
  }

  /** What the provider's answer carries. */
  public record Answer(
      Optional<String> code,
      Optional<String> state,
      Optional<String> error,
      Optional<String> issuer) {
    @Override
    public String toString() {
      return "Answer[***]";
    }
  }

  /**
   * A sign-in that has ended well.
   *
   * @param user who it is
   * @param returnTo the path below the root of the service where they wanted to go
   */
  public record Done(User user, String returnTo) {}

  /** Returns what the provider is called, if there is one. */
  public Optional<String> displayName() {
    return config.current().settings().oidc().map(OidcSettings::displayName);
  }

  /**
   * Makes sure that there is a provider.
   *
   * @throws GatewayException {@code not_found} if there is none
   */
  public void requireProvider() {
    settings();
  }

  /**
   * Begins a sign-in.
   *
   * @param redirectUri where the provider is to send its answer
   * @param returnTo a path below the root of the service
   * @throws GatewayException {@code not_found} if there is no provider, {@code invalid_request} for
   *     another place than one of this service, {@code identity_provider_failed}
   */
  public Begun begin(String redirectUri, String returnTo) {
    OidcSettings settings = settings();
    String path = ReturnPath.require(returnTo);
    URI authorization =
        logged("that was to begin", () -> providers.get(settings)).facts().authorization();
    PendingSignIn pending =
        PendingSignIn.begin(settings, redirectUri, path, clock.instant(), random);
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", settings.clientId());
    query.put("redirect_uri", redirectUri);
    query.put("scope", String.join(" ", settings.scopes()));
    query.put("state", pending.state());
    query.put("nonce", pending.nonce());
    query.put("code_challenge", pending.challenge());
    query.put("code_challenge_method", "S256");
    return new Begun(
        Forms.asQuery(authorization, query), pending.sealed(seal), PendingSignIn.LIFETIME);
  }

  /**
   * Ends a sign-in.
   *
   * @param kept what the browser kept
   * @param address network address from which it comes, where the server tells it
   * @throws GatewayException {@code sign_in_invalid}, {@code sign_in_refused}, {@code conflict},
   *     {@code identity_provider_failed} or {@code too_many_attempts}, with the reason
   */
  public Done finish(Answer answer, Optional<String> kept, Optional<String> address) {
    OidcSettings settings = settings();
    return logged(
        "from " + address.orElse("an unknown address"),
        () -> {
          PendingSignIn pending = pending(answer, kept, settings);
          throttle.take(address.orElse(""), 1);
          Done done = new Done(user(answer, pending, settings, address), pending.returnTo());
          throttle.giveBack(address.orElse(""), 1);
          return done;
        });
  }

  private PendingSignIn pending(Answer answer, Optional<String> kept, OidcSettings settings) {
    PendingSignIn pending =
        kept.flatMap(text -> PendingSignIn.open(text, seal))
            .orElseThrow(
                () ->
                    Failures.invalid(
                        "No sign-in was begun in this browser, at this address, since the service"
                            + " was started: sign in again."));
    if (answer.state().filter(pending.state()::equals).isEmpty()) {
      throw Failures.invalid(
          "The answer belongs to another sign-in than the last one of this browser: sign in"
              + " again.");
    }
    if (!clock.instant().isBefore(pending.endsAt()) || !pending.isOf(settings)) {
      throw Failures.invalid("The sign-in took too long, or the settings changed: sign in again.");
    }
    if (used.asMap().putIfAbsent(pending.state(), true) != null) {
      throw Failures.invalid("This sign-in has been used already: sign in again.");
    }
    return pending;
  }

  private User user(
      Answer answer, PendingSignIn pending, OidcSettings settings, Optional<String> address) {
    requireFrom(answer, settings);
    if (answer.error().isPresent()) {
      throw Failures.refused(
          "The identity provider did not sign you in: " + safe(answer.error().get()) + ".");
    }
    String code = answer.code().orElseThrow(() -> Failures.invalid("The answer carries no code."));
    Claims claims = exchange.claims(code, pending, settings);
    return accounts.admit(
        person(claims, settings),
        new Accounts.Rules(
            new RoleMapping(settings.groupRoles(), settings.defaultRole()),
            settings.allowCreate(),
            settings.linkByEmail()),
        ActorKind.SESSION,
        address);
  }

  /** An answer of another provider must not reach ours with our code (RFC 9207). */
  private void requireFrom(Answer answer, OidcSettings settings) {
    boolean mustName = providers.get(settings).facts().namesItself();
    if ((mustName || answer.issuer().isPresent())
        && answer.issuer().filter(settings.issuer()::equals).isEmpty()) {
      throw Failures.invalid("The answer came from another identity provider: sign in again.");
    }
  }

  private static Accounts.Person person(Claims claims, OidcSettings settings) {
    String email =
        claims
            .text(settings.emailClaim())
            .orElseThrow(
                () ->
                    Failures.refused(
                        "The identity provider does not tell your e-mail address: an administrator"
                            + " looks at oidc.emailClaim and oidc.scopes."));
    boolean verified = claims.isTrue("email_verified");
    if (settings.requireVerifiedEmail() && !verified) {
      throw Failures.refused("The identity provider has not verified your e-mail address.");
    }
    return new Accounts.Person(
        identity(claims, settings),
        email.strip(),
        verified && settings.emailClaim().equals(OidcSettings.EMAIL),
        claims.texts(settings.groupsClaim()));
  }

  private static ExternalIdentity identity(Claims claims, OidcSettings settings) {
    try {
      return new ExternalIdentity(settings.issuer(), claims.subject());
    } catch (InvalidFieldException e) {
      throw Failures.provider("The identity provider's ID token names nobody.");
    }
  }

  private OidcSettings settings() {
    return config
        .current()
        .settings()
        .oidc()
        .orElseThrow(
            () ->
                new GatewayException(
                    ErrorCode.NOT_FOUND,
                    "There is no single sign-on here: an administrator sets oidc in the"
                        + " settings."));
  }

  private static <T> T logged(String which, Supplier<T> work) {
    try {
      return work.get();
    } catch (GatewayException e) {
      if (e.code() != ErrorCode.TOO_MANY_ATTEMPTS) {
        LOG.warn("A single sign-on {} failed: {}", which, e.sentence());
      }
      throw e;
    }
  }

  /** Error codes of OAuth are of these characters; anything may stand in a link. */
  private static String safe(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9_.-]", "");
    return plain.substring(0, Math.min(plain.length(), 60));
  }
}
