package io.routerly.upstream;

/**
 * Sends HTTP requests to providers. Implementations are thread-safe; calls block and suit virtual
 * threads.
 */
public interface UpstreamClient extends AutoCloseable {
  /**
   * Sends the request and returns once the answer's status line and headers are there. The caller
   * closes the answer.
   *
   * @param cancel ends the exchange from another thread, here and while the body is read
   * @throws UpstreamTimeoutException when a limit of the request's {@link Timeouts} passed
   * @throws io.routerly.error.GatewayException {@code PROVIDER_UNREACHABLE} when no connection came
   *     about or the address is forbidden, {@code PROVIDER_BAD_RESPONSE} when the answer is not
   *     HTTP, {@code PROVIDER_INTERRUPTED} when the connection broke, {@code CLIENT_GONE} when
   *     cancelled, {@code OVERLOADED} when too many connections are open or the client is closed
   */
  UpstreamResponse send(UpstreamRequest request, CancelSignal cancel);

  /** Closes all connections; exchanges that are under way end with {@code CLIENT_GONE}. */
  @Override
  void close();
}
