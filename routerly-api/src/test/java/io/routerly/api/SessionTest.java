package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Actor;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionTest {
  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void stop() {
    gateway.close();
  }

  private HttpResponse<String> post(String path, String body) {
    return gateway.send(
        gateway
            .request(path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> login(String email, String password) {
    return post(
        "api/auth/login", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
  }

  private HttpResponse<String> refresh(String refreshToken) {
    return post("api/auth/refresh", "{\"refreshToken\":\"" + refreshToken + "\"}");
  }

  private JsonObject signedIn() {
    gateway.addUser("ann", "member");
    return json(login("Ann@Example.com", RunningGateway.PASSWORD));
  }

  private int statusOfMe(String token) {
    return new Person(gateway, token).get("api/me").statusCode();
  }

  private static String firstAdmin(String code) {
    return "{\"email\":\"root@example.com\",\"password\":\"canary-password-1\",\"setupCode\":\""
        + code
        + "\"}";
  }

  @Test
  void theFirstAdministratorIsMadeOnceAndOnlyWithTheCode() {
    assertThat(json(gateway.get("api/setup/status")).getBoolean("configured")).isFalse();
    assertThat(json(post("api/setup/first-admin", firstAdmin("guessed"))).getString("error"))
        .isEqualTo("invalid_setup_code");

    var made = post("api/setup/first-admin", firstAdmin(RunningGateway.SETUP_CODE));

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(json(made).getJsonObject("user").getString("role")).isEqualTo("admin");
    assertThat(statusOfMe(json(made).getString("token"))).isEqualTo(200);
    assertThat(json(gateway.get("api/setup/status")).getBoolean("configured")).isTrue();
    assertThat(gateway.config.current().settings().setupCompletedAt()).isPresent();
    var again = post("api/setup/first-admin", firstAdmin(RunningGateway.SETUP_CODE));
    assertThat(again.statusCode()).isEqualTo(403);
    assertThat(json(again).getString("error")).isEqualTo("already_configured");
  }

  @Test
  void aWeakFirstPasswordIsToldByItsField() {
    var response =
        post(
            "api/setup/first-admin",
            "{\"email\":\"a@b.c\",\"password\":\"short\",\"setupCode\":\"canary-setup-code\"}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getJsonArray("details").getJsonObject(0).getString("pointer"))
        .isEqualTo("/password");
  }

  @Test
  void guessingTheSetupCodeIsThrottledAndKeepsNobodyOutWhoKnowsIt() {
    for (int i = 0; i < 10; i++) {
      assertThat(post("api/setup/first-admin", firstAdmin("guess" + i)).statusCode())
          .isEqualTo(403);
    }

    var response = post("api/setup/first-admin", firstAdmin("guess10"));

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("retry-after")).contains("10");
    assertThat(post("api/setup/first-admin", firstAdmin(RunningGateway.SETUP_CODE)).statusCode())
        .isEqualTo(201);
  }

  @Test
  void signingInGivesTokensAndTheUser() {
    JsonObject answer = signedIn();

    assertThat(answer.getInt("expiresIn")).isEqualTo(3600);
    assertThat(answer.getJsonObject("user").getString("email")).isEqualTo("ann@example.com");
    assertThat(answer.getJsonObject("user").getJsonArray("permissions")).hasSize(2);
    assertThat(statusOfMe(answer.getString("token"))).isEqualTo(200);
  }

  @Test
  void wrongPasswordsAndUnknownUsersLookTheSame() {
    gateway.addUser("ann", "member");

    var wrong = login("ann@example.com", "wrong-password");
    var unknown = login("nobody@example.com", "wrong-password");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo(unknown.body());
    assertThat(wrong.headers().firstValue("x-routerly-error")).contains("invalid_login");
  }

  @Test
  void loginsAreThrottledByAddressUntilSomeTimeHasPassed() {
    gateway.addUser("ann", "member");
    for (int i = 0; i < 5; i++) {
      assertThat(login("ann@example.com", "wrong-password").statusCode()).isEqualTo(401);
    }
    gateway.clock.advance(Duration.ofSeconds(1));
    assertThat(login("ann@example.com", "wrong-password").statusCode()).isEqualTo(401);

    var refused = login("ANN@example.com", RunningGateway.PASSWORD);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("retry-after")).contains("2");

    gateway.clock.advance(Duration.ofSeconds(2));
    assertThat(login("ann@example.com", RunningGateway.PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  void anAccessTokenExpiresAfterAnHourAndARefreshTokenDoesNot() {
    JsonObject answer = signedIn();

    gateway.clock.advance(Duration.ofHours(1));

    assertThat(statusOfMe(answer.getString("token"))).isEqualTo(401);
    var refreshed = refresh(answer.getString("refreshToken"));
    assertThat(refreshed.statusCode()).isEqualTo(200);
  }

  @Test
  void aRefreshTokenUsedTwiceEndsTheSession() {
    String first = signedIn().getString("refreshToken");
    JsonObject second = json(refresh(first));

    assertThat(refresh(first).statusCode()).isEqualTo(401);
    assertThat(refresh(second.getString("refreshToken")).statusCode()).isEqualTo(401);
    assertThat(statusOfMe(second.getString("token"))).isEqualTo(401);
  }

  @Test
  void ofParallelUsesOfOneRefreshTokenAtMostOneSucceeds() throws Exception {
    String token = signedIn().getString("refreshToken");
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> uses = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        uses.add(pool.submit(() -> refresh(token).statusCode()));
      }
      int successes = 0;
      for (Future<Integer> use : uses) {
        successes += use.get() == 200 ? 1 : 0;
      }
      assertThat(successes).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void loggingOutEndsAccessAndRefreshAtOnce() {
    JsonObject answer = signedIn();
    Person ann = new Person(gateway, answer.getString("token"));

    assertThat(ann.post("api/auth/logout", "").statusCode()).isEqualTo(204);

    assertThat(ann.get("api/me").statusCode()).isEqualTo(401);
    assertThat(refresh(answer.getString("refreshToken")).statusCode()).isEqualTo(401);
    assertThat(ann.post("api/auth/logout", "").statusCode()).isEqualTo(204);
  }

  @Test
  void loggingOutWithTheRefreshTokenAloneEndsTheSessionToo() {
    JsonObject answer = signedIn();

    post("api/auth/logout", "{\"refreshToken\":\"" + answer.getString("refreshToken") + "\"}");

    assertThat(statusOfMe(answer.getString("token"))).isEqualTo(401);
  }

  @Test
  void aNewPasswordEndsEverySession() {
    JsonObject answer = signedIn();
    Person ann = new Person(gateway, answer.getString("token"));

    var changed =
        ann.put(
            "api/me",
            "{\"currentPassword\":\"canary-password-1\",\"newPassword\":\"canary-password-2\"}");

    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(ann.get("api/me").statusCode()).isEqualTo(401);
    assertThat(refresh(answer.getString("refreshToken")).statusCode()).isEqualTo(401);
    assertThat(login("ann@example.com", RunningGateway.PASSWORD).statusCode()).isEqualTo(401);
    assertThat(login("ann@example.com", "canary-password-2").statusCode()).isEqualTo(200);
  }

  @Test
  void changingTheAccountTakesTheCurrentPasswordAndAFreeAddress() {
    gateway.addUser("bob", "member");
    Person ann = new Person(gateway, signedIn().getString("token"));

    var wrong = ann.put("api/me", "{\"currentPassword\":\"wrong-password\"}");
    var taken =
        ann.put(
            "api/me", "{\"currentPassword\":\"canary-password-1\",\"email\":\"BOB@example.com\"}");
    var fine =
        ann.put(
            "api/me", "{\"currentPassword\":\"canary-password-1\",\"email\":\"a@example.com\"}");

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(json(wrong).getJsonArray("details").getJsonObject(0).getString("pointer"))
        .isEqualTo("/currentPassword");
    assertThat(taken.statusCode()).isEqualTo(409);
    assertThat(json(fine).getString("email")).isEqualTo("a@example.com");
    assertThat(ann.get("api/me").statusCode()).isEqualTo(200);
  }

  @Test
  void aChangedRoleEndsAccessTokensButNotTheSession() {
    JsonObject answer = signedIn();
    gateway.config.edit(Actor.command("test"), current -> current.withUsers(List.of()));
    gateway.addUser("ann", "viewer");

    assertThat(statusOfMe(answer.getString("token"))).isEqualTo(401);
    JsonObject refreshed = json(refresh(answer.getString("refreshToken")));
    assertThat(refreshed.getJsonObject("user").getString("role")).isEqualTo("viewer");
    assertThat(statusOfMe(refreshed.getString("token"))).isEqualTo(200);
  }

  @Test
  void aRemovedUserIsSignedOut() {
    JsonObject answer = signedIn();
    gateway.config.edit(Actor.command("test"), current -> current.withUsers(List.of()));

    assertThat(statusOfMe(answer.getString("token"))).isEqualTo(401);
    assertThat(refresh(answer.getString("refreshToken")).statusCode()).isEqualTo(401);
  }

  @Test
  void twoDifferentCredentialsAreRefused() {
    String token = signedIn().getString("token");
    var response =
        gateway.send(
            gateway
                .request("api/me")
                .header("authorization", "Bearer " + token)
                .header("authorization", "Bearer other"));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(json(response).getString("error")).isEqualTo("conflicting_credentials");
  }
}
