package io.routerly.pipeline;

import io.routerly.auth.Caller;
import io.routerly.domain.CallType;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.Header;
import io.routerly.wire.RequestFacts;
import io.routerly.wire.WireFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A client's call, authenticated and read.
 *
 * @param traceId {@code trc_…}
 * @param timestamp when it came in; once it is admitted, when that was
 * @param caller who makes it
 * @param callType which API it is for
 * @param format its wire format
 * @param method the HTTP method
 * @param path the path after {@code /v1}, such as {@code /chat/completions}
 * @param query the raw query string, or an empty string
 * @param headers its headers that may be forwarded
 * @param body the body as the client sent it; shared, not copied
 * @param facts what is known of the body
 * @param cancel fires when the client leaves
 * @param strict whether the client would rather be refused than have a field dropped
 * @param conversationId what the client calls the conversation that the call belongs to
 */
@SuppressWarnings("ArrayRecordComponent") // a copy would cost every request its body's size
public record ProxyRequest(
    String traceId,
    Instant timestamp,
    Caller caller,
    CallType callType,
    WireFormat format,
    String method,
    String path,
    String query,
    List<Header> headers,
    byte[] body,
    RequestFacts facts,
    CancelSignal cancel,
    boolean strict,
    Optional<String> conversationId) {
  /** Returns this as a call of {@code other}, who is the same caller as configured by now. */
  ProxyRequest by(Caller other) {
    return other.equals(caller) ? this : with(timestamp, other);
  }

  /** Returns this as a call that counts as of {@code admittedAt}. */
  ProxyRequest at(Instant admittedAt) {
    return with(admittedAt, caller);
  }

  private ProxyRequest with(Instant when, Caller who) {
    return new ProxyRequest(
        traceId,
        when,
        who,
        callType,
        format,
        method,
        path,
        query,
        headers,
        body,
        facts,
        cancel,
        strict,
        conversationId);
  }

  @Override
  public String toString() {
    return "ProxyRequest[" + traceId + " " + method + " " + path + "]";
  }
}
