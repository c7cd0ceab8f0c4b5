package io.routerly.upstream;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A provider's answer whose header has arrived and whose body is still on its way.
 *
 * <p>One thread reads it and closes it. Cancelling happens through the {@link CancelSignal} that
 * was given to {@link UpstreamClient#send}.
 */
public interface UpstreamResponse extends AutoCloseable {
  /** Returns the HTTP status, 200 or higher; redirects are not followed. */
  int status();

  /**
   * Returns the header lines in the order in which they came. Where the body is unpacked ({@code
   * Content-Encoding: gzip}), that line and {@code Content-Length} are left out.
   */
  List<Header> headers();

  /** Returns the first value of the header {@code name}, whose case does not matter. */
  Optional<String> header(String name);

  /** Returns the length of the body in bytes, or -1 when it is not known beforehand. */
  long contentLength();

  /**
   * Returns the body, unpacked. A read returns what has arrived and does not wait for a full
   * buffer.
   *
   * <p>Reads throw {@link UpstreamTimeoutException}, or a {@link
   * io.routerly.error.GatewayException} with {@code PROVIDER_INTERRUPTED}, {@code
   * PROVIDER_BAD_RESPONSE} or {@code CLIENT_GONE}; never an {@code IOException}.
   */
  InputStream body();

  /**
   * Reads the whole body.
   *
   * @throws io.routerly.error.GatewayException {@code PROVIDER_BAD_RESPONSE} when it is larger than
   *     {@code maxBytes}, or as {@link #body()} does
   */
  default byte[] readAll(int maxBytes) {
    return readAll(maxBytes, () -> {});
  }

  /**
   * The same, and runs {@code begun} as soon as the first byte has come; not at all if none comes.
   */
  byte[] readAll(int maxBytes, Runnable begun);

  /**
   * Has whatever is still read end within {@code limit} from now, as far as no earlier limit ends
   * it: for a reader that expects nothing more.
   */
  default void endWithin(Duration limit) {}

  /**
   * Has reads end within {@code limit} from now, until {@link #begun} says that the answer is
   * there: bytes of a stream may be comments for long.
   */
  default void beginWithin(Duration limit) {}

  /** Takes note that the answer has begun. */
  default void begun() {}

  /**
   * Ends the exchange; may be called more than once and never throws. The connection is kept if the
   * body was read to its end, and closed otherwise, which tells the provider to stop.
   */
  @Override
  void close();
}
