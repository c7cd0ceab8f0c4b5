package io.routerly.api.http;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link JsonBody} parameters, which happens after the filters have let the request pass, and
 * never more of them than is allowed, whether their length was announced or not.
 */
public final class JsonBodyReader implements MessageBodyReader<JsonBody> {
  private static final int USUAL_LIMIT = 1024 * 1024;

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
      InputStream body)
      throws IOException {
    int limit = limitOf(annotations);
    requireAnnouncedWithin(limit, headers.getFirst(HttpHeaders.CONTENT_LENGTH));
    byte[] text = body.readNBytes(limit + 1);
    if (text.length > limit) {
      throw tooLarge(limit);
    }
    if (text.length > 0) {
      requireJson(mediaType, headers.getFirst(HttpHeaders.CONTENT_ENCODING));
    }
    return new JsonBody(text);
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
    boolean json =
        mediaType.getType().equalsIgnoreCase("application")
            && mediaType.getSubtype().toLowerCase(Locale.ROOT).endsWith("json");
    if (!json || (encoding != null && !encoding.equalsIgnoreCase("identity"))) {
      throw new GatewayException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "Send plain JSON, with Content-Type: application/json and no Content-Encoding.");
    }
  }

  private static GatewayException tooLarge(int limit) {
    return new GatewayException(
        ErrorCode.REQUEST_TOO_LARGE, "The body may have " + limit + " bytes at most here.");
  }
}
