package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import io.routerly.cli.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connects from two addresses of this machine, of which one is that of a trusted proxy. */
class TrustedHeaderTest {
  private static final String PROXY = "127.0.0.2";
  private static final String OTHER = "127.0.0.1";
  private static final String ANN = "X-User: ann@example.com\r\nX-Groups: staff\r\n";

  private static RunningService service;

  @BeforeAll
  static void serve(@TempDir Path home) {
    Gateway gateway =
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
            {"trustedHeader": {"userHeader": "X-User", "groupsHeader": "X-Groups",
             "trustedProxies": ["%s"], "groupRoles": {"staff": "member"}}}
            """
                .formatted(PROXY));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String ask(String from, String request, String headers) throws IOException {
    try (RawClient client = new RawClient(service.uri().getPort(), InetAddress.getByName(from))) {
      return client.send(request.replace("Host:", headers + "Host:")).answer();
    }
  }

  private static String newToken() {
    return RawClient.post("/api/me/tokens", "{\"name\":\"ci\",\"permissions\":[\"usage:read\"]}")
        .replace("Host:", "Content-Type: application/json\r\nHost:");
  }

  @Test
  void whomTheProxyNamesIsSignedIn() throws IOException {
    assertThat(ask(PROXY, RawClient.get("/api/me"), ANN))
        .startsWith("HTTP/1.1 200")
        .contains("ann@example.com", "\"member\"");
  }

  @Test
  void theSameFromElsewhereIsNobodyWhateverItSaysOfItsWay() throws IOException {
    assertThat(
            ask(
                OTHER,
                RawClient.get("/api/me"),
                ANN + "X-Forwarded-For: 127.0.0.2\r\nForwarded: for=127.0.0.2\r\n"))
        .startsWith("HTTP/1.1 401")
        .contains("unauthenticated", "trustedProxies");
  }

  @Test
  void pagesOfOtherSitesChangeNothing() throws IOException {
    assertThat(ask(PROXY, newToken(), ANN)).startsWith("HTTP/1.1 403").contains("X-Requested-With");
    assertThat(ask(PROXY, newToken(), ANN + "X-Requested-With: page\r\n"))
        .startsWith("HTTP/1.1 201");
  }

  @Test
  void aSecondCopyOrAnotherCredentialIsRefused() throws IOException {
    assertThat(ask(PROXY, RawClient.get("/api/me"), ANN + "x-user: root@example.com\r\n"))
        .startsWith("HTTP/1.1 401")
        .contains("conflicting_credentials");
    for (String other : new String[] {"Authorization: Bearer x", "Cookie: routerly-session=x"}) {
      assertThat(ask(PROXY, RawClient.get("/api/me"), ANN + other + "\r\n"))
          .startsWith("HTTP/1.1 401")
          .contains("conflicting_credentials");
    }
  }

  @Test
  void callsOfModelsStillTakeAProjectToken() throws IOException {
    assertThat(ask(PROXY, RawClient.get("/v1/models"), ANN))
        .startsWith("HTTP/1.1 401")
        .contains("invalid_api_key");
  }
}
