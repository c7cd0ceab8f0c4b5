package io.routerly.api.proxy;

import io.routerly.json.JsonFactories;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Someone who is signed in to a proxy and may do everything. */
record Administrator(RunningProxy proxy, String session) {
  private static final String WHO =
      "{\"email\":\"root@example.com\",\"password\":\"a-long-password\"%s}";

  /** Makes the first administrator of a new home, and signs in. */
  static Administrator first(RunningProxy proxy) {
    String code = proxy.gateway().signIn().printedSetupCode().orElseThrow();
    posted(proxy, "api/setup/first-admin", WHO.formatted(",\"setupCode\":\"" + code + "\""));
    return of(proxy);
  }

  /** Signs in to a home that has its administrator. */
  static Administrator of(RunningProxy proxy) {
    return new Administrator(
        proxy, json(posted(proxy, "api/auth/login", WHO.formatted(""))).getString("token"));
  }

  HttpResponse<String> get(String path) {
    return proxy.send(proxy.request(path).header("Authorization", "Bearer " + session));
  }

  /** Returns the answer, which has to be a success. */
  JsonObject read(String path) {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + " is " + answer.statusCode() + " " + answer.body());
    }
    return json(answer);
  }

  private static HttpResponse<String> posted(RunningProxy proxy, String path, String body) {
    return proxy.send(
        proxy
            .request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  static JsonObject json(HttpResponse<String> response) {
    return JsonFactories.READERS.createReader(new StringReader(response.body())).readObject();
  }
}
