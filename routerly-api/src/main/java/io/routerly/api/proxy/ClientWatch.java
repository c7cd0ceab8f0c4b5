package io.routerly.api.proxy;

/**
 * Tells when the client of the current request has left.
 *
 * <p>A write to a client that left fails, but while a provider is silent nothing is written. A
 * watch notices the departure in that silence too, so that the provider's call can be cancelled and
 * is not billed for nobody. Servers differ in how, and some cannot at all, so the server brings the
 * implementation.
 */
public interface ClientWatch {
  /**
   * Has {@code onGone} called once when the client leaves before the registration is closed.
   *
   * <p>Call it on the thread that serves the request, as often per request as there are waits; it
   * is cheap enough for every request. A client that is silent for ever is not noticed, one that
   * closes its connection is, within two seconds.
   *
   * @param onGone runs on another thread, at most once, and must not wait for the request's thread;
   *     it may still begin while {@link Registration#close} runs
   */
  Registration watch(Runnable onGone);

  /** A watch that lasts until it is closed. Closing it again does nothing. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
