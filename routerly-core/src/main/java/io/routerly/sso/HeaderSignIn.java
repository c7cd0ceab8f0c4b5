package io.routerly.sso;

import io.routerly.auth.Principal;
import io.routerly.auth.Sessions;
import io.routerly.domain.ActorKind;
import io.routerly.domain.ExternalIdentity;
import io.routerly.domain.Ids;
import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.TrustedHeader;
import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Believes a proxy that says in headers who people are. It is off unless the settings have {@code
 * trustedHeader}, and only connections from the addresses there are believed: what {@code
 * X-Forwarded-For} says is not asked. Thread-safe.
 */
public final class HeaderSignIn {
  /** The issuer of people whom a proxy names; no provider's address looks like it. */
  public static final String ISSUER = "trusted-header";

  private final ConfigStore config;
  private final Accounts accounts;

  public HeaderSignIn(ConfigStore config, Clock clock, SecureRandom random) {
    this.config = config;
    this.accounts = new Accounts(config, new Ids(random), clock);
  }

  /**
   * Returns whom a request's headers name, if they count.
   *
   * @param headers gives the values of a header by its name, in whatever case
   * @param peer the other end of the connection, where the server tells it
   * @throws GatewayException {@code conflicting_credentials} if they name several, {@code
   *     unauthenticated} with the reason if the person may not come in
   */
  public Optional<Principal> verify(Function<String, List<String>> headers, Optional<String> peer) {
    Optional<TrustedHeader> settings = named(headers);
    return settings
        .filter(trusted -> peer.filter(trusted::trusts).isPresent())
        .map(trusted -> principalOrReason(trusted, headers, peer));
  }

  /** Returns whether there is such a header, and it does not count because of where it is from. */
  public boolean isFromElsewhere(Function<String, List<String>> headers, Optional<String> peer) {
    return named(headers).filter(trusted -> peer.filter(trusted::trusts).isEmpty()).isPresent();
  }

  /**
   * Returns the same person with the rights that they have by now.
   *
   * @throws GatewayException {@code unauthenticated} if the account is gone, or the proxies are not
   *     believed any more
   */
  public Principal again(Principal person) {
    var current = config.current();
    return current.users().stream()
        .filter(user -> current.settings().trustedHeader().isPresent())
        .filter(user -> user.id().equals(person.userId()))
        .filter(user -> user.identities().stream().anyMatch(i -> i.issuer().equals(ISSUER)))
        .findFirst()
        .map(user -> Principal.byProxy(user, current))
        .orElseThrow(Sessions::signInAgain);
  }

  private Optional<TrustedHeader> named(Function<String, List<String>> headers) {
    return config
        .current()
        .settings()
        .trustedHeader()
        .filter(trusted -> !headers.apply(trusted.userHeader()).isEmpty());
  }

  /** To a request it is the same whether nobody is named or somebody who may not come in. */
  private Principal principalOrReason(
      TrustedHeader trusted, Function<String, List<String>> headers, Optional<String> peer) {
    try {
      return principal(trusted, headers, peer);
    } catch (GatewayException e) {
      boolean refused = e.code() == ErrorCode.SIGN_IN_REFUSED || e.code() == ErrorCode.CONFLICT;
      throw refused ? new GatewayException(ErrorCode.UNAUTHENTICATED, e.sentence(), e) : e;
    }
  }

  private Principal principal(
      TrustedHeader trusted, Function<String, List<String>> headers, Optional<String> peer) {
    String name = only(trusted.userHeader(), headers);
    String email =
        trusted
            .emailHeader()
            .map(header -> only(header, headers))
            .filter(text -> !text.isEmpty())
            .orElse(name);
    User user =
        accounts.admit(
            new Accounts.Person(identity(name), single(email), true, groups(trusted, headers)),
            new Accounts.Rules(
                new RoleMapping(trusted.groupRoles(), trusted.defaultRole()),
                trusted.allowCreate(),
                trusted.linkByEmail()),
            ActorKind.PROXY,
            peer);
    return Principal.byProxy(user, config.current());
  }

  private static ExternalIdentity identity(String name) {
    try {
      return new ExternalIdentity(ISSUER, single(name));
    } catch (InvalidFieldException e) {
      throw Failures.refused("The proxy names nobody.");
    }
  }

  private static Set<String> groups(TrustedHeader trusted, Function<String, List<String>> headers) {
    String all = trusted.groupsHeader().map(header -> only(header, headers)).orElse("");
    return Arrays.stream(all.split(Pattern.quote(trusted.groupsSeparator()), -1))
        .map(String::strip)
        .filter(group -> !group.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Of two copies one would be the client's own. */
  private static String only(String header, Function<String, List<String>> headers) {
    List<String> values = headers.apply(header);
    if (values.size() > 1) {
      throw severalPeople();
    }
    return values.isEmpty() ? "" : values.get(0).strip();
  }

  /** Some proxies join what came with what they add. */
  private static String single(String value) {
    if (value.indexOf(',') >= 0) {
      throw severalPeople();
    }
    return value;
  }

  private static GatewayException severalPeople() {
    return new GatewayException(
        ErrorCode.CONFLICTING_CREDENTIALS,
        "A header that says who somebody is came several times: have the proxy take away what"
            + " clients send.");
  }
}
