package io.routerly.api;

import static io.routerly.api.ServedHome.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.ServedHome.Caller;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;

/** Fills a home with secrets, in every place that takes one. */
final class CanaryHome {
  /** Names of models, after what comes of calls of them at {@link TattlingProvider}. */
  static final List<String> OUTCOMES =
      List.of(
          "good",
          "stream",
          "garbage",
          "redirect",
          "plain",
          "400",
          "401",
          "403",
          "404",
          "413",
          "422",
          "429",
          "500",
          "503");

  private final CanaryOutputs out;
  private String metricsToken = "";

  CanaryHome(CanaryOutputs out) {
    this.out = out;
  }

  Caller signIn(ServedHome home) {
    String code = home.gateway.signIn().printedSetupCode().orElseThrow();
    out.canaries.watch("set-up code", code);
    String who = "{\"email\":\"root@example.com\",\"password\":" + out.odd("password");
    Caller nobody = home.stranger();
    JsonObject first =
        json(
            out.note(
                "set-up",
                nobody.post("api/setup/first-admin", who + ",\"setupCode\":\"" + code + "\"}")));
    watchTokens("", first.getString("token"), first.getString("refreshToken"));
    JsonObject second = json(out.note("log-in", nobody.post("api/auth/login", who + "}")));
    watchTokens("second ", second.getString("token"), second.getString("refreshToken"));
    HttpResponse<String> cookie = nobody.post("api/auth/login", who + ",\"cookie\":true}");
    List<String> set = cookie.headers().allValues("set-cookie");
    watchTokens("cookie ", value(set.get(0)), value(set.get(1)));
    out.note("log-in by cookie", cookie);
    return new Caller(home, first.getString("token"));
  }

  private static String value(String cookie) {
    return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
  }

  /** Of a token the part is secret that nobody can reckon. */
  private void watchTokens(String which, String access, String refresh) {
    out.canaries.watch(which + "access token", access.substring(access.lastIndexOf('.') + 1));
    out.canaries.watch(which + "refresh token", refresh.substring(refresh.length() - 43));
  }

  /** Makes models, a project, tokens and channels, and returns a token of the project. */
  String settle(Caller admin, TattlingProvider provider) {
    for (String failure : OUTCOMES) {
      String model =
          """
          {"id":"%s","provider":"custom","upstreamModel":"%s","baseUrl":"%s","apiKey":"%s",
           "headers":{"x-team":"%s"},"apiKeys":[{"name":"eu","apiKey":"%s"}]}""";
      String key =
          failure.equals("403") ? "env:TATTLED_API_KEY" : out.secret("provider key " + failure);
      out.note(
          "model for editors",
          admin.post(
              "api/models",
              model.formatted(
                  "m-" + failure,
                  failure,
                  provider.baseUrl(),
                  key,
                  out.secret("model header " + failure),
                  out.secret("named key " + failure))));
    }
    String all = "\"m-" + String.join("\",\"m-", OUTCOMES) + "\"";
    admin.post(
        "api/projects",
        "{\"name\":\"App\",\"slug\":\"app\",\"modelSelection\":\"require\",\"models\":["
            + all
            + "]}");
    settleChannels(admin, provider);
    String pat = "{\"name\":\"ci\",\"permissions\":[\"usage:read\",\"projects:write\"]}";
    HttpResponse<String> personal = out.note("personal token", admin.post("api/me/tokens", pat));
    out.canaries.watch("personal access token", json(personal).getString("token").substring(7));
    HttpResponse<String> made =
        out.note("project token", admin.post("api/projects/app/tokens", "{}"));
    out.canaries.watch("project token", json(made).getString("token").substring(14));
    String path = "api/projects/app/tokens/" + json(made).getString("id") + "/rotate";
    HttpResponse<String> rotated =
        out.note("rotated token", admin.post(path, "{\"overlapMinutes\":60}"));
    out.canaries.watch("rotated token", json(rotated).getString("token").substring(14));
    return json(rotated).getString("token");
  }

  /** Returns what readers of the metrics must know. */
  String metricsToken() {
    return metricsToken;
  }

  /** Those that can be reached from here are tried out, too. */
  private void settleChannels(Caller admin, TattlingProvider provider) {
    metricsToken = out.secret("metrics token");
    String mail = ",\"from\":\"a@example.com\",\"to\":[\"b@example.com\"]}";
    String hook = provider.baseUrl() + "/" + out.secret("webhook address");
    String key = out.secret("azure key");
    String azure =
        "endpoint=https://mail.example.com;accesskey=" + key + "A".repeat(-key.length() & 3);
    String settings =
        "{\"metricsToken\":\""
            + metricsToken
            + "\",\"oidc\":{\"issuer\":\"http://127.0.0.1:1\",\"clientId\":\"id\",\"defaultRole\":\"viewer\","
            + "\"clientSecret\":"
            + out.odd("oidc secret")
            + "},\"outboundAllow\":[\"127.0.0.1\"],\"notifications\":["
            + "{\"type\":\"webhook\",\"name\":\"hook\",\"url\":\""
            + hook
            + "\",\"secret\":"
            + out.odd("webhook secret")
            + "},{\"type\":\"smtp\",\"name\":\"smtp\",\"host\":\"127.0.0.1\",\"port\":1,"
            + "\"security\":\"tls\",\"user\":\"u\",\"password\":"
            + out.odd("smtp password")
            + mail
            + ",{\"type\":\"ses\",\"name\":\"ses\",\"region\":\"eu-west-1\",\"accessKeyId\":\"id\","
            + "\"secretAccessKey\":"
            + out.odd("ses key")
            + mail
            + ",{\"type\":\"sendgrid\",\"name\":\"sendgrid\",\"apiKey\":"
            + out.odd("sendgrid key")
            + mail
            + ",{\"type\":\"azure\",\"name\":\"azure\",\"connectionString\":\""
            + azure
            + "\""
            + mail
            + ",{\"type\":\"google\",\"name\":\"google\",\"clientId\":\"id\",\"clientSecret\":"
            + out.odd("google secret")
            + ",\"refreshToken\":"
            + out.odd("google refresh token")
            + mail
            + "]}";
    HttpResponse<String> set = out.note("settings", admin.patch("api/settings", settings));
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
    for (String channel : List.of("hook", "smtp")) {
      String body = "{\"channelName\":\"" + channel + "\"}";
      assertThat(out.note("channel", admin.post("api/notifications/test", body)).statusCode())
          .isEqualTo(502);
    }
  }
}
