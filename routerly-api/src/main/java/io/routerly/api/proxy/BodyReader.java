package io.routerly.api.proxy;

import static java.util.Locale.ROOT;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Reads a request's body, unpacked, up to a limit. */
final class BodyReader {
  private static final int CHUNK = 16 * 1024;

  private BodyReader() {}

  /**
   * Returns the whole body.
   *
   * @param maxBytes largest body accepted, after decompression
   * @throws GatewayException {@code request_too_large}, {@code unsupported_media_type} for a
   *     content encoding other than gzip and deflate, {@code invalid_request} if it is not packed
   *     as it says, {@code request_timeout} if it stops arriving, or comes too slowly
   */
  static byte[] read(ContainerRequestContext request, int maxBytes) {
    long announced = request.getLength();
    if (announced > maxBytes) {
      throw tooLarge(maxBytes);
    }
    try (InputStream body = unpacked(request)) {
      return read(body, announced, maxBytes);
    } catch (ZipException e) {
      throw notPacked(e);
    } catch (IOException e) {
      if (e instanceof EOFException && request.getHeaderString("Content-Encoding") != null) {
        throw notPacked(e);
      }
      throw new GatewayException(
          ErrorCode.REQUEST_TIMEOUT, "The body of the request did not arrive.", e);
    }
  }

  private static InputStream unpacked(ContainerRequestContext request) throws IOException {
    String encoding = request.getHeaderString("Content-Encoding");
    InputStream body = new PacedStream(request.getEntityStream(), System::nanoTime);
    return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(ROOT)) {
      case "identity", "" -> body;
      case "gzip", "x-gzip" -> new GZIPInputStream(body);
      case "deflate" -> new InflaterInputStream(body);
      default ->
          throw new GatewayException(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "Content-Encoding must be gzip, deflate or absent.");
    };
  }

  private static byte[] read(InputStream body, long announced, int maxBytes) throws IOException {
    int first = announced > 0 ? (int) announced : CHUNK;
    byte[] start = body.readNBytes(first);
    if (start.length > maxBytes) {
      throw tooLarge(maxBytes);
    }
    // An announced body ends here as a rule, which one byte tells without a buffer.
    int next = start.length < first ? -1 : body.read();
    return next < 0 ? start : readRest(start, next, body, maxBytes);
  }

  private static byte[] readRest(byte[] start, int next, InputStream body, int maxBytes)
      throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream(start.length + CHUNK);
    all.writeBytes(start);
    all.write(next);
    byte[] chunk = new byte[CHUNK];
    int count = 0;
    while (count >= 0) {
      all.write(chunk, 0, count);
      if (all.size() > maxBytes) {
        throw tooLarge(maxBytes);
      }
      count = body.read(chunk);
    }
    return all.toByteArray();
  }

  private static GatewayException notPacked(IOException cause) {
    return new GatewayException(
        ErrorCode.INVALID_REQUEST, "The body is not packed as its Content-Encoding says.", cause);
  }

  private static GatewayException tooLarge(int maxBytes) {
    return new GatewayException(
        ErrorCode.REQUEST_TOO_LARGE,
        "The request is larger than " + maxBytes + " bytes, the limit that maxRequestBytes sets.");
  }
}
