package io.routerly.notify;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.upstream.AddressRule;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.Header;
import io.routerly.upstream.Timeouts;
import io.routerly.upstream.UpstreamClient;
import io.routerly.upstream.UpstreamRequest;
import io.routerly.upstream.UpstreamResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Posts to services under the gateway's address guard: public addresses, and those that the
 * settings list. No redirect is followed. Thread-safe.
 */
final class ServiceClient {
  private static final int MOST_BYTES = 256 * 1024;
  private static final Timeouts TIMEOUTS =
      new Timeouts(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Optional.of(Duration.ofSeconds(20)));

  private final UpstreamClient upstream;
  private final Supplier<AddressRule> rule;

  ServiceClient(UpstreamClient upstream, Supplier<AddressRule> rule) {
    this.upstream = upstream;
    this.rule = rule;
  }

  /**
   * Sends a body and returns what {@code read} makes of the answer.
   *
   * @return a failure if there is no answer
   */
  Outcome post(URI uri, List<Header> headers, byte[] body, Function<ServiceAnswer, Outcome> read) {
    UpstreamRequest request = new UpstreamRequest("POST", uri, headers, body, TIMEOUTS, rule.get());
    try (UpstreamResponse response = upstream.send(request, new CancelSignal())) {
      return read.apply(new ServiceAnswer(response.status(), response.readAll(MOST_BYTES)));
    } catch (GatewayException e) {
      return e.code() == ErrorCode.INVALID_REQUEST
          ? new Outcome.Refused(e.sentence())
          : new Outcome.Failed(e.sentence());
    }
  }

  /** Sends a body and tells by the status whether it was taken. */
  Outcome post(URI uri, List<Header> headers, byte[] body) {
    return post(uri, headers, body, ServiceAnswer::outcome);
  }
}
