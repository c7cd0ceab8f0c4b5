package io.routerly.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocketFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A client with a clock that can be put forward, and short forms for requests and failures. */
final class Fixture implements AutoCloseable {
  static final Timeouts PATIENT = timeouts(20_000, 20_000, 20_000);

  private final AtomicLong skipped = new AtomicLong();
  private final SocketUpstreamClient client;

  Fixture() {
    this(UpstreamSettings.DEFAULTS);
  }

  Fixture(UpstreamSettings settings) {
    this(settings, HostResolver.SYSTEM, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  Fixture(HostResolver resolver) {
    this(UpstreamSettings.DEFAULTS, resolver, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  Fixture(UpstreamSettings settings, HostResolver resolver, SSLSocketFactory tls) {
    client =
        new SocketUpstreamClient(settings, resolver, tls, () -> System.nanoTime() + skipped.get());
  }

  SocketUpstreamClient client() {
    return client;
  }

  /** Puts the client's clock forward. */
  void skip(Duration time) {
    skipped.addAndGet(time.toNanos());
  }

  static Timeouts timeouts(long connect, long firstByte, long idle) {
    return new Timeouts(
        Duration.ofMillis(connect),
        Duration.ofMillis(firstByte),
        Duration.ofMillis(idle),
        Optional.empty());
  }

  static UpstreamRequest get(URI uri) {
    return request("GET", uri, List.of(), "", PATIENT);
  }

  static UpstreamRequest post(URI uri, String body) {
    return request("POST", uri, List.of(), body, PATIENT);
  }

  static UpstreamRequest get(URI uri, Timeouts timeouts) {
    return request("GET", uri, List.of(), "", timeouts);
  }

  static UpstreamRequest request(
      String method, URI uri, List<Header> headers, String body, Timeouts timeouts) {
    byte[] bytes = body.getBytes(ISO_8859_1);
    return new UpstreamRequest(method, uri, headers, bytes, timeouts, AddressRule.PRIVATE_ALLOWED);
  }

  UpstreamResponse send(UpstreamRequest request) {
    return client.send(request, new CancelSignal());
  }

  /** Sends, reads the whole body as text and closes. */
  String fetch(UpstreamRequest request) {
    try (UpstreamResponse response = send(request)) {
      return new String(response.readAll(10_000_000), UTF_8);
    }
  }

  static GatewayException failure(ThrowingCallable call) {
    GatewayException thrown = catchThrowableOfType(GatewayException.class, call);
    if (thrown == null) {
      throw new AssertionError("It did not fail");
    }
    return thrown;
  }

  static ErrorCode codeOf(ThrowingCallable call) {
    return failure(call).code();
  }

  static UpstreamTimeoutException.Phase phaseOf(ThrowingCallable call) {
    return ((UpstreamTimeoutException) failure(call)).phase();
  }

  /** Closes the client in the midst of a test. */
  void stop() {
    client.close();
  }

  @Override
  public void close() {
    stop();
  }
}
