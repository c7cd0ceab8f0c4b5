package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.FakeIssuer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.stream.Collectors;

/** Everything that can come of a sign-in at an identity provider. */
final class ContractSignOn {
  private static final String START = "api/auth/oidc/start";
  private static final String CALLBACK = "api/auth/oidc/callback";
  private static final String SETTINGS =
      "{'oidc':{'issuer':'%s','clientId':'routerly','clientSecret':'canary-client-secret',"
          + "'groupRoles':{'staff':'viewer'},'displayName':'Keys'}}";

  private static final String PROXY =
      "{'trustedHeader':{'userHeader':'X-User','trustedProxies':['192.0.2.1'],'defaultRole':'viewer'}}";

  private final Contract contract;
  private final ServedHome home;
  private final ContractClient ann;
  private final ContractClient browser;

  ContractSignOn(Contract contract, ServedHome home, ServedHome.Caller administrator) {
    this.contract = contract;
    this.home = home;
    ann = new ContractClient(contract, administrator);
    browser = new ContractClient(contract, home.stranger());
  }

  void run(Clock clock) {
    browser.get("api/auth/oidc");
    expect(404, START);
    expect(404, CALLBACK);
    try (FakeIssuer issuer = FakeIssuer.start(clock)) {
      ann.patch("api/settings", SETTINGS.formatted("http://127.0.0.1:1/realm"));
      expect(409, START);
      ann.patch("api/settings", "{'publicUrl':'" + home.root + "'}");
      expect(502, START);
      ann.patch("api/settings", SETTINGS.formatted(issuer.issuer()));
      ann.put("api/settings", ann.get("api/settings").toString().replace('"', '\''));
      browser.get("api/auth/oidc");
      signIns(issuer);
    }
    ann.get("api/users");
    ann.patch("api/settings", PROXY);
    ann.put("api/settings", ann.get("api/settings").toString().replace('"', '\''));
    ann.patch("api/settings", "{'oidc':null,'trustedHeader':null}");
    ann.put("api/settings", "{'port':3001}");
    ann.patch("api/settings", "{'traceDays':2}");
  }

  private void signIns(FakeIssuer issuer) {
    expect(400, START + "?returnTo=//evil.example");
    expect(400, CALLBACK + "?code=x&state=y");
    issuer.knows(person("bob", "staff"));
    assertThat(signIn(issuer)).isEqualTo(409);
    issuer.knows(person("dora", "staff"));
    assertThat(signIn(issuer)).isEqualTo(200);
    issuer.claiming(same -> Json.createObjectBuilder(same).add("sub", "another").build());
    issuer.knows(person("fay", "strangers"));
    assertThat(signIn(issuer)).isEqualTo(403);
    issuer.answering("/token", exchange -> exchange.close());
    int status = 502;
    for (int i = 0; i < 100 && status == 502; i++) {
      status = signIn(issuer);
    }
    assertThat(status).isEqualTo(429);
  }

  private static JsonObject person(String name, String group) {
    return Json.createObjectBuilder()
        .add("email", name + "@example.com")
        .add("email_verified", true)
        .add("groups", Json.createArrayBuilder().add(group))
        .build();
  }

  /** Goes all the way, as a browser does, and returns how it ended. */
  private int signIn(FakeIssuer issuer) {
    HttpResponse<String> started = browser.call("GET", START, "");
    URI back = issuer.signIn(URI.create(started.headers().firstValue("location").orElseThrow()));
    String cookies =
        started.headers().allValues("set-cookie").stream()
            .map(cookie -> cookie.replaceFirst(";.*", ""))
            .collect(Collectors.joining("; "));
    HttpResponse<String> landed = home.send(HttpRequest.newBuilder(back).header("cookie", cookies));
    return contract.check("GET", CALLBACK, "", landed).statusCode();
  }

  private void expect(int status, String path) {
    HttpResponse<String> answer = browser.call("GET", path, "");
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(status);
  }
}
