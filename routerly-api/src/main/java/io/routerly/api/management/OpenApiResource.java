package io.routerly.api.management;

import io.routerly.api.describe.Answers;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.Public;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code /api/openapi.json}: the description of this API, which the build has made. */
@Path("api/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public final class OpenApiResource {
  private static final String DOCUMENT = "openapi.json";

  /** Read when it is asked for first: few ever ask. */
  private static final class Document {
    static final byte[] TEXT = read();

    private static byte[] read() {
      try (InputStream document = OpenApiResource.class.getResourceAsStream(DOCUMENT)) {
        if (document == null) {
          throw new IllegalStateException("the build has left out " + DOCUMENT);
        }
        return document.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Describes this API, in OpenAPI 3.1. */
  @GET
  @Public
  @Answers(media = MediaType.APPLICATION_JSON, tagged = true)
  public Response get(@Context HttpHeaders headers) {
    return JsonAnswer.taggedFor(headers, Document.TEXT);
  }
}
