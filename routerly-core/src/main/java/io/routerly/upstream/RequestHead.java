package io.routerly.upstream;

import static io.routerly.error.ErrorCode.INVALID_REQUEST;
import static java.util.Locale.ROOT;

import io.routerly.error.GatewayException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;

/**
 * The first bytes of a request: its header, and its body too if that is small, so that both leave
 * in one system call and one segment.
 */
final class RequestHead {
  private static final int ONE_WRITE_BYTES = 16 * 1024;

  /** Headers about one connection (RFC 9110, section 7.6.1), which only this client can know. */
  private static final Set<String> OWN =
      Set.of(
          "host",
          "content-length",
          "connection",
          "keep-alive",
          "proxy-connection",
          "transfer-encoding",
          "te",
          "trailer",
          "upgrade",
          "expect");

  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private byte[] bytes;
  private int length;
  private boolean acceptsEncoding;

  private RequestHead(int capacity) {
    bytes = new byte[capacity];
  }

  /**
   * Returns the header, followed by the body if both are small together.
   *
   * @throws GatewayException {@code INVALID_REQUEST} if a header could not be sent as one line
   */
  static RequestHead encode(UpstreamRequest request, Origin origin) {
    byte[] body = request.body();
    RequestHead head = new RequestHead(1024 + (carries(body) ? body.length : 0));
    head.requestLine(request);
    head.line("Host", origin.hostHeader());
    request.headers().forEach(head::header);
    if (!head.acceptsEncoding) {
      head.line("Accept-Encoding", "identity");
    }
    if (body.length > 0 || WITH_BODY.contains(request.method())) {
      head.line("Content-Length", Integer.toString(body.length));
    }
    head.text("\r\n");
    if (carries(body)) {
      head.append(body);
    }
    return head;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  /** Returns whether {@code body} goes out together with the header. */
  static boolean carries(byte[] body) {
    return body.length <= ONE_WRITE_BYTES;
  }

  private void requestLine(UpstreamRequest request) {
    token(request.method(), "method");
    text(" ");
    target(request.uri());
    text(" HTTP/1.1\r\n");
  }

  private void target(URI uri) {
    String path = uri.getRawPath();
    String target = path == null || path.isEmpty() ? "/" : path;
    String query = uri.getRawQuery();
    target = query == null ? target : target + "?" + query;
    text(isAscii(target) ? target : URI.create(target).toASCIIString());
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  private void header(Header header) {
    String lower = header.name().toLowerCase(ROOT);
    if (!OWN.contains(lower)) {
      acceptsEncoding |= lower.equals("accept-encoding");
      line(header.name(), header.value());
    }
  }

  private void line(String name, String value) {
    token(name, "header name");
    text(": ");
    for (int i = 0; i < value.length(); i++) {
      if (!mayStandInValue(value.charAt(i))) {
        throw new GatewayException(
            INVALID_REQUEST, "The header " + name + " holds a character that cannot be sent.");
      }
    }
    text(value);
    text("\r\n");
  }

  private static boolean mayStandInValue(char c) {
    return (c >= ' ' && c <= 0xff && c != 0x7f) || c == '\t';
  }

  private void token(String name, String what) {
    boolean valid = !name.isEmpty();
    for (int i = 0; i < name.length() && valid; i++) {
      valid = mayStandInToken(name.charAt(i));
    }
    if (!valid) {
      throw new GatewayException(INVALID_REQUEST, "A " + what + " holds a forbidden character.");
    }
    text(name);
  }

  private static boolean mayStandInToken(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  @SuppressWarnings("deprecation") // keeps the low byte of each char: exact here, and fast
  private void text(String text) {
    reserve(text.length());
    text.getBytes(0, text.length(), bytes, length);
    length += text.length();
  }

  private void append(byte[] body) {
    reserve(body.length);
    System.arraycopy(body, 0, bytes, length, body.length);
    length += body.length;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
