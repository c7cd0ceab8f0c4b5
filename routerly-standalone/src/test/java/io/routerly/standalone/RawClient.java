package io.routerly.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that sends exactly the bytes it is told to and reads one answer at a time. */
final class RawClient implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)");

  private final Socket socket;
  private final InputStream in;

  RawClient(int port) throws IOException {
    this(port, InetAddress.getLoopbackAddress());
  }

  /**
   * @param from the client's own address
   */
  RawClient(int port, InetAddress from) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  static String post(String path, String body) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(path, body.length(), body);
  }

  /** Returns a call of the proxy. */
  static String chat(String token, String body) {
    return post("/v1/chat/completions", body)
        .replace(
            "Host:",
            "Authorization: Bearer " + token + "\r\nContent-Type: application/json\r\nHost:");
  }

  static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  RawClient send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Reads one answer of a stated length or in chunks; returns status line, headers and content. */
  String answer() throws IOException {
    String head = head();
    String lower = head.toLowerCase(Locale.ROOT);
    Matcher length = LENGTH.matcher(lower);
    if (length.find()) {
      return head + exactly(Integer.parseInt(length.group(1)));
    }
    if (lower.contains("transfer-encoding: chunked")) {
      return head + chunks();
    }
    return head;
  }

  String head() throws IOException {
    return until("\r\n\r\n");
  }

  String chunk() throws IOException {
    int size = Integer.parseInt(until("\r\n").trim(), 16);
    String content = exactly(size);
    exactly(2);
    return content;
  }

  private String chunks() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
      all.append(chunk);
    }
    return all.toString();
  }

  /** Reads until the server closes; returns what came before that. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  private String until(String end) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (!read.toString(ISO_8859_1).endsWith(end)) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after \"" + read.toString(ISO_8859_1) + "\"");
      }
      read.write(next);
    }
    return read.toString(ISO_8859_1);
  }

  private String exactly(int size) throws IOException {
    return new String(in.readNBytes(size), ISO_8859_1);
  }

  void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  /** Leaves as a process does that dies: with a reset. */
  void abort() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
