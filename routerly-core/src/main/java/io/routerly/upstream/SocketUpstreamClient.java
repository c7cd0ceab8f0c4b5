package io.routerly.upstream;

import static io.routerly.error.ErrorCode.OVERLOADED;

import io.routerly.error.GatewayException;
import java.io.IOException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * The client: blocking sockets of its own, with the HTTP parser of Apache HttpComponents Core.
 *
 * <p>A connection that was kept may have been closed by its server in the meantime. If it breaks at
 * once and before any byte of an answer, the request is sent a second time over a new connection,
 * and only then: the server has refused it by closing, so it did no work and asks no money for it.
 */
public final class SocketUpstreamClient implements UpstreamClient {
  /** A closed connection shows within a round trip; what breaks later may have been working. */
  private static final long REFUSED_WITHIN_NANOS = 2_000_000_000;

  private final LongSupplier nanoTime;
  private final IdlePool pool;
  private final DeadlineWatch watch;
  private final NameLookUps names;
  private final Connector connector;
  private volatile boolean closed;

  /**
   * Creates a client and starts its watch thread.
   *
   * @param settings the bounds of the connection pool
   * @param resolver turns names into addresses, which are checked before they are used
   * @param tls makes TLS sockets and knows which certificates to trust
   * @param nanoTime a monotonic clock in nanoseconds, such as {@code System::nanoTime}
   */
  public SocketUpstreamClient(
      UpstreamSettings settings,
      HostResolver resolver,
      SSLSocketFactory tls,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.pool = new IdlePool(settings, nanoTime);
    this.watch = new DeadlineWatch(nanoTime, pool::sweep);
    AddressGuard guard = new AddressGuard(resolver);
    this.names = new NameLookUps(guard);
    this.connector = new Connector(guard, names, new Tls(tls), watch, settings.maxConnections());
    watch.start();
  }

  /** Returns a client with the JVM's resolver, trust store and clock. */
  public static SocketUpstreamClient create(UpstreamSettings settings) {
    return create(settings, HostResolver.SYSTEM);
  }

  /** Returns a client with the JVM's trust store and clock. */
  public static SocketUpstreamClient create(UpstreamSettings settings, HostResolver resolver) {
    return new SocketUpstreamClient(
        settings, resolver, (SSLSocketFactory) SSLSocketFactory.getDefault(), System::nanoTime);
  }

  @Override
  public UpstreamResponse send(UpstreamRequest request, CancelSignal cancel) {
    if (closed) {
      throw new GatewayException(OVERLOADED, "The gateway is shutting down.");
    }
    Origin origin = Origin.of(request.uri(), request.addressRule());
    RequestHead head = RequestHead.encode(request, origin);
    Exchange exchange = new Exchange(request.timeouts(), watch, nanoTime);
    exchange.endsWith(cancel);
    try {
      return send(request, head, origin, exchange);
    } catch (RuntimeException e) {
      exchange.finish();
      throw e;
    }
  }

  private UpstreamResponse send(
      UpstreamRequest request, RequestHead head, Origin origin, Exchange exchange) {
    Wire kept = pool.take(origin);
    UpstreamResponse response = kept == null ? null : send(request, head, kept, exchange);
    if (response != null) {
      return response;
    }
    Wire fresh = connector.open(origin, request.addressRule(), exchange);
    response = send(request, head, fresh, exchange);
    if (response == null) {
      throw new IllegalStateException("A new connection cannot have gone stale");
    }
    return response;
  }

  /** Returns the answer, or null if the kept connection turned out to be closed. */
  private @Nullable UpstreamResponse send(
      UpstreamRequest request, RequestHead head, Wire wire, Exchange exchange) {
    long begun = nanoTime.getAsLong();
    try {
      wire.serve(exchange);
      ClassicHttpResponse answer = converse(request, head, wire, exchange);
      exchange.rest();
      Framing framing = Framing.of(request.method(), answer);
      return new WireResponse(answer, framing, new BodyStream(framing, wire, exchange, pool));
    } catch (IOException | HttpException e) {
      wire.close();
      if (isRefused(e, wire, exchange) && nanoTime.getAsLong() - begun < REFUSED_WITHIN_NANOS) {
        pool.drop(wire.origin());
        return null;
      }
      throw Failures.awaiting(e, exchange, wire);
    } catch (RuntimeException e) {
      wire.close();
      throw e;
    }
  }

  private static ClassicHttpResponse converse(
      UpstreamRequest request, RequestHead head, Wire wire, Exchange exchange)
      throws IOException, HttpException {
    try {
      wire.write(head, request.body(), exchange);
    } catch (IOException e) {
      return wire.readEarlyHead(e);
    }
    return wire.readHead();
  }

  private static boolean isRefused(Exception cause, Wire wire, Exchange exchange) {
    return cause instanceof IOException
        && wire.used()
        && !wire.intake().received()
        && exchange.isRunning();
  }

  /** Returns how many connections are open, in use or not. */
  int openConnections() {
    return watch.size();
  }

  /** Returns how many connections are kept for another request. */
  int idleConnections() {
    return pool.size();
  }

  @Override
  public void close() {
    closed = true;
    names.close();
    watch.close();
  }
}
