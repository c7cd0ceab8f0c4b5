package io.routerly.notify;

import static io.routerly.json.JsonFactories.BUILDERS;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import java.util.stream.Collectors;

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
              .add("message", notice.sentence())
              .add("url", notice.link());
      notice.facts().forEach(body::add);
      return body.build();
    }
  },

  /** A text, as the incoming webhooks of Slack take it. */
  SLACK {
    @Override
    JsonObject bodyOf(Notice notice) {
      String figures =
          notice.figures().stream()
              .map(figure -> "\n• " + figure.name() + ": " + escaped(figure.value()))
              .collect(Collectors.joining());
      return BUILDERS
          .createObjectBuilder()
          .add(
              "text",
              "*%s*\n%s%s\n<%s|Open Routerly>"
                  .formatted(
                      escaped(notice.subject()),
                      escaped(notice.sentence()),
                      figures,
                      escaped(notice.link())))
          .build();
    }

    /** Slack asks for these three; else a name could ring everyone with {@code <!channel>}. */
    private static String escaped(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
  },

  /** An adaptive card, as the workflows of Microsoft Teams take it. */
  TEAMS {
    @Override
    JsonObject bodyOf(Notice notice) {
      JsonObjectBuilder attachment =
          BUILDERS
              .createObjectBuilder()
              .add("contentType", "application/vnd.microsoft.card.adaptive")
              .add("content", card(notice));
      return BUILDERS
          .createObjectBuilder()
          .add("type", "message")
          .add("attachments", BUILDERS.createArrayBuilder().add(attachment))
          .build();
    }

    private static JsonObjectBuilder card(Notice notice) {
      JsonArrayBuilder facts = BUILDERS.createArrayBuilder();
      notice
          .figures()
          .forEach(
              figure ->
                  facts.add(
                      BUILDERS
                          .createObjectBuilder()
                          .add("title", figure.name())
                          .add("value", figure.value())));
      JsonArrayBuilder body =
          BUILDERS
              .createArrayBuilder()
              .add(text(notice.subject()).add("weight", "bolder").add("size", "medium"))
              .add(text(notice.sentence()))
              .add(BUILDERS.createObjectBuilder().add("type", "FactSet").add("facts", facts));
      JsonObjectBuilder open =
          BUILDERS
              .createObjectBuilder()
              .add("type", "Action.OpenUrl")
              .add("title", "Open Routerly")
              .add("url", notice.link());
      return BUILDERS
          .createObjectBuilder()
          .add("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
          .add("type", "AdaptiveCard")
          .add("version", "1.4")
          .add("body", body)
          .add("actions", BUILDERS.createArrayBuilder().add(open));
    }

    private static JsonObjectBuilder text(String text) {
      return BUILDERS
          .createObjectBuilder()
          .add("type", "TextBlock")
          .add("text", text)
          .add("wrap", true);
    }
  };

  abstract JsonObject bodyOf(Notice notice);

  static WebhookFormat of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
