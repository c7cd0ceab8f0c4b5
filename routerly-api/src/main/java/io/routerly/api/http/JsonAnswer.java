package io.routerly.api.http;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/**
 * Makes answers of JSON, with their length said by hand: the server streams everything else, so it
 * would not find it out itself.
 */
public final class JsonAnswer {
  /** Builds JSON; the static methods of {@link Json} look their provider up at every call. */
  public static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private static final JsonWriterFactory WRITERS = Json.createWriterFactory(Map.of());

  private JsonAnswer() {}

  /** Returns a 200 with that body. */
  public static Response ok(JsonValue body) {
    return of(200, body).build();
  }

  /** Returns an answer with that status and body, to which headers may be added. */
  public static Response.ResponseBuilder of(int status, JsonValue body) {
    byte[] bytes = bytes(body);
    return Response.status(status)
        .entity(bytes)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CONTENT_LENGTH, bytes.length);
  }

  /** Returns the JSON text in UTF-8. */
  public static byte[] bytes(JsonValue value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonWriter writer = WRITERS.createWriter(out)) {
      writer.write(value);
    }
    return out.toByteArray();
  }
}
