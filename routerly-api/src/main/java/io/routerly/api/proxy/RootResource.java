package io.routerly.api.proxy;

import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.Public;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Answers at the root, where some clients look whether anybody is there. */
@Path("")
public final class RootResource {
  @GET
  @Public
  public Response hello() {
    return JsonAnswer.ok(JsonAnswer.JSON.createObjectBuilder().add("name", "Routerly").build());
  }
}
