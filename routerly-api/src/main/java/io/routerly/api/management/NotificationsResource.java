package io.routerly.api.management;

import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.JsonBody;
import io.routerly.api.http.RequiresPermission;
import io.routerly.domain.Permission;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Consumer;

/** {@code /api/notifications}: tries notification channels out. */
@Path("api/notifications")
@Produces(MediaType.APPLICATION_JSON)
public final class NotificationsResource {
  private final Consumer<String> test;

  /**
   * @param test sends a test message through the channel of that name, and throws why it cannot
   */
  public NotificationsResource(Consumer<String> test) {
    this.test = test;
  }

  /** Which channel is to be tried out. */
  public record Trial(String channelName) {}

  /** That the message was taken. */
  public record Taken(boolean delivered) {}

  /** Sends a test message and waits for what becomes of it. */
  @POST
  @Path("test")
  @RequiresPermission(Permission.SETTINGS_WRITE)
  public Response test(JsonBody body) {
    test.accept(body.as(Trial.class).channelName());
    return JsonAnswer.ok(new Taken(true));
  }
}
