package io.routerly.wire.anthropic;

import io.routerly.chat.Citation;
import io.routerly.chat.Citation.Range;
import io.routerly.chat.Citation.Source;
import io.routerly.chat.Citation.Unit;
import io.routerly.chat.Losses;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes citations.
 *
 * <p>The format ties a citation to a whole text block. A page on the web is cited with an index
 * that only Anthropic can make; for another provider's citations it is written empty, so that
 * clients can read them, and such a citation is left out where it would go to a provider.
 *
 * @see <a href="https://docs.anthropic.com/en/docs/build-with-claude/citations">citations</a>
 */
final class Citations {
  private static final String INDEX = "encrypted_index";

  private Citations() {}

  /** Returns whether {@link #write} made a citation of a page for a client. */
  static boolean isWithoutIndex(JsonValue citation) {
    return citation instanceof JsonObject location
        && location.get(INDEX) instanceof JsonString index
        && index.getString().isEmpty();
  }

  /** Reads the citations of a text block; what is of no known type is noted. */
  static List<Citation> read(FieldReader block, Losses losses) {
    List<Citation> citations = new ArrayList<>();
    for (FieldReader citation : block.objects("citations")) {
      read(citation)
          .ifPresentOrElse(citations::add, () -> losses.drop("messages.content.citations"));
    }
    return citations;
  }

  /** Reads one citation, or returns nothing if it is of no known type. */
  static Optional<Citation> read(FieldReader citation) {
    return source(citation)
        .map(
            source ->
                new Citation(
                    source,
                    citation.string("document_title").or(() -> citation.string("title")),
                    citation.string("cited_text"),
                    Optional.empty()));
  }

  private static Optional<Source> source(FieldReader citation) {
    return switch (citation.string("type").orElse("")) {
      case "char_location" ->
          Optional.of(document(citation, Unit.CHARACTERS, "start_char_index", "end_char_index"));
      case "page_location" ->
          Optional.of(document(citation, Unit.PAGES, "start_page_number", "end_page_number"));
      case "content_block_location" ->
          Optional.of(document(citation, Unit.BLOCKS, "start_block_index", "end_block_index"));
      case "web_search_result_location" -> citation.string("url").map(Source.Page::new);
      case "search_result_location" -> citation.string("source").map(Source.Page::new);
      default -> Optional.empty();
    };
  }

  private static Source document(FieldReader citation, Unit unit, String start, String end) {
    return new Source.Document(
        whole(citation, "document_index"),
        unit,
        new Range(whole(citation, start), whole(citation, end)));
  }

  private static int whole(FieldReader citation, String field) {
    long value = citation.whole(field).orElse(0);
    return (int) Math.max(0, Math.min(value, Integer.MAX_VALUE));
  }

  /** Writes a citation of an answer, or returns nothing if the format has no such source. */
  static Optional<JsonObject> write(Citation citation) {
    if (citation.source() instanceof Source.Page page) {
      JsonObjectBuilder location =
          Blocks.block("web_search_result_location")
              .add("cited_text", citation.quote().orElse(""))
              .add(INDEX, "")
              .add("url", page.url());
      title(location, "title", citation);
      return Optional.of(location.build());
    }
    return citation.source() instanceof Source.Document document
        ? Optional.of(write(citation, document))
        : Optional.empty();
  }

  /** Writes a citation that a provider is to see again, if it can be one of its own. */
  static Optional<JsonObject> writeBack(Citation citation) {
    return citation.source() instanceof Source.Document ? write(citation) : Optional.empty();
  }

  private static JsonObject write(Citation citation, Source.Document document) {
    Range range = document.range();
    JsonObjectBuilder location =
        switch (document.unit()) {
          case CHARACTERS ->
              Blocks.block("char_location")
                  .add("start_char_index", range.start())
                  .add("end_char_index", range.end());
          case PAGES ->
              Blocks.block("page_location")
                  .add("start_page_number", range.start())
                  .add("end_page_number", range.end());
          case BLOCKS ->
              Blocks.block("content_block_location")
                  .add("start_block_index", range.start())
                  .add("end_block_index", range.end());
        };
    location.add("cited_text", citation.quote().orElse("")).add("document_index", document.index());
    title(location, "document_title", citation);
    return location.build();
  }

  private static void title(JsonObjectBuilder location, String field, Citation citation) {
    citation
        .title()
        .ifPresentOrElse(
            title -> location.add(field, title), () -> location.add(field, JsonValue.NULL));
  }
}
