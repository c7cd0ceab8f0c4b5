package io.routerly.testkit.http;

import java.io.IOException;

/** Answers the requests of one server; called by many connection threads at once. */
@FunctionalInterface
public interface Handler {
  /**
   * Writes the whole answer, head included.
   *
   * @throws IOException to end the connection
   */
  void handle(RecordedRequest request, ResponseStream response) throws IOException;
}
