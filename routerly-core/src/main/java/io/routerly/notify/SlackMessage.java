package io.routerly.notify;

import static io.routerly.json.JsonFactories.BUILDERS;

import io.routerly.notify.Notice.Figure;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/**
 * A message for Slack, as <a
 * href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/">incoming
 * webhooks</a> take it: blocks, and a text for notifications and old clients.
 */
final class SlackMessage {
  /** What Slack takes at most, in characters and fields. */
  private static final int HEADER = 150;

  private static final int SECTION = 3_000;
  private static final int FIELD = 2_000;
  private static final int FIELDS = 10;

  private SlackMessage() {}

  static JsonObject of(Notice notice) {
    JsonArrayBuilder blocks =
        BUILDERS
            .createArrayBuilder()
            .add(block("header").add("text", text("plain_text", cut(notice.subject(), HEADER))))
            .add(
                block("section")
                    .add("text", text("mrkdwn", cut(escaped(notice.sentence()), SECTION))));
    if (!notice.figures().isEmpty()) {
      blocks.add(block("section").add("fields", fields(notice.figures())));
    }
    if (!notice.link().isEmpty()) {
      blocks.add(link(notice));
    }
    return BUILDERS
        .createObjectBuilder()
        .add("text", cut(escaped(notice.sentence()), SECTION))
        .add("blocks", blocks)
        .build();
  }

  private static JsonArrayBuilder fields(List<Figure> figures) {
    JsonArrayBuilder fields = BUILDERS.createArrayBuilder();
    figures.stream()
        .limit(FIELDS)
        .map(figure -> "*" + escaped(figure.name()) + "*\n" + escaped(figure.value()))
        .forEach(field -> fields.add(text("mrkdwn", cut(field, FIELD))));
    return fields;
  }

  /** A link rather than a button: Slack reports a button's click to the app, which has no ear. */
  private static JsonObjectBuilder link(Notice notice) {
    return block("context")
        .add(
            "elements",
            BUILDERS
                .createArrayBuilder()
                .add(text("mrkdwn", "<" + escaped(notice.link()) + "|Open Routerly>")));
  }

  private static JsonObjectBuilder block(String type) {
    return BUILDERS.createObjectBuilder().add("type", type);
  }

  private static JsonObjectBuilder text(String type, String text) {
    return BUILDERS.createObjectBuilder().add("type", type).add("text", text);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /** Slack asks for these three; else a name could ring everyone with {@code <!channel>}. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
