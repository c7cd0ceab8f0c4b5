package io.routerly.notify;

import static io.routerly.json.JsonFactories.BUILDERS;

import io.routerly.notify.Notice.Figure;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Messages as they wait in the state for a restart. */
final class NoticeJson {
  private NoticeJson() {}

  static JsonObjectBuilder written(Notice notice) {
    JsonArrayBuilder figures = BUILDERS.createArrayBuilder();
    notice
        .figures()
        .forEach(
            figure ->
                figures.add(
                    BUILDERS
                        .createObjectBuilder()
                        .add("name", figure.name())
                        .add("value", figure.value())));
    JsonObjectBuilder written =
        BUILDERS
            .createObjectBuilder()
            .add("id", notice.id())
            .add("event", notice.kind().wireName())
            .add("at", notice.at().toString())
            .add("subject", notice.subject())
            .add("sentence", notice.sentence())
            .add("figures", figures)
            .add("link", notice.link())
            .add("facts", notice.facts());
    notice.project().ifPresent(slug -> written.add("project", slug));
    return written;
  }

  /**
   * Reads what {@link #written} wrote.
   *
   * @throws RuntimeException if it is anything else
   */
  static Notice read(JsonObject written) {
    List<Figure> figures =
        written.getJsonArray("figures").getValuesAs(JsonObject.class).stream()
            .map(figure -> new Figure(figure.getString("name"), figure.getString("value")))
            .toList();
    return new Notice(
        written.getString("id"),
        NoticeKind.of(written.getString("event")),
        Instant.parse(written.getString("at")),
        written.getString("subject"),
        written.getString("sentence"),
        figures,
        Optional.ofNullable(written.getString("project", null)),
        written.getString("link"),
        written.getJsonObject("facts"));
  }
}
