package io.routerly.notify;

/** What became of one try to deliver a message. The reasons hold no secret. */
public sealed interface Outcome {
  /** The service took it. */
  record Delivered() implements Outcome {}

  /**
   * It did not go through, and may at another time: no connection, too many requests, a failing
   * service.
   *
   * @param reason a sentence
   */
  record Failed(String reason) implements Outcome {}

  /**
   * It was refused, and would be again.
   *
   * @param reason a sentence
   */
  record Refused(String reason) implements Outcome {}
}
