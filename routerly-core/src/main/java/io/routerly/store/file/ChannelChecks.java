package io.routerly.store.file;

import static io.routerly.store.file.ConfigFile.SETTINGS;

import io.routerly.secret.ChannelSecrets;
import io.routerly.secret.ProviderKey;
import io.routerly.secret.ProviderKeys;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Checks the notification channels in {@code settings.json}: their fields and their secrets. */
final class ChannelChecks {
  private final ChannelSecrets secrets;
  private final Function<List<JsonObject>, Map<String, String>> fields;

  /**
   * @param fields returns what is wrong with the fields of channels, by a pointer below their list
   */
  ChannelChecks(ChannelSecrets secrets, Function<List<JsonObject>, Map<String, String>> fields) {
    this.secrets = secrets;
    this.fields = fields;
  }

  void check(List<JsonObject> channels, ProblemList problems) {
    fields
        .apply(channels)
        .forEach((at, wrong) -> problems.error(SETTINGS, "/notifications" + at, wrong));
    for (int i = 0; i < channels.size(); i++) {
      for (String field : ChannelSecrets.fieldsOf(channels.get(i))) {
        check("/notifications/" + i + "/" + field, channels.get(i), field, problems);
      }
    }
  }

  private void check(String pointer, JsonObject channel, String field, ProblemList problems) {
    String stored = channel.getString(field);
    if (ModelChecks.namesForbiddenVariable(stored)) {
      problems.error(SETTINGS, pointer, ModelChecks.ALLOWED_VARIABLES);
    } else if (secrets.of(channel, field) instanceof ProviderKey.Unreadable unreadable
        && ProviderKeys.isStoredForm(stored)) {
      problems.warning(
          SETTINGS,
          pointer,
          "channel " + channel.getString("name") + " cannot be used: " + unreadable.reason());
    }
  }
}
