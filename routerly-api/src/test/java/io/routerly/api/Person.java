package io.routerly.api;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Someone who is signed in and makes requests with that access token. */
record Person(RunningGateway gateway, String token) {
  HttpResponse<String> get(String path) {
    return call("GET", path, "");
  }

  HttpResponse<String> delete(String path) {
    return call("DELETE", path, "");
  }

  HttpResponse<String> post(String path, String body) {
    return call("POST", path, body);
  }

  HttpResponse<String> put(String path, String body) {
    return call("PUT", path, body);
  }

  HttpResponse<String> patch(String path, String body) {
    return call("PATCH", path, body);
  }

  /** Makes a request with a JSON body, or none if it is empty, and further headers in pairs. */
  HttpResponse<String> call(String method, String path, String body, String... headers) {
    var request = gateway.request(path).header("authorization", "Bearer " + token);
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (body.isEmpty()) {
      return gateway.send(request.method(method, BodyPublishers.noBody()));
    }
    return gateway.send(
        request
            .header("content-type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }
}
