package io.routerly.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The JDK's client on HTTP/1.1, which asks for what a test says and nothing else. */
final class TestClient {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private TestClient() {}

  static HttpRequest.Builder request(String url, String... headers) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
    return headers.length == 0 ? builder : builder.headers(headers);
  }

  static HttpResponse<String> get(String url, String... headers) throws Exception {
    return HTTP.send(request(url, headers).build(), BodyHandlers.ofString());
  }

  static HttpResponse<String> post(String url, String body, String... headers) throws Exception {
    return HTTP.send(posting(url, body, headers), BodyHandlers.ofString());
  }

  static HttpResponse<InputStream> open(String url, String body, String... headers)
      throws IOException, InterruptedException {
    return HTTP.send(posting(url, body, headers), BodyHandlers.ofInputStream());
  }

  static String[] openAi(FakeProvider fake) {
    return new String[] {
      "Authorization", "Bearer " + fake.apiKey(), "Content-Type", "application/json"
    };
  }

  static String[] anthropic(FakeProvider fake) {
    return new String[] {
      "x-api-key", fake.apiKey(),
      "anthropic-version", "2023-06-01",
      "Content-Type", "application/json"
    };
  }

  private static HttpRequest posting(String url, String body, String... headers) {
    return request(url, headers).POST(BodyPublishers.ofString(body)).build();
  }
}
