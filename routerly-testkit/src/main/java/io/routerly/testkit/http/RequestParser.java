package io.routerly.testkit.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads HTTP/1.1 requests (RFC 9112) from one connection; refuses what is not exactly that. */
final class RequestParser {
  private static final int LINE_LIMIT = 64 * 1024;

  private final InputStream in;

  RequestParser(InputStream in) {
    this.in = in;
  }

  /** Returns the next request without its body, or nothing if the client closed before it. */
  Optional<RequestMessage> head() throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    String line = (char) first + line();
    String[] parts = line.split(" ", -1);
    if (parts.length != 3) {
      throw new MalformedRequestException(400, "No request line: " + line);
    }
    if (!parts[2].equals("HTTP/1.1")) {
      throw new MalformedRequestException(505, "Not HTTP/1.1: " + line);
    }
    return Optional.of(new RequestMessage(parts[0], parts[1], headers(), new byte[0]));
  }

  /** Reads the body that {@code head} announces. */
  byte[] body(RequestMessage head) throws IOException {
    Optional<String> coding = head.first("Transfer-Encoding");
    List<String> lengths = head.values("Content-Length");
    if ((coding.isPresent() && !lengths.isEmpty()) || lengths.size() > 1) {
      throw new MalformedRequestException(400, "The body's length is ambiguous");
    }
    if (coding.isPresent()) {
      return chunked(coding.get());
    }
    return lengths.isEmpty() ? new byte[0] : exactly(number(lengths.get(0), 10));
  }

  private byte[] chunked(String coding) throws IOException {
    if (!coding.toLowerCase(Locale.ROOT).equals("chunked")) {
      throw new MalformedRequestException(501, "Unknown transfer coding: " + coding);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.writeBytes(exactly(size));
      if (!line().isEmpty()) {
        throw new MalformedRequestException(400, "A chunk is longer than its size");
      }
    }
    headers(); // trailers have no meaning here
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    String line = line();
    int extension = line.indexOf(';');
    return number(extension < 0 ? line : line.substring(0, extension), 16);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The client closed in the middle of a body");
    }
    return bytes;
  }

  private List<Header> headers() throws IOException {
    List<Header> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || line.charAt(colon - 1) == ' ') {
        throw new MalformedRequestException(400, "No header: " + line);
      }
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return headers;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("The client closed in the middle of a request");
      }
      if (line.size() == LINE_LIMIT) {
        throw new MalformedRequestException(431, "A line is longer than " + LINE_LIMIT + " bytes");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\r")) {
      throw new MalformedRequestException(400, "A line ends without a carriage return: " + text);
    }
    return text.substring(0, text.length() - 1);
  }

  private static int number(String digits, int radix) throws MalformedRequestException {
    try {
      return Integer.parseUnsignedInt(digits.strip(), radix);
    } catch (NumberFormatException e) {
      throw new MalformedRequestException(400, "No length: " + digits);
    }
  }
}
