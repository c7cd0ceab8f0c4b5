package io.routerly.api;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP/1.1 client on one kept connection, which sends bytes as they are, however wrong. An
 * answer that does not come within ten seconds is an error, so that a server that hangs fails the
 * test. Of an answer that never ends, an event stream, it reads the head. For one thread.
 */
final class PlainClient implements AutoCloseable {
  private static final int PATIENCE_MS = 10_000;
  static final byte[] NOTHING = {};

  private final int port;
  private @Nullable Connection open;

  PlainClient(String root) {
    this.port = java.net.URI.create(root).getPort();
  }

  /** What came back; names of headers in lower case, several of one name each in a line. */
  record Answer(int status, Map<String, String> headers, String text) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    JsonObject json() {
      return Json.createReader(new StringReader(text)).readObject();
    }

    @Override
    public String toString() {
      return status + " " + (text.length() > 500 ? text.substring(0, 500) + "…" : text);
    }
  }

  private record Connection(Socket socket, InputStream in, OutputStream out) {
    static Connection to(int port) throws IOException {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MS);
      socket.setTcpNoDelay(true);
      return new Connection(
          socket, new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
    }
  }

  /**
   * Makes a request.
   *
   * @param path below the root, with a slash before it
   * @param headers whole lines
   */
  Answer send(String method, String path, List<String> headers, byte[] body) {
    byte[] request = request(method, path, headers, body);
    boolean kept = open != null;
    try {
      return exchange(method, request);
    } catch (EOFException e) {
      close();
      if (!kept) {
        throw new UncheckedIOException(e);
      }
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(method + " " + path + ": " + e.getMessage(), e);
    }
    return send(method, path, headers, body); // The server may end a connection between requests.
  }

  private Answer exchange(String method, byte[] request) throws IOException {
    Connection connection = open == null ? Connection.to(port) : open;
    open = connection;
    try {
      connection.out().write(request);
      connection.out().flush();
    } catch (IOException e) {
      // It may have been answered before it was read to its end.
    }
    Answer answer = read(method, connection.in());
    if (answer.header("connection").equalsIgnoreCase("close") || isStream(answer)) {
      close();
    }
    return answer;
  }

  private static byte[] request(String method, String path, List<String> headers, byte[] body) {
    StringBuilder head =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    if (body.length > 0 || !method.equals("GET")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }

  private static Answer read(String method, InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ", 3)[1]);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (first, next) -> first + "\n" + next);
    }
    Answer head = new Answer(status, headers, "");
    boolean none = status == 204 || status == 304 || method.equals("HEAD") || isStream(head);
    return none
        ? head
        : new Answer(status, headers, new String(body(head, in), StandardCharsets.UTF_8));
  }

  private static boolean isStream(Answer answer) {
    return answer.header("content-type").startsWith("text/event-stream");
  }

  private static byte[] body(Answer head, InputStream in) throws IOException {
    if (!head.header("transfer-encoding").equalsIgnoreCase("chunked")) {
      return in.readNBytes(Integer.parseInt(head.headers().getOrDefault("content-length", "0")));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunk(in); size > 0; size = chunk(in)) {
      body.writeBytes(in.readNBytes(size));
      line(in);
    }
    line(in);
    return body.toByteArray();
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in).strip(), 16);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server ended the connection");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() {
    try {
      if (open != null) {
        open.socket().close();
      }
    } catch (IOException e) {
      // It is gone either way.
    }
    open = null;
  }
}
