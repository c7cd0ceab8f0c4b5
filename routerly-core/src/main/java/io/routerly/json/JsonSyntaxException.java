package io.routerly.json;

/** Tells that bytes are not the JSON text that was asked for, and at which byte. */
public final class JsonSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int offset;

  public JsonSyntaxException(String message, int offset) {
    super(message + " at byte " + offset);
    this.offset = offset;
  }

  /** Returns the offset of the byte that does not fit, from 0. */
  public int offset() {
    return offset;
  }
}
