package io.routerly.cli;

/** Ends a command with a sentence for the person who called it, and exit code 1. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence what went wrong and what to do about it
   */
  public CommandFailure(String sentence) {
    super(sentence);
  }

  /**
   * @param sentence what went wrong and what to do about it
   */
  public CommandFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
