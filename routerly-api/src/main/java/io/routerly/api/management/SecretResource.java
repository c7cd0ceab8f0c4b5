package io.routerly.api.management;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Edits;
import io.routerly.api.http.RequiresPermission;
import io.routerly.domain.Actor;
import io.routerly.domain.Permission;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.function.Consumer;

/** {@code /api/system/secret/rotate}: a new master secret. */
@Path("api/system/secret/rotate")
@Produces(MediaType.APPLICATION_JSON)
public final class SecretResource {
  private final Consumer<Actor> rotation;

  /**
   * @param rotation puts a new secret in force
   */
  public SecretResource(Consumer<Actor> rotation) {
    this.rotation = rotation;
  }

  /**
   * Encrypts everything that is stored with a new secret and ends all sessions, the caller's
   * included.
   */
  @POST
  @RequiresPermission(Permission.SETTINGS_WRITE)
  @Answers(status = 204)
  @Edits
  public Response rotate(@Context SecurityContext security) {
    rotation.accept(principalOf(security).actor());
    return Response.noContent().build();
  }
}
