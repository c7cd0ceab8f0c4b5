package io.routerly.api.management;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Refuses;
import io.routerly.api.describe.Takes;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.JsonBody;
import io.routerly.api.http.Refusals;
import io.routerly.api.http.RequiresPermission;
import io.routerly.domain.Permission;
import io.routerly.error.ErrorCode;
import io.routerly.notify.ChannelShapes;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /api/notifications}: tries notification channels out. */
@Path("api/notifications")
@Produces(MediaType.APPLICATION_JSON)
public final class NotificationsResource {
  private static final String NAME = "channelName";
  private static final String CHANNEL = "channel";

  private final Supplier<List<JsonObject>> stored;
  private final Tester tester;

  /** Sends test messages, and throws why it cannot. */
  public interface Tester {
    /** Sends one through the configured channel of that name. */
    void test(String channelName);

    /** Sends one through a channel that is not configured. */
    void test(JsonObject channel);
  }

  /**
   * @param stored the channels as they are configured, with the secrets that masks stand for
   */
  public NotificationsResource(Supplier<List<JsonObject>> stored, Tester tester) {
    this.stored = stored;
    this.tester = tester;
  }

  /**
   * Which channel to try: one of the two.
   *
   * @param channelName name of a channel of the settings
   * @param channel a channel that is not saved, as it would stand in the settings
   */
  record Trial(Optional<String> channelName, Optional<JsonObject> channel) {}

  /**
   * That the message was taken.
   *
   * @param delivered true
   */
  public record Taken(boolean delivered) {}

  /** Sends a test message and waits for what becomes of it. */
  @POST
  @Path("test")
  @RequiresPermission(Permission.SETTINGS_WRITE)
  @Answers(Taken.class)
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.TOO_MANY_ATTEMPTS, ErrorCode.NOTIFICATION_FAILED})
  public Response test(@Takes(Trial.class) JsonBody body) {
    JsonObject trial = body.object();
    for (String field : trial.keySet()) {
      if (!field.equals(NAME) && !field.equals(CHANNEL)) {
        throw Refusals.wrongField("/" + field, "unknown field; known are channel and channelName");
      }
    }
    if (trial.containsKey(CHANNEL) && !(trial.get(CHANNEL) instanceof JsonObject)) {
      throw Refusals.wrongField("/" + CHANNEL, "must be an object");
    }
    if (trial.get(NAME) instanceof JsonString name && trial.size() == 1) {
      tester.test(name.getString());
    } else if (trial.get(CHANNEL) instanceof JsonObject channel && trial.size() == 1) {
      tester.test(complete(channel));
    } else {
      throw Refusals.wrongField(
          "", "must have either a channelName or a channel with all its fields");
    }
    return JsonAnswer.ok(new Taken(true));
  }

  /** A mask stands for the secret of the stored channel of that name, as in the settings. */
  private JsonObject complete(JsonObject channel) {
    JsonArray before = JsonAnswer.JSON.createArrayBuilder(stored.get()).build();
    JsonObject complete = ChannelMasks.unmasked(channel, before, "/channel/");
    Map<String, String> wrong = new LinkedHashMap<>();
    ChannelShapes.check(List.of(complete))
        .forEach((at, why) -> wrong.put(at.replaceFirst("/0", ""), why));
    SettingsResource.requireValid(wrong, "/channel");
    return complete;
  }
}
