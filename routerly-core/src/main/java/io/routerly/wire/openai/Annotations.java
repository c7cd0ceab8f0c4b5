package io.routerly.wire.openai;

import io.routerly.chat.Citation;
import io.routerly.chat.Citation.Range;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads and writes the annotations of a message: citations of pages on the web. */
final class Annotations {
  private static final String URL_CITATION = "url_citation";

  private Annotations() {}

  /** Gives the annotations of a message to its first text; other kinds of them are passed over. */
  static void attach(List<ContentBlock> blocks, FieldReader message) {
    List<Citation> citations = read(message, 0);
    for (int i = 0; i < blocks.size() && !citations.isEmpty(); i++) {
      if (blocks.get(i) instanceof Text text) {
        blocks.set(i, new Text(text.text(), citations, text.cache()));
        return;
      }
    }
  }

  /**
   * Returns the citations in a message or a piece of one.
   *
   * @param textFrom where in the whole text the block begins that they belong to
   */
  static List<Citation> read(FieldReader message, int textFrom) {
    List<Citation> citations = new ArrayList<>();
    for (FieldReader annotation : message.objects("annotations")) {
      annotation
          .object(URL_CITATION)
          .flatMap(page -> page(page, textFrom))
          .ifPresent(citations::add);
    }
    return citations;
  }

  private static Optional<Citation> page(FieldReader page, int textFrom) {
    Optional<Range> span = span(page.whole("start_index"), page.whole("end_index"), textFrom);
    Optional<String> title = Defaults.filled(page.string("title"));
    Optional<String> quote = Defaults.filled(page.string("content")); // OpenRouter's
    return page.string("url")
        .map(url -> new Citation(new Citation.Source.Page(url), title, quote, span));
  }

  private static Optional<Range> span(OptionalLong start, OptionalLong end, int textFrom) {
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Range(bounded(start.getAsLong() - textFrom), bounded(end.getAsLong() - textFrom)));
  }

  private static int bounded(long index) {
    return (int) Math.max(0, Math.min(index, Integer.MAX_VALUE));
  }

  /**
   * Returns the annotation for a citation, or empty if it cites no page.
   *
   * @param textFrom where in the whole text its block begins
   * @param textTo where the block ends, as far as is known
   */
  static Optional<JsonObject> write(Citation citation, int textFrom, int textTo) {
    if (!(citation.source() instanceof Citation.Source.Page page)) {
      return Optional.empty();
    }
    Range span = citation.span().orElse(new Range(0, textTo - textFrom));
    JsonObject body =
        Nodes.object()
            .add("start_index", (long) textFrom + span.start())
            .add("end_index", (long) textFrom + span.end())
            .add("url", page.url())
            .add("title", citation.title().orElse(""))
            .build();
    return Optional.of(Nodes.typed(URL_CITATION, URL_CITATION, body));
  }
}
