package io.routerly.api.http;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link JsonBody} parameters, which happens after the filters have let the request pass, and
 * never more of them than is allowed, whether their length was announced or not, nor longer: who
 * sends a body in drops holds a thread meanwhile.
 */
public final class JsonBodyReader implements MessageBodyReader<JsonBody> {
  /** How large a body may be where {@link AtMost} says nothing else, in bytes. */
  public static final int USUAL_LIMIT = 1024 * 1024;

  private static final int CHUNK = 8 * 1024;

  /** How long a whole body may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Clock clock;

  public JsonBodyReader(Clock clock) {
    this.clock = clock;
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == JsonBody.class;
  }

  @Override
  public JsonBody readFrom(
      Class<JsonBody> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body) {
    int limit = limitOf(annotations);
    requireAnnouncedWithin(limit, headers.getFirst(HttpHeaders.CONTENT_LENGTH));
    byte[] text = read(body, limit);
    if (text.length > 0) {
      requireJson(mediaType, headers.getFirst(HttpHeaders.CONTENT_ENCODING));
    }
    return new JsonBody(text);
  }

  private byte[] read(InputStream body, int limit) {
    Instant end = clock.instant().plus(PATIENCE);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    try {
      for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
        text.write(chunk, 0, count);
        if (text.size() > limit) {
          throw tooLarge(limit);
        }
        if (clock.instant().isAfter(end)) {
          throw new GatewayException(
              ErrorCode.REQUEST_TIMEOUT,
              "The body may take " + PATIENCE.toSeconds() + " seconds at most here.");
        }
      }
    } catch (IOException e) {
      throw new GatewayException(
          ErrorCode.REQUEST_TIMEOUT, "The body of the request did not arrive.", e);
    }
    return text.toByteArray();
  }

  private static int limitOf(Annotation[] annotations) {
    return Arrays.stream(annotations)
        .filter(AtMost.class::isInstance)
        .mapToInt(annotation -> ((AtMost) annotation).value())
        .findFirst()
        .orElse(USUAL_LIMIT);
  }

  private static void requireAnnouncedWithin(int limit, @Nullable String length) {
    if (length != null && (length.length() > 10 || Long.parseLong(length.strip()) > limit)) {
      throw tooLarge(limit);
    }
  }

  private static void requireJson(MediaType mediaType, @Nullable String encoding) {
    if (!isJson(mediaType) || (encoding != null && !encoding.equalsIgnoreCase("identity"))) {
      throw new GatewayException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "Send plain JSON, with Content-Type: application/json and no Content-Encoding.");
    }
  }

  /** A JSON patch (RFC 6902) says something else than the same text as a merge patch would. */
  private static boolean isJson(MediaType mediaType) {
    String subtype = mediaType.getSubtype().toLowerCase(Locale.ROOT);
    return mediaType.getType().equalsIgnoreCase("application")
        && (subtype.equals("json") || subtype.endsWith("+json"))
        && !subtype.equals("json-patch+json");
  }

  private static GatewayException tooLarge(int limit) {
    return new GatewayException(
        ErrorCode.REQUEST_TOO_LARGE, "The body may have " + limit + " bytes at most here.");
  }
}
