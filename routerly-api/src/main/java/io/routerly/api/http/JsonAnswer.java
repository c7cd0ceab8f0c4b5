package io.routerly.api.http;

import io.routerly.json.JsonFactories;
import io.routerly.store.binding.RecordWriter;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;

/**
 * Makes answers of JSON, with their length said by hand: the server streams everything else, so it
 * would not find it out itself.
 */
public final class JsonAnswer {
  /** Builds JSON. */
  public static final JsonBuilderFactory JSON = JsonFactories.BUILDERS;

  private JsonAnswer() {}

  /** Made when the first record is written: JSON-B takes its time to start. */
  private static final class Records {
    static final RecordWriter WRITER = new RecordWriter(false);
  }

  /** Returns a 200 with that body. */
  public static Response ok(JsonValue body) {
    return of(200, body).build();
  }

  /** Returns a 200 with that record as its body. */
  public static Response ok(Record body) {
    return of(200, bytes(body)).build();
  }

  /** Returns an answer with that status and body, to which headers may be added. */
  public static Response.ResponseBuilder of(int status, JsonValue body) {
    return of(status, bytes(body));
  }

  /** Returns an answer with a record as its body, tagged with its version. */
  public static Response tagged(int status, Record body) {
    return tagged(status, bytes(body));
  }

  /** Returns a tagged 200, or a 304 where the client has this version already. */
  public static Response taggedFor(HttpHeaders request, Record body) {
    return taggedFor(request, bytes(body));
  }

  /** Returns a tagged 200, or a 304 where the client has this version already. */
  public static Response taggedFor(HttpHeaders request, byte[] body) {
    return taggedFor(request, body, EntityTags.of(body));
  }

  /**
   * Does so for a body that does not show all that makes a version.
   *
   * @param resource all of it
   */
  public static Response taggedFor(HttpHeaders request, Record body, Record resource) {
    return taggedFor(request, bytes(body), bytes(resource));
  }

  /** Does so for texts. */
  public static Response taggedFor(HttpHeaders request, byte[] body, byte[] resource) {
    return taggedFor(request, body, EntityTags.of(resource));
  }

  private static Response taggedFor(HttpHeaders request, byte[] body, String tag) {
    return EntityTags.isKnown(request, tag)
        ? Response.notModified().header(HttpHeaders.ETAG, tag).build()
        : of(200, body).header(HttpHeaders.ETAG, tag).build();
  }

  /**
   * Returns an answer with a record as its body, tagged with the version of another.
   *
   * @param resource what makes a version of the resource, which {@code body} may show more of, or
   *     less
   */
  public static Response tagged(int status, Record body, Record resource) {
    return tagged(status, bytes(body), bytes(resource));
  }

  /** Does so for texts. */
  public static Response tagged(int status, byte[] body, byte[] resource) {
    return of(status, body).header(HttpHeaders.ETAG, EntityTags.of(resource)).build();
  }

  /** Returns an answer with that JSON text as its body, tagged with its version. */
  public static Response tagged(int status, byte[] body) {
    return tagged(status, body, body);
  }

  /** Returns an answer with that status and a record as its body. */
  public static Response of(int status, Record body) {
    return of(status, bytes(body)).build();
  }

  private static Response.ResponseBuilder of(int status, byte[] bytes) {
    return Response.status(status)
        .entity(bytes)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CONTENT_LENGTH, bytes.length);
  }

  /** Returns the JSON text of a record in UTF-8. */
  public static byte[] bytes(Record value) {
    return Records.WRITER.write(value);
  }

  /** Returns the JSON text in UTF-8. */
  public static byte[] bytes(JsonValue value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonWriter writer = JsonFactories.WRITERS.createWriter(out)) {
      writer.write(value);
    }
    return out.toByteArray();
  }
}
