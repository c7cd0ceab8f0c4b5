package io.routerly.wire.responses;

import io.routerly.chat.Citation;
import io.routerly.chat.Losses;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes the annotations of a text. */
final class Annotations {
  private Annotations() {}

  /** Returns the citations among the annotations of a text; other annotations are losses. */
  static List<Citation> read(FieldReader part, Losses losses) {
    List<Citation> citations = new ArrayList<>();
    for (FieldReader annotation : part.objects("annotations")) {
      Optional<Citation> citation = read(annotation);
      if (citation.isPresent()) {
        citations.add(citation.get());
        annotation.reportUnread(losses);
      } else {
        losses.drop("input.content.annotations." + annotation.string("type").orElse("type"));
      }
    }
    return citations;
  }

  /** Returns the citation that an annotation is; empty for an annotation of another kind. */
  static Optional<Citation> read(FieldReader annotation) {
    return switch (annotation.string("type").orElse("")) {
      case "url_citation" ->
          Optional.of(
              new Citation(
                  new Citation.Source.Page(annotation.requireString("url")),
                  text(annotation, "title"),
                  Optional.empty(),
                  span(annotation)));
      case "container_file_citation" -> {
        annotation.ignore("container_id"); // the container is gone when the answer is read
        yield Optional.of(file(annotation, span(annotation)));
      }
      case "file_citation", "file_path" -> Optional.of(file(annotation, place(annotation)));
      default -> Optional.empty();
    };
  }

  private static Citation file(FieldReader annotation, Optional<Citation.Range> span) {
    return new Citation(
        new Citation.Source.File(annotation.requireString("file_id")),
        text(annotation, "filename"),
        Optional.empty(),
        span);
  }

  private static Optional<String> text(FieldReader annotation, String field) {
    return annotation.string(field).filter(text -> !text.isEmpty());
  }

  private static Optional<Citation.Range> span(FieldReader annotation) {
    Optional<Integer> start = figure(annotation, "start_index");
    Optional<Integer> end = figure(annotation, "end_index");
    return start.flatMap(from -> end.map(to -> new Citation.Range(from, to)));
  }

  private static Optional<Citation.Range> place(FieldReader annotation) {
    return figure(annotation, "index").map(at -> new Citation.Range(at, at));
  }

  private static Optional<Integer> figure(FieldReader annotation, String field) {
    return annotation.whole(field).stream()
        .mapToObj(value -> (int) Math.max(0, Math.min(value, Integer.MAX_VALUE)))
        .findFirst();
  }

  /**
   * Returns the annotation for a citation; empty where there is none, as for documents that have
   * neither an address nor a name.
   *
   * @param textLength the length of the text so far, which a citation without a span belongs to
   */
  static Optional<JsonObject> write(Citation citation, int textLength) {
    Citation.Range span = citation.span().orElse(new Citation.Range(0, textLength));
    String title = citation.title().orElse("");
    if (citation.source() instanceof Citation.Source.Page page) {
      return Optional.of(
          Trees.typed("url_citation")
              .add("start_index", span.start())
              .add("end_index", span.end())
              .add("url", page.url())
              .add("title", title)
              .build());
    }
    if (citation.source() instanceof Citation.Source.File file) {
      return Optional.of(
          Trees.typed("file_citation")
              .add("file_id", file.id())
              .add("filename", title)
              .add("index", span.end())
              .build());
    }
    return Optional.empty();
  }

  /** Returns whether an annotation says all that a citation says. */
  static boolean saysAll(Citation citation) {
    return !(citation.source() instanceof Citation.Source.Document) && citation.quote().isEmpty();
  }
}
