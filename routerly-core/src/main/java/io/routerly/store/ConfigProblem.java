package io.routerly.store;

/**
 * Something in the configuration or the ledger that a person should look at.
 *
 * @param file name of the file, such as {@code models.json}
 * @param pointer where in the file, as a JSON pointer; empty for the file as a whole
 * @param message what is wrong and what to do, as a sentence
 * @param severity whether the file as it stands can be used
 */
public record ConfigProblem(String file, String pointer, String message, Severity severity) {
  /** How bad it is. */
  public enum Severity {
    /** The configuration works, though a part of it leads nowhere. */
    WARNING,
    /** The file cannot be used: a start refuses it, a running service keeps its last good state. */
    ERROR
  }

  /** Returns file, place and sentence in one line. */
  @Override
  public String toString() {
    return file + (pointer.isEmpty() ? "" : " at " + pointer) + ": " + message;
  }
}
