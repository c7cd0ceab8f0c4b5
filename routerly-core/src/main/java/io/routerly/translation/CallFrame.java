package io.routerly.translation;

import io.routerly.wire.responses.ResponsesCodec;
import java.time.Instant;

/**
 * What a translation has to know of a call beside its body.
 *
 * @param traceId {@code trc_…}, of which the ids of the answer are made
 * @param projectId whose call it is: what is remembered is never shown to another project
 * @param receivedAt when it came in
 * @param strict whether the client would rather have its call refused than a field dropped
 */
public record CallFrame(String traceId, String projectId, Instant receivedAt, boolean strict) {
  private static final String TRACE_PREFIX = "trc_";

  /** Returns the id of an answer that is written here in the Responses format. */
  public String responseId() {
    return ResponsesCodec.responseId(uniqueId());
  }

  /** Returns letters and digits that no other call has. */
  String uniqueId() {
    return traceId.startsWith(TRACE_PREFIX) ? traceId.substring(TRACE_PREFIX.length()) : traceId;
  }
}
