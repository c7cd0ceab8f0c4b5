package io.routerly.upstream;

import static io.routerly.error.ErrorCode.PROVIDER_BAD_RESPONSE;

import io.routerly.error.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;

/** The answer that one {@link Wire} delivers. */
final class WireResponse implements UpstreamResponse {
  private static final int FIRST_GUESS_BYTES = 8 * 1024;

  private final ClassicHttpResponse head;
  private final Framing framing;
  private final InputStream body;
  private final BodyStream packed;

  WireResponse(ClassicHttpResponse head, Framing framing, BodyStream packed) {
    this.head = head;
    this.framing = framing;
    this.packed = packed;
    this.body = framing.gzip() ? new GunzipStream(packed) : packed;
  }

  @Override
  public int status() {
    return head.getCode();
  }

  @Override
  public List<Header> headers() {
    org.apache.hc.core5.http.Header[] lines = head.getHeaders();
    List<Header> headers = new ArrayList<>(lines.length);
    for (org.apache.hc.core5.http.Header line : lines) {
      if (!describesPacking(line.getName())) {
        headers.add(new Header(line.getName(), valueOf(line)));
      }
    }
    return headers;
  }

  @Override
  public Optional<String> header(String name) {
    org.apache.hc.core5.http.Header line = head.getFirstHeader(name);
    return line == null || describesPacking(name) ? Optional.empty() : Optional.of(valueOf(line));
  }

  private static String valueOf(org.apache.hc.core5.http.Header line) {
    String value = line.getValue();
    return value == null ? "" : value;
  }

  private boolean describesPacking(String name) {
    return framing.gzip()
        && (name.equalsIgnoreCase(HttpHeaders.CONTENT_ENCODING)
            || name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH));
  }

  @Override
  public long contentLength() {
    return framing.gzip() ? -1 : framing.length();
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public byte[] readAll(int maxBytes, Runnable begun) {
    long known = contentLength();
    if (known > maxBytes) {
      throw tooLarge(maxBytes);
    }
    try {
      byte[] bytes = new byte[known >= 0 ? (int) known : Math.min(FIRST_GUESS_BYTES, maxBytes)];
      return readAll(bytes, maxBytes, begun);
    } catch (IOException e) {
      throw new IllegalStateException("The body does not throw this", e);
    }
  }

  private byte[] readAll(byte[] first, int maxBytes, Runnable begun) throws IOException {
    byte[] bytes = first;
    int length = Math.max(0, body.read(bytes, 0, bytes.length));
    if (length > 0) {
      begun.run();
    }
    while (true) {
      length += body.readNBytes(bytes, length, bytes.length - length);
      int next = length < bytes.length ? -1 : body.read();
      if (next < 0) {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
      }
      if (length == maxBytes) {
        throw tooLarge(maxBytes);
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, Math.max(64, bytes.length * 2L)));
      bytes[length++] = (byte) next;
    }
  }

  @Override
  public void endWithin(Duration limit) {
    packed.endWithin(limit);
  }

  @Override
  public void beginWithin(Duration limit) {
    packed.beginWithin(limit);
  }

  @Override
  public void begun() {
    packed.begun();
  }

  private static GatewayException tooLarge(int maxBytes) {
    return new GatewayException(
        PROVIDER_BAD_RESPONSE, "The provider's answer is larger than " + maxBytes + " bytes.");
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new IllegalStateException("The body does not throw this", e);
    }
  }
}
