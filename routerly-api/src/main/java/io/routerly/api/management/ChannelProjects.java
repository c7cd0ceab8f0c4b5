package io.routerly.api.management;

import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.Refusals;
import io.routerly.store.Configuration;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The projects that notification channels name, by their slugs, and no others of which they hear.
 */
final class ChannelProjects {
  private static final String PROJECTS = "projects";

  private ChannelProjects() {}

  /** Checks that no channel names the project: it would stay silent, or hear of another one. */
  static void requireUnnamed(Configuration current, String slug) {
    String users =
        current.settings().notifications().stream()
            .filter(channel -> names(channel, slug))
            .map(channel -> channel.getString("name"))
            .collect(Collectors.joining(", "));
    if (!users.isEmpty()) {
      throw Refusals.conflict(
          "The project is named by the notification channels " + users + ": take it out first.");
    }
  }

  /** Returns the configuration with the channels of a project following its new slug. */
  static Configuration renamed(Configuration current, String from, String to) {
    List<JsonObject> channels = current.settings().notifications();
    if (from.equals(to) || channels.stream().noneMatch(channel -> names(channel, from))) {
      return current;
    }
    return current.withSettings(
        current
            .settings()
            .withNotifications(
                channels.stream().map(channel -> renamed(channel, from, to)).toList()));
  }

  private static JsonObject renamed(JsonObject channel, String from, String to) {
    if (!names(channel, from)) {
      return channel;
    }
    JsonArrayBuilder projects = JsonAnswer.JSON.createArrayBuilder();
    for (JsonString slug : channel.getJsonArray(PROJECTS).getValuesAs(JsonString.class)) {
      projects.add(slug.getString().equals(from) ? to : slug.getString());
    }
    return JsonAnswer.JSON.createObjectBuilder(channel).add(PROJECTS, projects).build();
  }

  private static boolean names(JsonObject channel, String slug) {
    return channel.get(PROJECTS) instanceof JsonArray projects
        && projects.getValuesAs(JsonString::getString).contains(slug);
  }
}
