package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.FakeIssuer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OidcTest {
  @TempDir Path folder;

  private final SettableClock clock = new SettableClock();
  private final FakeIssuer issuer = FakeIssuer.start(clock);
  private ServedHome home;
  private ServedHome.Caller admin;

  @BeforeEach
  void serve() {
    home = new ServedHome(folder, clock);
    admin = home.signIn("root", "admin");
    issuer.knows(
        Json.createObjectBuilder()
            .add("email", "ann@example.com")
            .add("email_verified", true)
            .add("groups", Json.createArrayBuilder().add("staff"))
            .build());
    assertThat(admin.patch("api/settings", settings(home.root)).statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    home.close();
    issuer.close();
  }

  private String settings(String publicUrl) {
    return """
        {"publicUrl": "%s", "oidc": {"issuer": "%s", "clientId": "routerly",
         "clientSecret": "canary-client-secret", "groupRoles": {"staff": "member"},
         "displayName": "Keys & Co"}}
        """
        .formatted(publicUrl, issuer.issuer());
  }

  private HttpResponse<String> start(String query) {
    return home.send(home.request("api/auth/oidc/start" + query));
  }

  private HttpResponse<String> callback(HttpResponse<String> started) {
    URI answer = issuer.signIn(URI.create(started.headers().firstValue("location").orElseThrow()));
    assertThat(answer.toString()).startsWith(home.root + "api/auth/oidc/callback?");
    return home.send(
        HttpRequest.newBuilder(answer)
            .header("accept", "text/html")
            .header("cookie", pairs(started)));
  }

  private static String pairs(HttpResponse<String> response) {
    return response.headers().allValues("set-cookie").stream()
        .map(cookie -> cookie.replaceFirst(";.*", ""))
        .filter(pair -> !pair.endsWith("="))
        .collect(Collectors.joining("; "));
  }

  private static Optional<String> cookie(HttpResponse<String> response, String name) {
    return response.headers().allValues("set-cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .findFirst();
  }

  private HttpResponse<String> withCookies(String path, HttpResponse<String> from) {
    return home.send(home.request(path).header("cookie", pairs(from)));
  }

  @Test
  void thePageWherePeopleChooseIsToldTheName() {
    HttpResponse<String> offer = home.stranger().get("api/auth/oidc");

    assertThat(offer.body())
        .isEqualToIgnoringNewLines("{\"enabled\":true,\"displayName\":\"Keys & Co\"}");
    admin.patch("api/settings", "{\"oidc\":null}");
    assertThat(home.stranger().get("api/auth/oidc").body())
        .isEqualToIgnoringNewLines("{\"enabled\":false}");
    assertThat(start("").statusCode()).isEqualTo(404);
  }

  @Test
  void theBrowserKeepsWhatWasBegunWhereNoScriptAndNoOtherPathSeesIt() {
    HttpResponse<String> started = start("?returnTo=/api/me");

    assertThat(started.statusCode()).isEqualTo(302);
    assertThat(cookie(started, "routerly-oidc").orElseThrow())
        .containsIgnoringCase("HttpOnly")
        .containsIgnoringCase("SameSite=Lax")
        .containsIgnoringCase("Path=/api/auth/oidc;")
        .containsIgnoringCase("Max-Age=600")
        .doesNotContainIgnoringCase("Secure");
    assertThat(started.headers().firstValue("cache-control")).contains("no-store");
  }

  @Test
  void whoComesBackHasTheSessionOfACookieLogIn() {
    HttpResponse<String> landed = callback(start("?returnTo=/api/me"));

    assertThat(landed.statusCode()).isEqualTo(200);
    assertThat(landed.body()).contains("content=\"0;url=/api/me\"");
    for (String name : List.of("routerly-session", "routerly-refresh")) {
      assertThat(cookie(landed, name).orElseThrow())
          .containsIgnoringCase("HttpOnly")
          .containsIgnoringCase("SameSite=Strict");
    }
    assertThat(cookie(landed, "routerly-oidc").orElseThrow()).containsIgnoringCase("Max-Age=0");
    JsonObject me = ServedHome.json(withCookies("api/me", landed));
    assertThat(me.getString("email")).isEqualTo("ann@example.com");
    assertThat(me.getString("role")).isEqualTo("member");
    JsonObject sessions = ServedHome.json(withCookies("api/me/sessions", landed));
    assertThat(sessions.getInt("total")).isEqualTo(1);
    HttpResponse<String> refreshed =
        home.send(
            home.request("api/auth/refresh")
                .header("cookie", pairs(landed))
                .header("x-requested-with", "test")
                .POST(BodyPublishers.noBody()));
    assertThat(refreshed.statusCode()).isEqualTo(200);
    assertThat(withCookies("api/me", refreshed).statusCode()).isEqualTo(200);
  }

  @Test
  void theAuditLogTellsOfTheNewAccountAndOfTheSession() {
    callback(start(""));

    assertThat(admin.get("api/audit?user=ann@example.com").body() + admin.get("api/audit").body())
        .contains("\"user.created\"", "\"session.started\"", "ann@example.com")
        .doesNotContain("canary");
  }

  @Test
  void whoSignsInElsewhereHasNoPasswordHere() {
    HttpResponse<String> landed = callback(start(""));
    String id = ServedHome.json(withCookies("api/me", landed)).getString("id");

    assertThat(admin.patch("api/users/" + id, "{\"password\":\"long-enough-1\"}").statusCode())
        .isEqualTo(409);
    for (String password : List.of("none", "")) {
      assertThat(
              home.stranger()
                  .post(
                      "api/auth/login",
                      "{\"email\":\"ann@example.com\",\"password\":\"" + password + "\"}")
                  .statusCode())
          .isEqualTo(401);
    }
    HttpResponse<String> own =
        home.send(
            home.request("api/me")
                .header("cookie", pairs(landed))
                .header("x-requested-with", "test")
                .header("content-type", "application/json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"currentPassword\":\"none\",\"newPassword\":\"long-enough-1\"}")));
    assertThat(own.statusCode()).isEqualTo(409);
    JsonObject shown = ServedHome.json(admin.get("api/users/" + id));
    assertThat(shown.getJsonArray("identities")).hasSize(1);
    assertThat(admin.put("api/users/" + id, shown.toString()).body())
        .isEqualToIgnoringNewLines(admin.get("api/users/" + id).body());
  }

  @Test
  void peopleSeeAPageThatTellsWhyAndProgramsTheEnvelope() {
    HttpRequest.Builder page =
        home.request("api/auth/oidc/callback?code=x&state=%3Cb%3E").header("accept", "text/html");
    HttpResponse<String> shown = home.send(page);

    assertThat(shown.statusCode()).isEqualTo(400);
    assertThat(shown.headers().firstValue("content-type")).contains("text/html;charset=utf-8");
    assertThat(shown.headers().firstValue("x-routerly-error")).contains("sign_in_invalid");
    assertThat(shown.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'");
    assertThat(shown.body()).contains("sign_in_invalid", "href=\"start\"");
    HttpResponse<String> told = home.stranger().get("api/auth/oidc/callback?code=x&state=y");
    assertThat(ServedHome.json(told).getString("error")).isEqualTo("sign_in_invalid");
  }

  @Test
  void nobodyIsSentAnywhereElse() {
    HttpResponse<String> refused = start("?returnTo=//evil.example");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("location")).isEmpty();
    assertThat(start("?returnTo=/x%22%3E%3Cscript%3E").statusCode()).isEqualTo(400);
  }

  @Test
  void withoutAPublicUrlNobodyIsSentBackToTheProvidersOwnMachine() {
    admin.patch("api/settings", "{\"publicUrl\":\"http://localhost:3000\"}");

    HttpResponse<String> refused = start("");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("publicUrl", "ROUTERLY_PUBLIC_URL");
  }

  @Test
  void theSecretIsStoredEncryptedMaskedAndDoesNotFollowToAnotherIssuer() throws Exception {
    String shown = admin.get("api/settings").body();
    assertThat(shown).contains("\"clientSecret\":\"********\"").doesNotContain("canary");
    assertThat(Files.readString(folder.resolve("config/settings.json")))
        .contains("\"ENCRYPTED:")
        .doesNotContain("canary");
    assertThat(admin.put("api/settings", shown).statusCode()).isEqualTo(200);
    assertThat(callback(start("")).statusCode()).isEqualTo(200);

    HttpResponse<String> moved =
        admin.patch("api/settings", "{\"oidc\":{\"issuer\":\"https://other.example\"}}");
    assertThat(moved.statusCode()).isEqualTo(400);
    assertThat(moved.body()).contains("/oidc/clientSecret");
  }

  @Test
  void whatIsWrongWithTheSettingsIsToldByPointers() {
    for (String[] wrong :
        new String[][] {
          {
            "{\"oidc\":{\"issuer\":\"http://id.example\",\"clientSecret\":\"canary-2\"}}",
            "/oidc/issuer"
          },
          {"{\"oidc\":{\"isuer\":1}}", "/oidc/isuer"},
          {"{\"oidc\":{\"scopes\":[\"email\"]}}", "/oidc/scopes"},
          {"{\"oidc\":{\"groupRoles\":null}}", "/oidc/groupRoles"},
          {"{\"oidc\":{\"groupRoles\":{\"a/b\":\"nobody\"}}}", "/oidc/groupRoles/a~1b"},
          {"{\"oidc\":{\"emailClaim\":\"upn\"}}", "/oidc/requireVerifiedEmail"},
          {"{\"oidc\":{\"requireVerifiedEmail\":false,\"linkByEmail\":true}}", "/oidc/linkByEmail"},
          {"{\"oidc\":{\"clientSecret\":\"env:PATH\"}}", "/oidc/clientSecret"}
        }) {
      HttpResponse<String> refused = admin.patch("api/settings", wrong[0]);
      assertThat(refused.statusCode()).as(wrong[0]).isBetween(400, 409);
      assertThat(refused.body()).contains("\"" + wrong[1] + "\"").doesNotContain("canary");
    }
  }

  @Test
  void whoMayNotDoEverythingMayNotSayWhoComesIn() {
    admin.post("api/roles", "{\"name\":\"ops\",\"permissions\":[\"settings:write\"]}");
    ServedHome.Caller ops = home.signIn("ops", "ops");

    assertThat(ops.patch("api/settings", "{\"traceDays\":3}").statusCode()).isEqualTo(200);
    assertThat(
            ops.patch("api/settings", "{\"oidc\":{\"groupRoles\":{\"staff\":\"admin\"}}}")
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void aNewMasterSecretKeepsTheClientSecret() {
    home.gateway.rotateSecret(io.routerly.domain.Actor.command("test"));

    assertThat(callback(start("")).statusCode()).isEqualTo(200);
    assertThat(issuer.forms().get(0).get("Authorization")).startsWith("Basic ");
  }
}
