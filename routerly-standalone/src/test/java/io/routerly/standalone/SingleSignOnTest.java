package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signs in at an identity provider that others wrote, with a browser that others wrote. */
class SingleSignOnTest {
  private static final String START = "/api/auth/oidc/start?returnTo=/api/me";
  private static final String CLAIMS =
      "{\"email\":\"ann@example.com\",\"email_verified\":true,\"groups\":[\"%s\"]}";

  @TempDir Path home;
  @TempDir Path profile;

  @Test
  void aBrowserComesBackSignedInAndWithTheRoleOfTheGroupsOfEachTime() throws Exception {
    try (SignOnSite site = new SignOnSite(home, "RS256");
        Chromium browser = new Chromium(profile)) {
      signIn(browser, site, "staff");

      assertThat(browser.evaluate("document.body.innerText"))
          .contains("ann@example.com", "\"member\"");
      assertThat(browser.evaluate("document.cookie")).isEmpty();
      assertThat(browser.cookies())
          .filteredOn(cookie -> cookie.getString("name").startsWith("routerly-"))
          .hasSize(2)
          .allSatisfy(
              cookie -> {
                assertThat(cookie.getBoolean("httpOnly")).isTrue();
                assertThat(cookie.getString("sameSite")).isEqualTo("Strict");
              });

      signIn(browser, site, "ops");
      assertThat(browser.evaluate("document.body.innerText")).contains("\"admin\"");
      assertThat(site.user("ann@example.com").identities())
          .singleElement()
          .satisfies(identity -> assertThat(identity.subject()).isEqualTo("ann-at-work"));
    }
  }

  private static void signIn(Chromium browser, SignOnSite site, String group) throws Exception {
    browser.open(site.address(START));
    browser.awaitPage(address -> address.startsWith(site.issuer()));
    browser.evaluate("document.querySelector('[name=username]').value = 'ann-at-work'");
    browser.evaluate(
        "document.querySelector('[name=claims]').value = '" + CLAIMS.formatted(group) + "'");
    browser.evaluate("document.querySelector('form input[type=submit]').click()");
    browser.awaitPage(site.address("/api/me")::equals);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "PS384"})
  void tokensOfOtherKindsOfKeysAreRead(String algorithm) throws Exception {
    try (SignOnSite site = new SignOnSite(home, algorithm)) {
      HttpClient client =
          HttpClient.newBuilder()
              .cookieHandler(new CookieManager())
              .version(HttpClient.Version.HTTP_1_1)
              .build();
      URI login = location(client, HttpRequest.newBuilder(URI.create(site.address(START))));
      URI callback =
          location(
              client,
              HttpRequest.newBuilder(login)
                  .header("content-type", "application/x-www-form-urlencoded")
                  .POST(
                      BodyPublishers.ofString(
                          "username=ann&claims="
                              + URLEncoder.encode(
                                  CLAIMS.formatted("staff"), StandardCharsets.UTF_8))));

      HttpResponse<String> landed =
          client.send(HttpRequest.newBuilder(callback).build(), BodyHandlers.ofString());

      assertThat(landed.statusCode()).as(landed.body()).isEqualTo(200);
      assertThat(site.user("ann@example.com").role()).isEqualTo("member");
    }
  }

  private static URI location(HttpClient client, HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    return URI.create(
        response.headers().firstValue("location").orElseThrow(() -> new AssertionError(response)));
  }
}
