package io.routerly.api.management;

import static io.routerly.secret.ChannelSecrets.FIELDS;

import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.Refusals;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Hides the secrets of notification channels, the addresses of webhooks among them, and puts them
 * back where a client sends the mask.
 *
 * <p>A mask stands for the secret of the channel of the same name. Where the channel would send it
 * to another place than before, the secret must be entered again.
 */
final class ChannelMasks {
  /** Where a channel sends its secret; a change of one of these asks for the secret again. */
  private static final List<String> DESTINATION =
      List.of("type", "host", "port", "security", "region", "url");

  private ChannelMasks() {}

  static JsonArray masked(JsonArray channels) {
    JsonArrayBuilder masked = JsonAnswer.JSON.createArrayBuilder();
    channels.forEach(channel -> masked.add(masked(channel.asJsonObject())));
    return masked.build();
  }

  private static JsonObject masked(JsonObject channel) {
    JsonObjectBuilder masked = JsonAnswer.JSON.createObjectBuilder(channel);
    FIELDS.stream().filter(channel::containsKey).forEach(field -> masked.add(field, Masks.MASK));
    return masked.build();
  }

  /**
   * Returns the channels with every mask replaced by the secret that it stands for.
   *
   * @param stored the channels as they are
   * @throws io.routerly.error.GatewayException {@code invalid_request} for a mask that stands for
   *     nothing, or for a secret that would go elsewhere
   */
  static JsonArray unmasked(JsonArray channels, JsonArray stored) {
    JsonArrayBuilder unmasked = JsonAnswer.JSON.createArrayBuilder();
    for (int i = 0; i < channels.size(); i++) {
      JsonValue channel = channels.get(i);
      unmasked.add(
          channel instanceof JsonObject object
              ? unmasked(object, stored, "/notifications/" + i + "/")
              : channel);
    }
    return unmasked.build();
  }

  /**
   * Does so for one channel.
   *
   * @param pointer leads to the channel, and ends with a slash
   */
  static JsonObject unmasked(JsonObject channel, JsonArray stored, String pointer) {
    JsonObjectBuilder unmasked = JsonAnswer.JSON.createObjectBuilder(channel);
    for (String field : FIELDS) {
      if (Masks.ofSecret(channel.get(field))) {
        JsonObject before =
            named(stored, channel)
                .filter(candidate -> candidate.containsKey(field))
                .filter(candidate -> goesTheSameWay(candidate, channel))
                .orElseThrow(
                    () ->
                        Refusals.wrongField(pointer + field, "must be entered, or entered again"));
        unmasked.add(field, before.get(field));
      }
    }
    return unmasked.build();
  }

  private static Optional<JsonObject> named(JsonArray stored, JsonObject channel) {
    return stored.stream()
        .map(JsonValue::asJsonObject)
        .filter(candidate -> Objects.equals(candidate.get("name"), channel.get("name")))
        .findFirst();
  }

  private static boolean goesTheSameWay(JsonObject before, JsonObject after) {
    return DESTINATION.stream()
        .allMatch(
            field ->
                Objects.equals(before.get(field), after.get(field))
                    || isMaskOfAddress(field, after));
  }

  /** An address may be a secret itself; its mask says that it stays. */
  private static boolean isMaskOfAddress(String field, JsonObject after) {
    return FIELDS.contains(field) && Masks.ofSecret(after.get(field));
  }
}
