package io.routerly.dispatch;

import io.routerly.domain.Model;
import io.routerly.translation.CallFrame;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.Header;
import io.routerly.upstream.Timeouts;
import io.routerly.wire.RequestFacts;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import java.util.List;
import java.util.function.Function;

/**
 * A call as it leaves the gateway, before it is known which model serves it.
 *
 * @param format the format that the client speaks
 * @param method the HTTP method
 * @param path the path after the API version, such as {@code /chat/completions}
 * @param query the raw query string, or an empty string
 * @param headers the client's headers that may be forwarded
 * @param body the client's body; shared, not copied
 * @param facts what is known of the body
 * @param timeouts how long the provider of a model may take
 * @param cancel fires when the client leaves
 * @param frame whose call it is
 */
@SuppressWarnings("ArrayRecordComponent") // a copy would cost every request its body's size
public record Outbound(
    WireFormat format,
    String method,
    String path,
    String query,
    List<Header> headers,
    byte[] body,
    RequestFacts facts,
    Function<Model, Timeouts> timeouts,
    CancelSignal cancel,
    CallFrame frame) {
  /** Returns this with another body, which is JSON. */
  Outbound withBody(byte[] other) {
    return new Outbound(
        format,
        method,
        path,
        query,
        headers,
        other,
        RequestScanner.scan(format, other),
        timeouts,
        cancel,
        frame);
  }

  /** Returns this with another signal. */
  Outbound withCancel(CancelSignal other) {
    return new Outbound(format, method, path, query, headers, body, facts, timeouts, other, frame);
  }

  @Override
  public String toString() {
    return "Outbound[" + method + " " + path + "]";
  }
}
