package io.routerly.standalone;

import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import io.routerly.cli.Environment;
import io.routerly.domain.User;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;

/**
 * The service at 127.0.0.1 and an identity provider of others at localhost, which is another site
 * for browsers. The provider has a page on which people say who they are.
 */
final class SignOnSite implements AutoCloseable {
  private final MockOAuth2Server provider;
  private final Gateway gateway;
  private final RunningService service;

  /**
   * @param algorithm with which the provider signs
   */
  SignOnSite(Path home, String algorithm) throws IOException {
    provider =
        new MockOAuth2Server(
            OAuth2Config.Companion.fromJson(
                """
                {"interactiveLogin": true,
                 "tokenProvider": {"keyProvider": {"algorithm": "%s"}}}
                """
                    .formatted(algorithm)));
    provider.start(InetAddress.getByName("localhost"), 0);
    gateway =
        Gateway.open(
            new GatewayOptions(
                home,
                Clock.systemUTC(),
                new SecureRandom(),
                name -> Optional.ofNullable(Map.of("ROUTERLY_SETUP_CODE", "code").get(name))));
    Environment environment = name -> Optional.ofNullable(Map.of("ROUTERLY_PORT", "0").get(name));
    service = RunningService.start(gateway, Overrides.of(environment).orHost("127.0.0.1"));
    Operator operator = new Operator(service.uri());
    operator.post("api/setup/first-admin", Operator.ADMIN.formatted(",\"setupCode\":\"code\""));
    operator
        .signIn()
        .patch(
            "api/settings",
            """
            {"publicUrl": "%s", "oidc": {"issuer": "%s", "clientId": "routerly",
             "clientSecret": "secret", "groupRoles": {"staff": "member", "ops": "admin"}}}
            """
                .formatted(service.uri(), issuer()));
  }

  String issuer() {
    return "http://localhost:" + provider.baseUrl().port() + "/corporate";
  }

  /** Returns the address of a path of the service. */
  String address(String path) {
    return service.uri() + path;
  }

  User user(String email) {
    return gateway.config().current().users().stream()
        .filter(user -> user.email().equals(email))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    service.close();
    provider.shutdown();
  }
}
