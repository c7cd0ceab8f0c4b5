package io.routerly.upstream;

import java.net.URI;
import java.util.List;

/**
 * One HTTP request, complete in memory.
 *
 * <p>The body is neither copied here nor changed by the client: the caller leaves the array alone
 * until the answer is there. {@code Host}, {@code Content-Length}, {@code Connection} and the other
 * headers that concern one connection are the client's own; such entries in {@code headers} are
 * left out. A user part in the URI is refused, and its fragment is not sent.
 *
 * @param method the HTTP method in upper case
 * @param uri absolute, {@code http} or {@code https}
 * @param headers sent in this order
 * @param body the bytes to send; empty for none
 * @param timeouts the limits of this exchange
 * @param addressRule which addresses may be contacted
 */
@SuppressWarnings("ArrayRecordComponent") // a copy would cost every request its body's size
public record UpstreamRequest(
    String method,
    URI uri,
    List<Header> headers,
    byte[] body,
    Timeouts timeouts,
    AddressRule addressRule) {
  /** Copies the list of headers, but not the body. */
  public UpstreamRequest {
    headers = List.copyOf(headers);
  }

  /** Names the target without its query and without any header. */
  @Override
  public String toString() {
    return "UpstreamRequest[" + method + " " + uri.getHost() + ", " + body.length + " bytes]";
  }
}
