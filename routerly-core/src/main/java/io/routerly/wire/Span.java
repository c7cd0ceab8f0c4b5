package io.routerly.wire;

/**
 * Some bytes of a text.
 *
 * @param from offset of the first byte
 * @param to offset after the last byte
 */
public record Span(int from, int to) {
  public Span {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("not a span: " + from + " to " + to);
    }
  }
}
