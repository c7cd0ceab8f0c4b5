package io.routerly.translation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.routerly.testkit.http.LoopbackServer;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.http.ResponseStream;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Serves files by their paths, byte for byte; what is not there is 404. */
final class FileServer implements AutoCloseable {
  /** The beginning of a PNG file, and a few bytes more. */
  static final String PNG = "\u0089PNG\r\n\u001a\n....";

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final LoopbackServer server =
      LoopbackServer.start("files", this::handle, Clock.systemUTC());

  /** Adds a file with a length. */
  FileServer file(String path, String type, String content) {
    return raw(
        path,
        "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(type, content.length(), content));
  }

  /** Adds a file that ends with its connection. */
  FileServer unmeasured(String path, String type, String content) {
    return raw(
        path,
        "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nConnection: close\r\n\r\n%s"
            .formatted(type, content));
  }

  FileServer raw(String path, String answer) {
    answers.put(path, answer);
    return this;
  }

  String url(String path) {
    return server.uri() + path;
  }

  /** Returns the host with its port. */
  String host() {
    return "127.0.0.1:" + server.port();
  }

  List<RecordedRequest> requests() {
    return server.journal().requests();
  }

  private void handle(RecordedRequest request, ResponseStream response) throws IOException {
    if (request.path().equals("/silent")) {
      response.awaitRelease(new CompletableFuture<>());
    }
    String answer =
        answers.getOrDefault(request.path(), "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    if (answer.contains("Connection: close")) {
      response.closeAfterwards();
    }
    response.send(answer.getBytes(ISO_8859_1));
  }

  @Override
  public void close() {
    server.close();
  }
}
