package io.routerly.standalone;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Someone who manages a running service by its API. */
final class Operator {
  /** The administrator; what else is to be in the object goes where the mark is. */
  static final String ADMIN = "{\"email\":\"a@example.com\",\"password\":\"long-enough-1\"%s}";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI root;
  private String session = "none";

  Operator(URI root) {
    this.root = root;
  }

  Operator signIn() {
    session = post("api/auth/login", ADMIN.formatted("")).getString("token");
    return this;
  }

  JsonObject get(String path) {
    return send(request(path).build());
  }

  JsonObject post(String path, String body) {
    return send(request(path).POST(BodyPublishers.ofString(body)).build());
  }

  JsonObject patch(String path, String body) {
    return send(request(path).method("PATCH", BodyPublishers.ofString(body)).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve(path))
        .header("Authorization", "Bearer " + session)
        .header("Content-Type", "application/json");
  }

  private JsonObject send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new AssertionError(request + " is " + response.statusCode() + response.body());
      }
      return Json.createReader(new StringReader(response.body())).readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
