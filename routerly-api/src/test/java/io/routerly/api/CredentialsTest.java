package io.routerly.api;

import static io.routerly.api.ServedHome.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.ServedHome.Caller;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cookies of browsers, lists of sessions, and tokens with which programs act for people. */
class CredentialsTest {
  private static final String LOGIN =
      "{\"email\":\"ann@example.com\",\"password\":\"" + ServedHome.PASSWORD + "\"%s}";

  private final Path folder;
  private final ServedHome home;
  private final Caller ann;

  CredentialsTest(@TempDir Path folder) {
    this.folder = folder;
    home = new ServedHome(folder);
    ann = home.signIn("ann", "admin");
  }

  @AfterEach
  void close() {
    home.close();
  }

  private HttpResponse<String> logIn(String more) {
    return home.stranger().post("api/auth/login", LOGIN.formatted(more));
  }

  private static String cookies(HttpResponse<String> response) {
    return response.headers().allValues("set-cookie").stream()
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .collect(Collectors.joining("; "));
  }

  private HttpResponse<String> withCookies(
      String method, String path, String cookies, String body, String... headers) {
    HttpRequest.Builder request =
        home.request(path).header("cookie", cookies).header("content-type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return home.send(request.method(method, BodyPublishers.ofString(body)));
  }

  @Test
  void aBrowserGetsItsTokensInCookiesThatScriptsCannotRead() {
    HttpResponse<String> answer = logIn(",\"cookie\":true");

    assertThat(json(answer)).doesNotContainKeys("token", "refreshToken");
    assertThat(answer.headers().allValues("set-cookie"))
        .hasSize(2)
        .allSatisfy(
            cookie ->
                assertThat(cookie).contains("HttpOnly", "SameSite=Strict").contains("Path=/api"));
    assertThat(withCookies("GET", "api/me", cookies(answer), "").statusCode()).isEqualTo(200);
  }

  @Test
  void cookiesAreForTlsAloneWhereTheServiceIsReachedByIt() {
    ann.patch("api/settings", "{\"publicUrl\":\"https://gateway.example.com\"}");

    assertThat(logIn(",\"cookie\":true").headers().allValues("set-cookie"))
        .allSatisfy(cookie -> assertThat(cookie).contains("Secure"));
  }

  @Test
  void aChangeWithACookieTakesTheHeaderThatOtherSitesCannotSend() {
    String cookies = cookies(logIn(",\"cookie\":true"));
    String model = "{\"id\":\"m\",\"provider\":\"demo\"}";

    assertThat(withCookies("POST", "api/models", cookies, model).statusCode()).isEqualTo(403);
    assertThat(withCookies("POST", "api/auth/refresh", cookies, "").statusCode()).isEqualTo(403);
    assertThat(withCookies("POST", "api/auth/logout", cookies, "").statusCode()).isEqualTo(403);
    assertThat(
            withCookies("POST", "api/models", cookies, model, "x-requested-with", "page")
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void aCookieIsRefreshedAndGoesWithTheLogOut() {
    String cookies = cookies(logIn(",\"cookie\":true"));
    HttpResponse<String> again =
        withCookies("POST", "api/auth/refresh", cookies, "", "x-requested-with", "page");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again)).doesNotContainKeys("token", "refreshToken");

    HttpResponse<String> out =
        withCookies("POST", "api/auth/logout", cookies(again), "", "x-requested-with", "page");

    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(out.headers().allValues("set-cookie"))
        .allSatisfy(cookie -> assertThat(cookie).contains("Max-Age=0"));
    assertThat(withCookies("GET", "api/me", cookies(again), "").statusCode()).isEqualTo(401);
  }

  @Test
  void aCookieBesideAnotherCredentialIsRefused() {
    String cookies = cookies(logIn(",\"cookie\":true"));

    HttpResponse<String> answer =
        withCookies("GET", "api/me", cookies, "", "authorization", "Bearer " + ann.bearer());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).getString("error")).isEqualTo("conflicting_credentials");
  }

  @Test
  void peopleSeeAndEndTheirSessions() {
    String other = json(logIn("")).getString("token");
    List<JsonObject> listed = items(ann.get("api/me/sessions"));

    assertThat(listed).hasSize(2);
    assertThat(listed).filteredOn(session -> session.getBoolean("current")).hasSize(1);
    String id =
        listed.stream()
            .filter(s -> !s.getBoolean("current"))
            .findFirst()
            .orElseThrow()
            .getString("id");
    assertThat(ann.delete("api/me/sessions/" + id).statusCode()).isEqualTo(204);
    assertThat(new Caller(home, other).get("api/me").statusCode()).isEqualTo(401);
    assertThat(ann.get("api/me").statusCode()).isEqualTo(200);
    assertThat(ann.delete("api/me/sessions/" + id).statusCode()).isEqualTo(404);

    assertThat(ann.delete("api/me/sessions").statusCode()).isEqualTo(204);
    assertThat(ann.get("api/me").statusCode()).isEqualTo(401);
  }

  @Test
  void administratorsEndSessionsOfOthersAndNobodyThoseOfTheirBetters() {
    Caller bob = home.signIn("bob", "member");
    ann.post("api/roles", "{\"name\":\"people\",\"permissions\":[\"users:write\"]}");
    Caller carl = home.signIn("carl", "people");

    assertThat(items(carl.get("api/users/usr_bob/sessions"))).hasSize(1);
    assertThat(carl.delete("api/users/usr_ann/sessions").statusCode()).isEqualTo(403);
    assertThat(bob.get("api/users/usr_ann/sessions").statusCode()).isEqualTo(403);
    assertThat(ann.delete("api/users/usr_bob/sessions").statusCode()).isEqualTo(204);
    assertThat(bob.get("api/me").statusCode()).isEqualTo(401);
  }

  @Test
  void aProgramActsWithATokenAsFarAsItAndItsOwnerMay() throws Exception {
    JsonObject made =
        json(ann.post("api/me/tokens", "{\"name\":\"ci\",\"permissions\":[\"models:write\"]}"));
    Caller program = new Caller(home, made.getString("token"));

    assertThat(program.post("api/models", "{\"id\":\"m\",\"provider\":\"demo\"}").statusCode())
        .isEqualTo(201);
    assertThat(program.get("api/settings").statusCode()).isEqualTo(403);
    assertThat(program.get("api/settings").body()).contains("This access token");
    assertThat(json(program.get("api/me")).getJsonArray("permissions"))
        .containsExactly(Json.createValue("models:write"));
    JsonObject entry = items(ann.get("api/audit?action=model.created")).get(0);
    assertThat(entry.getJsonObject("actor").getString("via")).isEqualTo("token");
    assertThat(items(ann.get("api/me/tokens")).get(0)).containsKey("usedAt");
    assertThat(Files.readString(folder.resolve("config/users.json")))
        .contains("SHA256:")
        .doesNotContain(made.getString("token"));

    ann.post("api/projects", "{\"name\":\"Spare\",\"slug\":\"spare\"}");
    home.user("bob", "admin");
    ann.put("api/users/usr_ann", "{\"email\":\"ann@example.com\",\"role\":\"admin\"}");
    assertThat(ann.delete("api/me/tokens/" + made.getString("id")).statusCode()).isEqualTo(204);
    assertThat(program.get("api/models").statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenLosesWhatItsOwnerLoses() {
    home.user("bob", "admin");
    Caller bob = home.signIn("bob", "admin");
    String token =
        json(bob.post("api/me/tokens", "{\"name\":\"x\",\"permissions\":[\"models:write\"]}"))
            .getString("token");
    ann.put("api/users/usr_bob", "{\"email\":\"bob@example.com\",\"role\":\"viewer\"}");

    Caller program = new Caller(home, token);
    assertThat(program.post("api/models", "{\"id\":\"m\",\"provider\":\"demo\"}").statusCode())
        .isEqualTo(403);
    assertThat(program.get("api/models").statusCode()).isEqualTo(200);
    ann.delete("api/users/usr_bob");
    assertThat(program.get("api/models").statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenChangesNoCredentials() {
    String token =
        json(ann.post(
                "api/me/tokens",
                "{\"name\":\"all\",\"permissions\":[\"users:write\",\"projects:write\"]}"))
            .getString("token");
    Caller program = new Caller(home, token);

    assertThat(program.post("api/me/tokens", "{\"name\":\"b\",\"permissions\":[]}").statusCode())
        .isEqualTo(403);
    assertThat(program.get("api/me/sessions").statusCode()).isEqualTo(403);
    assertThat(
            program
                .put("api/me", "{\"currentPassword\":\"" + ServedHome.PASSWORD + "\"}")
                .statusCode())
        .isEqualTo(403);
    assertThat(program.get("api/me").statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenWithoutLeaveForProjectsOnlyReadsThoseOfItsOwner() {
    home.user("bob", "member");
    ann.post("api/projects", "{\"name\":\"App\",\"slug\":\"app\"}");
    ann.post("api/projects/app/members", "{\"userId\":\"usr_bob\",\"role\":\"admin\"}");
    Caller bob = home.signIn("bob", "member");
    String token =
        json(bob.post("api/me/tokens", "{\"name\":\"x\",\"permissions\":[\"usage:read\"]}"))
            .getString("token");
    Caller program = new Caller(home, token);

    assertThat(program.get("api/projects/app").statusCode()).isEqualTo(200);
    assertThat(program.patch("api/projects/app", "{\"name\":\"Other\"}").statusCode())
        .isEqualTo(403);
    assertThat(bob.patch("api/projects/app", "{\"name\":\"Other\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenTellsWhatIsWrongWithIt() {
    assertPointer("{\"name\":\" \",\"permissions\":[]}", "/name");
    assertPointer("{\"name\":\"x\",\"permissions\":[\"everything\"]}", "/permissions");
    assertPointer(
        "{\"name\":\"x\",\"permissions\":[],\"expiresAt\":\"2001-01-01T00:00:00Z\"}", "/expiresAt");
    assertThat(new Caller(home, "rt-pat-" + "x".repeat(43)).get("api/me").statusCode())
        .isEqualTo(401);
  }

  private void assertPointer(String body, String pointer) {
    HttpResponse<String> answer = ann.post("api/me/tokens", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"" + pointer + "\"");
  }

  @Test
  void signingInAndOutIsToldInTheAuditLog() {
    home.stranger()
        .post("api/auth/login", "{\"email\":\"ann@example.com\",\"password\":\"wrong-password\"}");
    JsonObject signedIn = json(logIn(""));
    String refresh = signedIn.getString("refreshToken");
    home.stranger().post("api/auth/refresh", "{\"refreshToken\":\"" + refresh + "\"}");
    home.stranger().post("api/auth/refresh", "{\"refreshToken\":\"" + refresh + "\"}");
    JsonObject next = json(logIn(""));
    new Caller(home, next.getString("token")).post("api/auth/logout", "");

    assertThat(items(ann.get("api/audit?action=session")))
        .extracting(entry -> entry.getString("action") + " " + entry.getString("outcome"))
        .containsExactly(
            "session.ended done",
            "session.started done",
            "session.refreshed refused",
            "session.started done",
            "session.started refused");
  }

  @Test
  void aSessionThatAUsedTokenEndsByALogOutIsToldToo() {
    JsonObject signedIn = json(logIn(""));
    String used = "{\"refreshToken\":\"" + signedIn.getString("refreshToken") + "\"}";
    String token = json(home.stranger().post("api/auth/refresh", used)).getString("token");

    home.stranger().post("api/auth/logout", used);

    assertThat(new Caller(home, token).get("api/me").statusCode()).isEqualTo(401);
    assertThat(items(ann.get("api/audit?action=session")).get(0).getString("action"))
        .isEqualTo("session.ended");
  }

  private static List<JsonObject> items(HttpResponse<String> answer) {
    return json(answer).getJsonArray("items").getValuesAs(JsonObject.class);
  }
}
