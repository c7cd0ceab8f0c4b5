package io.routerly.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Sends requests as a browser or script would, with or without a token. Immutable. */
public final class Browser {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client;
  private final URI root;
  private final String token;

  private Browser(HttpClient client, URI root, String token) {
    this.client = client;
    this.root = root;
    this.token = token;
  }

  /** Returns one without a token. */
  public static Browser at(URI root) {
    return new Browser(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), root, "");
  }

  /** Returns one that shows this token as a bearer. */
  public Browser with(String bearer) {
    return new Browser(client, root, bearer);
  }

  /**
   * Gets a path.
   *
   * @param path below the context root, without a leading slash
   */
  public HttpResponse<String> get(String path) {
    return send("GET", path, "");
  }

  /** Posts JSON to a path. */
  public HttpResponse<String> post(String path, String json) {
    return send("POST", path, json);
  }

  /**
   * Posts JSON to a path and returns the lines of the answer, each of them read as it comes.
   *
   * @param onLine runs at each line, before the next one is waited for
   */
  public List<String> stream(String path, String json, Runnable onLine) {
    HttpResponse<Stream<String>> answer = send(request("POST", path, json), BodyHandlers.ofLines());
    try (Stream<String> lines = answer.body()) {
      return lines.peek(line -> onLine.run()).toList();
    }
  }

  /** Sends JSON, or nothing where it is empty. */
  public HttpResponse<String> send(String method, String path, String json) {
    return send(request(method, path, json), BodyHandlers.ofString(UTF_8));
  }

  private HttpRequest request(String method, String path, String json) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path)).timeout(PATIENCE);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (json.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(json, UTF_8));
    }
    return request.build();
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) {
    try {
      return client.send(request, body);
    } catch (IOException e) {
      throw new AssertionError(request + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns the JSON object in an answer. */
  public static JsonObject json(HttpResponse<String> answer) {
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    } catch (RuntimeException e) {
      throw new AssertionError("No JSON object: " + answer + "\n" + answer.body(), e);
    }
  }

  /** Returns the JSON object in an answer that must have that status. */
  public static JsonObject json(HttpResponse<String> answer, int status) {
    if (answer.statusCode() != status) {
      throw new AssertionError(answer + " instead of " + status + "\n" + answer.body());
    }
    return json(answer);
  }
}
