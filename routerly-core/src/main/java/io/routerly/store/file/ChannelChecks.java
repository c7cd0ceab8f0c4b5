package io.routerly.store.file;

import static io.routerly.store.file.ConfigFile.SETTINGS;

import io.routerly.secret.ChannelSecrets;
import io.routerly.secret.ProviderKey;
import io.routerly.secret.ProviderKeys;
import jakarta.json.JsonObject;
import java.util.List;

/** Checks the secrets of the notification channels in {@code settings.json}. */
final class ChannelChecks {
  private final ChannelSecrets secrets;

  ChannelChecks(ChannelSecrets secrets) {
    this.secrets = secrets;
  }

  void check(List<JsonObject> channels, ProblemList problems) {
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
