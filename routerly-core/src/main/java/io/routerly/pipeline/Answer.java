package io.routerly.pipeline;

import io.routerly.upstream.Header;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * What the client is to get: its body is written once, or the answer is abandoned.
 *
 * @param status the HTTP status
 * @param headers the provider's headers that are passed on
 * @param contentLength length of the body in bytes, or -1 for a stream
 * @param body writes the body; called at most once
 * @param abandonment cancels the provider's answer; to be run if the body was not written
 */
public record Answer(
    int status, List<Header> headers, long contentLength, Body body, Runnable abandonment) {
  /** Writes the body of an answer, which may take as long as the provider takes. */
  @FunctionalInterface
  public interface Body {
    /**
     * Writes it all and flushes as pieces arrive.
     *
     * @throws IOException if the client has left, or the answer must not end as if it were whole
     * @throws io.routerly.error.GatewayException if the provider broke off before anything was
     *     written
     */
    void writeTo(OutputStream client) throws IOException;
  }
}
