package io.routerly.notify;

import static io.routerly.json.JsonFactories.BUILDERS;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/**
 * A message for Microsoft Teams: an <a href="https://adaptivecards.io/explorer/">adaptive card</a>
 * in the envelope that workflows with a webhook take. The older message cards are not taken there.
 */
final class TeamsMessage {
  private TeamsMessage() {}

  static JsonObject of(Notice notice) {
    JsonObjectBuilder attachment =
        BUILDERS
            .createObjectBuilder()
            .add("contentType", "application/vnd.microsoft.card.adaptive")
            .add("contentUrl", JsonValue.NULL)
            .add("content", card(notice));
    return BUILDERS
        .createObjectBuilder()
        .add("type", "message")
        .add("attachments", BUILDERS.createArrayBuilder().add(attachment))
        .build();
  }

  private static JsonObjectBuilder card(Notice notice) {
    JsonObjectBuilder card =
        BUILDERS
            .createObjectBuilder()
            .add("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
            .add("type", "AdaptiveCard")
            .add("version", "1.4")
            .add("msteams", BUILDERS.createObjectBuilder().add("width", "Full"))
            .add("body", body(notice));
    return notice.link().isEmpty()
        ? card
        : card.add("actions", BUILDERS.createArrayBuilder().add(open(notice)));
  }

  private static JsonObjectBuilder open(Notice notice) {
    return BUILDERS
        .createObjectBuilder()
        .add("type", "Action.OpenUrl")
        .add("title", "Open Routerly")
        .add("url", notice.link());
  }

  private static JsonArrayBuilder body(Notice notice) {
    JsonArrayBuilder body =
        BUILDERS
            .createArrayBuilder()
            .add(text(notice.subject()).add("weight", "bolder").add("size", "medium"))
            .add(text(notice.sentence()));
    if (!notice.figures().isEmpty()) {
      body.add(BUILDERS.createObjectBuilder().add("type", "FactSet").add("facts", facts(notice)));
    }
    return body;
  }

  private static JsonArrayBuilder facts(Notice notice) {
    JsonArrayBuilder facts = BUILDERS.createArrayBuilder();
    notice
        .figures()
        .forEach(
            figure ->
                facts.add(
                    BUILDERS
                        .createObjectBuilder()
                        .add("title", escaped(figure.name()))
                        .add("value", escaped(figure.value()))));
    return facts;
  }

  private static JsonObjectBuilder text(String text) {
    return BUILDERS
        .createObjectBuilder()
        .add("type", "TextBlock")
        .add("text", escaped(text))
        .add("wrap", true);
  }

  /** Cards read a part of Markdown; else a name could hide a link behind other words. */
  private static String escaped(String text) {
    return text.replaceAll("([\\\\*_\\[\\]`])", "\\\\$1");
  }
}
