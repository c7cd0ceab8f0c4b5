package io.routerly.testkit.script;

import io.routerly.testkit.http.Header;

/** One change to an answer before it is sent. */
public sealed interface Edit {
  /** Adds a response header, or replaces the one of that name. */
  record AddHeader(Header header) implements Edit {}

  /** Leaves the last event out, which in every format is the one that says the stream is whole. */
  record DropLastEvent() implements Edit {}

  /** Ends the stream after so many events with the provider's error event. */
  record FailAfter(int events, int status, String message) implements Edit {}

  /** Puts raw bytes between two events. */
  record Insert(int afterEvents, String bytes) implements Edit {}

  /** Compresses the body and says so. */
  record Gzip() implements Edit {}

  /** Sends a buffered body in one chunk rather than with its length. */
  record Chunked() implements Edit {}
}
