package io.routerly.dispatch;

import io.routerly.upstream.Header;
import java.util.List;

/**
 * How many tokens a request has.
 *
 * @param body the answer in the client's format; shared, not copied
 * @param exact whether the provider of the model said so, or the gateway estimated it
 * @param headers the provider's headers, if it was asked
 * @param dropped what of the request the provider was not told, in the client's words
 */
@SuppressWarnings("ArrayRecordComponent") // made for one answer and read once
public record Counted(byte[] body, boolean exact, List<Header> headers, List<String> dropped) {
  public Counted {
    headers = List.copyOf(headers);
    dropped = List.copyOf(dropped);
  }

  @Override
  public String toString() {
    return "Counted[" + (exact ? "exact" : "estimate") + "]";
  }
}
