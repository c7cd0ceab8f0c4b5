import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A chat completion request as it goes over the wire: HTTP/1.1, kept alive, bearer token. */
final class ChatCall {
  private ChatCall() {}

  /** Returns head and body in one array, so that one write sends them. */
  static byte[] bytes(Path bodyFile, String token) throws IOException {
    String body = Files.readString(bodyFile, StandardCharsets.ISO_8859_1);
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            + token
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.ISO_8859_1);
  }
}
