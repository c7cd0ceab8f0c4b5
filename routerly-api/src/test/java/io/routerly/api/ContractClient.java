package io.routerly.api;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;

/** Someone who calls the management API and has every answer held against its description. */
record ContractClient(Contract contract, ServedHome.Caller caller) {
  JsonObject get(String path) {
    return good("GET", path, "");
  }

  JsonObject post(String path, String body) {
    return good("POST", path, body);
  }

  JsonObject put(String path, String body) {
    return good("PUT", path, body);
  }

  JsonObject patch(String path, String body) {
    return good("PATCH", path, body);
  }

  void delete(String path) {
    good("DELETE", path, "");
  }

  /** Makes a call that must go well; in its body, single quotes stand for double ones. */
  private JsonObject good(String method, String path, String body) {
    HttpResponse<String> answer = call(method, path, body);
    if (answer.statusCode() >= 300) {
      throw new AssertionError(method + " " + path + " " + body + ": " + answer.body());
    }
    boolean json =
        answer.headers().firstValue("content-type").orElse("").startsWith("application/json");
    return json ? RunningGateway.json(answer) : JsonObject.EMPTY_JSON_OBJECT;
  }

  /** Makes a call, whatever comes of it. */
  HttpResponse<String> call(String method, String path, String body, String... headers) {
    String text = body.replace('\'', '"');
    return contract.check(method, path, text, caller.call(method, path, text, headers));
  }
}
