package io.routerly.chat;

import java.util.Optional;

/**
 * Says where a statement comes from.
 *
 * @param source what is cited
 * @param title the title of what is cited
 * @param quote the words that are cited
 * @param span which part of the answer's text it belongs to
 */
public record Citation(
    Source source, Optional<String> title, Optional<String> quote, Optional<Range> span) {

  /** What is cited. */
  public sealed interface Source {
    /** A page on the web. */
    record Page(String url) implements Source {}

    /** A file that was stored with the provider. */
    record File(String id) implements Source {}

    /**
     * A document of the conversation.
     *
     * @param index its place among the documents, from 0
     * @param unit what {@code range} counts
     * @param range which part of the document
     */
    record Document(int index, Unit unit, Range range) implements Source {}
  }

  /** What a range within a document counts. */
  public enum Unit {
    CHARACTERS,
    PAGES,
    BLOCKS
  }

  /** From {@code start} on, and before {@code end}. */
  public record Range(int start, int end) {}
}
