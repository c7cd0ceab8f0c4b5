package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.array;
import static io.routerly.wire.gemini.GeminiJson.object;

import io.routerly.chat.Citation;
import io.routerly.chat.Citation.Source;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the statements of an answer come from. Gemini counts in bytes of UTF-8.
 *
 * @see <a href="https://ai.google.dev/api/generate-content#GroundingMetadata">GroundingMetadata</a>
 */
final class GeminiCitations {
  private static final List<String> KINDS = List.of("web", "retrievedContext", "maps");

  private GeminiCitations() {}

  static boolean areIn(FieldReader candidate) {
    return candidate.has("groundingMetadata") || candidate.has("citationMetadata");
  }

  /** Returns the citations that a candidate tells of, within the text so far. */
  static List<Citation> read(FieldReader candidate, CharSequence text) {
    List<Citation> citations = new ArrayList<>();
    candidate.object("groundingMetadata").ifPresent(found -> readGrounding(found, text, citations));
    candidate
        .object("citationMetadata")
        .ifPresent(
            metadata -> {
              metadata.objects("citationSources").forEach(s -> readSource(s, text, citations));
              metadata.objects("citations").forEach(s -> readSource(s, text, citations));
            });
    return citations;
  }

  private static void readSource(FieldReader source, CharSequence text, List<Citation> citations) {
    source
        .string("uri")
        .ifPresent(
            uri ->
                citations.add(
                    new Citation(
                        new Source.Page(uri),
                        source.string("title"),
                        Optional.empty(),
                        span(source, text))));
  }

  private static void readGrounding(
      FieldReader metadata, CharSequence text, List<Citation> citations) {
    List<Optional<Citation>> chunks =
        metadata.objects("groundingChunks").stream().map(GeminiCitations::chunk).toList();
    List<FieldReader> supports = metadata.objects("groundingSupports");
    if (supports.isEmpty()) {
      chunks.forEach(chunk -> chunk.ifPresent(citations::add));
    }
    for (FieldReader support : supports) {
      Optional<Citation.Range> span =
          support.object("segment").flatMap(segment -> span(segment, text));
      for (JsonValue index : support.array("groundingChunkIndices")) {
        int at = index instanceof JsonNumber number ? number.intValue() : -1;
        if (at >= 0 && at < chunks.size()) {
          chunks.get(at).ifPresent(chunk -> citations.add(within(chunk, span)));
        }
      }
    }
  }

  private static Optional<Citation> chunk(FieldReader chunk) {
    return KINDS.stream()
        .flatMap(kind -> chunk.object(kind).stream())
        .filter(source -> source.has("uri"))
        .findFirst()
        .map(
            source ->
                new Citation(
                    new Source.Page(source.requireString("uri")),
                    source.string("title"),
                    source.string("text"),
                    Optional.empty()));
  }

  private static Citation within(Citation citation, Optional<Citation.Range> span) {
    return new Citation(citation.source(), citation.title(), citation.quote(), span);
  }

  private static Optional<Citation.Range> span(FieldReader segment, CharSequence text) {
    int start = position(text, segment.whole("startIndex").orElse(0));
    int end = position(text, segment.whole("endIndex").orElse(0));
    return end > start ? Optional.of(new Citation.Range(start, end)) : Optional.empty();
  }

  /** Returns the character that stands after so many bytes. */
  private static int position(CharSequence text, long bytes) {
    long seen = 0;
    int at = 0;
    while (at < text.length() && seen < bytes) {
      seen += size(text.charAt(at++));
    }
    return at;
  }

  private static long bytes(String text, int to) {
    long sum = 0;
    for (int i = 0; i < Math.min(to, text.length()); i++) {
      sum += size(text.charAt(i));
    }
    return sum;
  }

  /** Each half of a pair counts for two of its four bytes. */
  private static int size(char c) {
    return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
  }

  /**
   * Writes citations of a text as grounding metadata.
   *
   * @return nothing if none of them is of a page
   */
  static Optional<JsonObject> write(String text, List<Citation> citations) {
    JsonArrayBuilder chunks = array();
    JsonArrayBuilder supports = array();
    int count = 0;
    for (Citation citation : citations) {
      if (citation.source() instanceof Source.Page page) {
        JsonObjectBuilder web = object().add("uri", page.url());
        citation.title().ifPresent(title -> web.add("title", title));
        chunks.add(object().add("web", web));
        JsonObjectBuilder segment = object();
        citation
            .span()
            .ifPresent(
                span ->
                    segment
                        .add("startIndex", bytes(text, span.start()))
                        .add("endIndex", bytes(text, span.end())));
        supports.add(
            object().add("segment", segment).add("groundingChunkIndices", array().add(count++)));
      }
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(
            object().add("groundingChunks", chunks).add("groundingSupports", supports).build());
  }
}
