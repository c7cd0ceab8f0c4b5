package io.routerly.domain;

/** Tells that a field of a configuration record holds an impossible value, and what is allowed. */
public final class InvalidFieldException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field the name of the record component
   * @param message what is allowed, beginning with a verb: {@code must be at least 1, not 0}
   */
  public InvalidFieldException(String field, String message) {
    super(message);
    this.field = field;
  }

  /** Returns the name of the wrong field. */
  public String field() {
    return field;
  }
}
