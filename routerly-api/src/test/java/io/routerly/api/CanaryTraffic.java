package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.ServedHome.Caller;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls that succeed and fail, wrong credentials and wrong bodies, all of them with secrets. */
final class CanaryTraffic {
  private static final String CHAT =
      """
      {"model":"%s","stream":%s,"messages":[{"role":"system","content":"PROMPT"},
       {"role":"user","content":[{"type":"text","text":"PROMPT"}]}],"user":"PROMPT"}""";
  private static final String RESPONSES =
      """
      {"model":"%s","stream":%s,"instructions":"PROMPT","input":"PROMPT"}""";
  private static final String MESSAGES =
      """
      {"model":"%s","stream":%s,"max_tokens":9,"system":"PROMPT",
       "messages":[{"role":"user","content":"PROMPT"}]}""";

  private final CanaryOutputs out;

  CanaryTraffic(CanaryOutputs out) {
    this.out = out;
  }

  /** In parallel, since some of them are tried again after a while. */
  void calls(ServedHome home, String token) throws Exception {
    String prompt = out.secret("prompt");
    Caller program = new Caller(home, token);
    List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
    for (String failure : CanaryHome.OUTCOMES) {
      Map.of(CHAT, "v1/chat/completions", RESPONSES, "v1/responses", MESSAGES, "v1/messages")
          .forEach(
              (body, path) ->
                  List.of(false, true)
                      .forEach(
                          stream ->
                              calls.add(
                                  () ->
                                      program.post(
                                          path,
                                          body.formatted("m-" + failure, stream)
                                              .replace("PROMPT", prompt)))));
    }
    for (String wrong : List.of("{\"model\":\"m-good\",\"x\":\"", "{\"model\":1,\"x\":\"")) {
      calls.add(() -> program.post("v1/chat/completions", wrong + prompt));
    }
    String key = out.secret("query key");
    calls.add(() -> program.post("v1/files?key=" + key, "{\"x\":\"" + prompt + "\"}"));
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      for (Future<HttpResponse<String>> answer : threads.invokeAll(calls)) {
        out.note("call", answer.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(out.byName.values())
        .as("what a provider repeats")
        .anyMatch(o -> o.contains("[redacted]"));
  }

  /** Of each kind that there is, on the calls of programs and on the management API. */
  void wrongCredentials(ServedHome home) {
    for (String path : List.of("v1/models", "api/models", "metrics", "api/auth/logout")) {
      for (String header :
          List.of("authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie")) {
        String value = out.secret("wrong " + header + " for " + path);
        String sent =
            switch (header) {
              case "authorization" -> "Bearer " + value;
              case "cookie" -> "routerly-session=" + value + "; routerly-refresh=" + value;
              default -> value;
            };
        String method = path.startsWith("api/auth") ? "POST" : "GET";
        out.note("wrong", home.stranger().call(method, path, "", header, sent));
      }
    }
    out.note(
        "wrong", new Caller(home, "sk-rt-" + out.secret("wrong project token")).get("v1/models"));
    out.note(
        "wrong", new Caller(home, "rt-pat-" + out.secret("wrong personal token")).get("api/me"));
  }

  void wrongBodies(Caller admin) {
    for (String shape :
        List.of("[%s]", "{\"a\":%s}", "{\"a\":[%s,%s]}", "[[%s]]", "%s,\"a\":", "%s", "%s %s")) {
      wrong(admin, "POST", "api/models", "{\"id\":\"n\",\"provider\":\"none\",\"apiKey\":", shape);
      wrong(admin, "PATCH", "api/models/m-good", "{\"enabled\":1,\"apiKey\":", shape);
      wrong(admin, "PATCH", "api/models/m-good", "{\"headers\":{\"a b\":\"\"},\"baseUrl\":", shape);
      wrong(admin, "POST", "api/models/m-good/apikey", "{\"weight\":0,\"apiKey\":", shape);
      wrong(admin, "POST", "api/users", "{\"email\":\"x\",\"role\":\"none\",\"password\":", shape);
      wrong(admin, "PATCH", "api/users/usr_none", "{\"password\":", shape);
      wrong(admin, "PUT", "api/me", "{\"newPassword\":1,\"currentPassword\":", shape);
      wrong(admin, "POST", "api/auth/login", "{\"email\":1,\"password\":", shape);
      wrong(admin, "POST", "api/auth/refresh", "{\"none\":1,\"refreshToken\":", shape);
      wrong(admin, "POST", "api/setup/first-admin", "{\"setupCode\":", shape);
      wrong(admin, "PATCH", "api/settings", "{\"port\":-1,\"metricsToken\":", shape);
      wrong(admin, "PATCH", "api/settings", "{\"publicUrl\":", shape);
      for (String field : List.of("url", "secret", "password", "apiKey", "connectionString")) {
        String channel =
            "{\"notifications\":[{\"type\":\"webhook\",\"name\":\"n\",\"" + field + "\":";
        wrong(admin, "PATCH", "api/settings", channel, shape + "}]");
      }
    }
    String address =
        "{\"baseUrl\":\"https://u:" + out.secret("password in a URL") + "@example.com\"}";
    out.note("wrong body", admin.patch("api/models/m-good", address));
    String query = "{\"baseUrl\":\"https://example.com/?key=" + out.secret("key in a URL") + "\"}";
    out.note("wrong body", admin.patch("api/models/m-good", query));
    String stored = "{\"apiKey\":\"ENCRYPTED:" + out.secret("stored form") + "\"}";
    out.note("wrong body", admin.post("api/models/m-good/apikey", stored));
  }

  private void wrong(Caller admin, String method, String path, String before, String shape) {
    String secret = out.odd("wrong body " + out.byName.size());
    String body = before + shape.replace("%s", secret) + "}";
    assertThat(out.note("wrong body", admin.call(method, path, body)).statusCode())
        .as(method + " " + path + " " + body)
        .isBetween(400, 499);
  }
}
