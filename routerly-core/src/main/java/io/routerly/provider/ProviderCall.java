package io.routerly.provider;

import io.routerly.domain.Model;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.Header;
import io.routerly.upstream.Timeouts;
import io.routerly.wire.WireFormat;
import java.util.List;

/**
 * One request to one provider.
 *
 * @param model the model that is to serve it
 * @param format the format of body and answer
 * @param method the HTTP method
 * @param path the path after the API version, such as {@code /chat/completions}
 * @param query the raw query string, or an empty string
 * @param headers the client's headers that may be forwarded
 * @param body the body as it goes out; shared, not copied
 * @param timeouts how long the provider may take
 * @param cancel fires when the client leaves
 */
@SuppressWarnings("ArrayRecordComponent") // a copy would cost every request its body's size
public record ProviderCall(
    Model model,
    WireFormat format,
    String method,
    String path,
    String query,
    List<Header> headers,
    byte[] body,
    Timeouts timeouts,
    CancelSignal cancel) {
  public ProviderCall {
    headers = List.copyOf(headers);
  }

  @Override
  public String toString() {
    return "ProviderCall[" + method + " " + path + " to " + model.id() + "]";
  }
}
