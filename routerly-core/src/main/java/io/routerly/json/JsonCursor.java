package io.routerly.json;

import java.nio.charset.StandardCharsets;

/**
 * Walks over one JSON text in UTF-8, in place and strictly (RFC 8259).
 *
 * <p>The caller pulls: it enters objects and arrays, compares names, reads the values that it wants
 * and skips the others. Whatever is skipped is checked as thoroughly as what is read, so that a
 * text that was walked to {@link #end()} is valid JSON as a whole. Not thread-safe.
 *
 * <pre>{@code
 * cursor.enterObject();
 * while (cursor.nextField()) {
 *   if (cursor.nameIs("model")) { model = cursor.readString(); } else { cursor.skip(); }
 * }
 * cursor.end();
 * }</pre>
 *
 * <p>All methods throw {@link JsonSyntaxException} where the text is not what they need.
 */
public final class JsonCursor {
  /** Deepest nesting that is accepted. */
  public static final int MAX_DEPTH = 256;

  private final JsonLexer in;

  /** One bit for each level: whether something of the object or array there was met. */
  private final long[] started = new long[MAX_DEPTH / Long.SIZE + 1];

  private int depth;
  private int nameFrom;
  private int nameTo;

  /**
   * Whether each character of the name is one byte, so that a name of another length is another.
   */
  private boolean plainName;

  public JsonCursor(byte[] text) {
    this(text, 0, text.length);
  }

  /** Walks over the bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public JsonCursor(byte[] text, int from, int to) {
    this.in = new JsonLexer(text, from, to);
  }

  /** Enters the object that stands here. */
  public void enterObject() {
    in.expect('{');
    push();
  }

  /** Enters the array that stands here. */
  public void enterArray() {
    in.expect('[');
    push();
  }

  /**
   * Moves to the value of the next field of the object, or leaves the object after its last one.
   *
   * @return whether there is a value to read or skip
   */
  public boolean nextField() {
    if (leavesAt('}')) {
      return false;
    }
    in.skipSpace();
    nameFrom = in.position() + 1;
    int units = in.string();
    nameTo = in.position() - 1;
    plainName = units == nameTo - nameFrom;
    in.expect(':');
    return true;
  }

  /**
   * Moves to the next element of the array, or leaves the array after its last one.
   *
   * @return whether there is a value to read or skip
   */
  public boolean nextElement() {
    return !leavesAt(']');
  }

  /** Returns whether the field just met is named so; escapes in its name are understood. */
  public boolean nameIs(String name) {
    return plainName
        ? in.bytesEqual(nameFrom, nameTo, name)
        : in.text(nameFrom, nameTo).equals(name);
  }

  /** Returns the name of the field just met. */
  public String name() {
    return in.text(nameFrom, nameTo);
  }

  /** Returns the offset of the quote that begins the name of the field just met. */
  public int nameOffset() {
    return nameFrom - 1;
  }

  /** Returns the offset after the quote that ends the name of the field just met. */
  public int nameEnd() {
    return nameTo + 1;
  }

  /**
   * Returns the first byte of the value that stands here: one of <code>{ [ " t f n -</code> or a
   * digit.
   */
  public char peek() {
    return in.peek();
  }

  /** Returns the offset of the next byte to be read, after white space. */
  public int position() {
    in.skipSpace();
    return in.position();
  }

  /** Returns the offset after the byte read last. */
  public int offset() {
    return in.position();
  }

  /** Reads the string that stands here. */
  public String readString() {
    in.skipSpace();
    int from = in.position() + 1;
    in.string();
    return in.text(from, in.position() - 1);
  }

  /**
   * Reads the value that stands here if it is this string, written without escapes; else stays
   * before it.
   *
   * @param text in ASCII, without what a string has to escape
   */
  public boolean stringIs(String text) {
    in.skipSpace();
    return in.passes(text);
  }

  /** Skips the string that stands here and returns how many characters it has. */
  public int skipString() {
    in.skipSpace();
    return in.string();
  }

  /** Reads the boolean that stands here. */
  public boolean readBoolean() {
    if (peek() == 't') {
      in.literal("true");
      return true;
    }
    in.literal("false");
    return false;
  }

  /**
   * Reads the number that stands here if it is written as a whole one, from 0 up and in at most 18
   * digits; any other is skipped.
   *
   * @return -1 if it is written otherwise
   */
  public long readWhole() {
    in.skipSpace();
    int from = in.position();
    in.number();
    return in.whole(from, in.position());
  }

  /** Reads the number that stands here; a fraction is cut off, and what does not fit is bounded. */
  public long readLong() {
    in.skipSpace();
    int from = in.position();
    in.number();
    long whole = in.whole(from, in.position());
    return whole >= 0 ? whole : readLong(from);
  }

  private long readLong(int from) {
    String digits = new String(in.bytes(), from, in.position() - from, StandardCharsets.US_ASCII);
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return (long) Double.parseDouble(digits);
    }
  }

  /** Skips the value that stands here, checking it. */
  public void skip() {
    in.skipValue(MAX_DEPTH - depth);
  }

  /** Checks that nothing but white space follows. */
  public void end() {
    in.skipSpace();
    if (!in.atEnd()) {
      throw in.error("nothing more was expected");
    }
  }

  private void push() {
    if (++depth > MAX_DEPTH) {
      throw in.error("more than " + MAX_DEPTH + " levels of nesting");
    }
    started[depth / Long.SIZE] &= ~bit();
  }

  private boolean leavesAt(char close) {
    if (in.peek() == close) {
      in.expect(close);
      depth--;
      return true;
    }
    if ((started[depth / Long.SIZE] & bit()) != 0) {
      in.expect(',');
    }
    started[depth / Long.SIZE] |= bit();
    return false;
  }

  private long bit() {
    return 1L << depth; // only the lower six bits of the distance count
  }
}
