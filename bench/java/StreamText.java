import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of a streamed answer, with HTTP's chunk framing, ready to be written. */
final class StreamText {
  /** Status line and headers. */
  static final byte[] HEAD =
      ascii(
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");

  /** One chunk with a few words of content. */
  static final byte[] CONTENT =
      event("{\"index\":0,\"delta\":{\"content\":\" and the\"},\"finish_reason\":null}", "null");

  /** The finish reason, the usage, the end mark of the API and that of HTTP. */
  static final byte[] TAIL =
      join(
          event("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}", "null"),
          event(
              "",
              "{\"prompt_tokens\":438,\"completion_tokens\":64,\"total_tokens\":502,"
                  + "\"prompt_tokens_details\":{\"cached_tokens\":0}}"),
          httpChunk("data: [DONE]\n\n"),
          ascii("0\r\n\r\n"));

  private StreamText() {}

  private static byte[] event(String choice, String usage) {
    return httpChunk(
        "data:"
            + " {\"id\":\"chatcmpl-bench0000000000000000000002\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1760000000,\"model\":\"bench-stream\",\"system_fingerprint\":\"fp_bench\","
            + "\"choices\":["
            + choice
            + "],\"usage\":"
            + usage
            + "}\n\n");
  }

  private static byte[] httpChunk(String text) {
    return ascii(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
