package io.routerly.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.testkit.http.LoopbackServer;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.http.ResponseStream;
import jakarta.json.Json;
import java.io.IOException;
import java.time.Clock;
import java.util.stream.Collectors;

/**
 * A provider that repeats every header it was sent, its key among them, in all the places where an
 * answer has room: in errors of all kinds, in headers, in events of a stream that breaks.
 */
final class TattlingProvider implements AutoCloseable {
  private static final String CHUNK =
      "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
          + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\n\n";

  private final LoopbackServer server =
      LoopbackServer.start("tattling", TattlingProvider::answer, Clock.systemUTC());

  String baseUrl() {
    return server.uri() + "/v1";
  }

  private static void answer(RecordedRequest request, ResponseStream response) throws IOException {
    String told =
        request.target()
            + " "
            + request.headers().stream()
                .map(header -> header.name() + ": " + header.value())
                .collect(Collectors.joining("; "));
    String error =
        Json.createObjectBuilder()
            .add(
                "error",
                Json.createObjectBuilder()
                    .add("message", "Refused: " + told)
                    .add("type", told)
                    .add("code", told)
                    .add("param", told))
            .build()
            .toString();
    String model = request.json().getString("model", "500"); // A webhook names none.
    switch (model) {
      case "good" -> send(response, 200, "application/json", good(), "");
      case "stream" -> {
        send(response, 200, "text/event-stream", CHUNK + "data: " + error + "\n\n", "");
        response.closeAfterwards();
      }
      case "garbage" -> send(response, 200, "application/json", "<html>" + told, "");
      case "redirect" ->
          send(response, 302, "text/plain", told, "Location: http://127.0.0.1/?" + told + "\r\n");
      case "plain" -> send(response, 500, "text/plain", told, "");
      default -> send(response, Integer.parseInt(model), "application/json", error, echo(told));
    }
  }

  private static String good() {
    return "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":["
        + "{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\","
        + "\"content\":\"canaryanswerTweet\"}}],"
        + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":7,\"total_tokens\":12}}";
  }

  private static String echo(String told) {
    return "x-request-id: "
        + told
        + "\r\nx-ratelimit-reset: "
        + told
        + "\r\nServer: "
        + told
        + "\r\n";
  }

  private static void send(
      ResponseStream response, int status, String type, String body, String headers)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    String head =
        "HTTP/1.1 "
            + status
            + " X\r\nContent-Type: "
            + type
            + "\r\n"
            + headers
            + "Content-Length: "
            + bytes.length
            + "\r\n\r\n";
    response.send((head + body).getBytes(UTF_8));
  }

  @Override
  public void close() {
    server.close();
  }
}
