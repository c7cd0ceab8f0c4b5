package io.routerly.api.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.api.http.Public;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers at the root, where some clients look whether anybody is there. */
@Path("")
public final class RootResource {
  @GET
  @Public
  public Response hello() {
    byte[] body = "{\"name\":\"Routerly\"}".getBytes(UTF_8);
    return Response.ok(body, MediaType.APPLICATION_JSON)
        .header("Content-Length", body.length)
        .build();
  }
}
