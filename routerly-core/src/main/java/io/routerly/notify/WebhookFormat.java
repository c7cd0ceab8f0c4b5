package io.routerly.notify;

import static io.routerly.json.JsonFactories.BUILDERS;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;

/** In which shape a webhook wants a message. */
enum WebhookFormat {
  /** The facts, for programs. */
  JSON {
    @Override
    JsonObject bodyOf(Notice notice) {
      JsonObjectBuilder body =
          BUILDERS
              .createObjectBuilder()
              .add("id", notice.id())
              .add("event", notice.kind().wireName())
              .add("timestamp", notice.at().toString())
              .add("message", notice.sentence());
      if (!notice.link().isEmpty()) {
        body.add("url", notice.link());
      }
      notice.facts().forEach(body::add);
      return body.build();
    }
  },

  /** Blocks with a text for where they are not shown, as the incoming webhooks of Slack take it. */
  SLACK {
    @Override
    JsonObject bodyOf(Notice notice) {
      return SlackMessage.of(notice);
    }
  },

  /** An adaptive card, as the workflows of Microsoft Teams take it. */
  TEAMS {
    @Override
    JsonObject bodyOf(Notice notice) {
      return TeamsMessage.of(notice);
    }
  };

  abstract JsonObject bodyOf(Notice notice);

  static WebhookFormat of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
