package io.routerly.upstream;

import java.util.Iterator;
import java.util.Locale;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;

/**
 * Where an answer's body ends, and what becomes of the connection then (RFC 9112, section 6.3).
 *
 * @param length bytes as sent; -1 when chunked or when it ends with the connection
 * @param chunked whether it comes in chunks
 * @param gzip whether it has to be unpacked
 * @param persistent whether the connection can serve another request
 * @param keepSeconds how long the server keeps it unused, or -1 if it does not say
 */
record Framing(long length, boolean chunked, boolean gzip, boolean persistent, long keepSeconds) {
  static Framing of(String method, ClassicHttpResponse response) throws HttpException {
    boolean bodyless = method.equals("HEAD") || isBodyless(response.getCode());
    long length = bodyless ? 0 : DefaultContentLengthStrategy.INSTANCE.determineLength(response);
    boolean chunked = length == ContentLengthStrategy.CHUNKED;
    boolean ambiguous = chunked && response.containsHeader(HttpHeaders.CONTENT_LENGTH);
    boolean persistent =
        (length >= 0 || chunked)
            && !ambiguous
            && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(null, response, null);
    long keep = persistent ? keepSeconds(response) : -1;
    return new Framing(
        Math.max(-1, length), chunked, length != 0 && isGzip(response), persistent, keep);
  }

  private static boolean isBodyless(int status) {
    return status == 204 || status == 304;
  }

  private static boolean isGzip(ClassicHttpResponse response) {
    Header coding = response.getFirstHeader(HttpHeaders.CONTENT_ENCODING);
    if (coding == null || response.countHeaders(HttpHeaders.CONTENT_ENCODING) != 1) {
      return false;
    }
    String name = coding.getValue().toLowerCase(Locale.ROOT);
    return name.equals("gzip") || name.equals("x-gzip");
  }

  /** Reads {@code timeout} from {@code Keep-Alive: timeout=5, max=100}. */
  private static long keepSeconds(ClassicHttpResponse response) {
    Iterator<Header> lines = response.headerIterator(HttpHeaders.KEEP_ALIVE);
    while (lines.hasNext()) {
      for (String part : lines.next().getValue().split(",", -1)) {
        String parameter = part.strip().toLowerCase(Locale.ROOT);
        if (parameter.matches("timeout=[0-9]{1,9}")) {
          return Long.parseLong(parameter.substring("timeout=".length()));
        }
      }
    }
    return -1;
  }
}
