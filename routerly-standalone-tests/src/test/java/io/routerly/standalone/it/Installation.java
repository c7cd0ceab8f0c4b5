package io.routerly.standalone.it;

import static io.routerly.acceptance.Browser.json;

import io.routerly.acceptance.Browser;
import io.routerly.testkit.FakeOpenAi;
import java.net.URI;
import java.net.http.HttpResponse;

/**
 * What an administrator made on a running jar: one model at a fake provider, a project, a token.
 */
record Installation(Browser admin, String token) {
  static final String PROJECT = "load";
  private static final String PERSON =
      "\"email\":\"admin@example.com\",\"password\":\"long-enough-1\"";

  static Installation setUp(RunningJar jar, FakeOpenAi provider) {
    json(makeFirstAdmin(jar.root()));
    Browser admin = signIn(jar.root());
    json(
        admin.post(
            "api/models",
            """
            {"id":"gpt-5","provider":"openai","apiKey":"%s","baseUrl":"%s",
             "inputPrice":0.001,"outputPrice":0.002}"""
                .formatted(provider.apiKey(), provider.baseUrl())),
        201);
    json(
        admin.post(
            "api/projects",
            "{\"name\":\"Load\",\"slug\":\"%s\",\"models\":[\"gpt-5\"]}".formatted(PROJECT)),
        201);
    String token =
        json(admin.post("api/projects/load/tokens", "{\"description\":\"load\"}"), 201)
            .getString("token");
    return new Installation(admin, token);
  }

  /** Asks for the first administrator, with the right code, and returns the answer. */
  static HttpResponse<String> makeFirstAdmin(URI root) {
    return Browser.at(root)
        .post(
            "api/setup/first-admin",
            "{%s,\"setupCode\":\"%s\"}".formatted(PERSON, RunningJar.SETUP_CODE));
  }

  static Browser signIn(URI root) {
    Browser visitor = Browser.at(root);
    return visitor.with(
        json(visitor.post("api/auth/login", "{" + PERSON + "}"), 200).getString("token"));
  }
}
