package io.routerly.upstream;

import static io.routerly.error.ErrorCode.OVERLOADED;
import static io.routerly.error.ErrorCode.PROVIDER_UNREACHABLE;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.routerly.error.GatewayException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Opens connections: resolves and checks the host, connects to the checked address, speaks TLS. */
final class Connector {
  private final AddressGuard guard;
  private final NameLookUps names;
  private final Tls tls;
  private final DeadlineWatch watch;
  private final int maxConnections;

  Connector(
      AddressGuard guard, NameLookUps names, Tls tls, DeadlineWatch watch, int maxConnections) {
    this.guard = guard;
    this.names = names;
    this.tls = tls;
    this.watch = watch;
    this.maxConnections = maxConnections;
  }

  private record Opening(WireSocket socket, Exchange exchange) implements Watched {
    @Override
    public void close() {
      socket.closeQuietly();
    }
  }

  /** Returns a new connection to {@code origin} within the exchange's limit for connecting. */
  Wire open(Origin origin, AddressRule rule, Exchange exchange) {
    if (watch.size() >= maxConnections) {
      throw new GatewayException(OVERLOADED, "Too many connections to providers are open.");
    }
    exchange.armConnect();
    List<InetAddress> addresses = resolve(origin, rule, exchange);
    IOException last = new ConnectException("no address");
    for (int i = 0; i < addresses.size(); i++) {
      try {
        return open(origin, addresses.get(i), addresses.size() - i, exchange);
      } catch (SSLException e) {
        throw Failures.connecting(e, exchange, origin);
      } catch (IOException e) {
        last = e;
      }
    }
    throw Failures.connecting(last, exchange, origin);
  }

  private List<InetAddress> resolve(Origin origin, AddressRule rule, Exchange exchange) {
    try {
      CompletableFuture<List<InetAddress>> lookUp = names.of(origin.host());
      exchange.blocksOn(() -> lookUp.cancel(true));
      List<InetAddress> addresses = lookUp.get(exchange.remaining(), NANOSECONDS);
      return guard.allowed(addresses, origin.host(), origin.port(), rule);
    } catch (TimeoutException e) {
      exchange.expire(exchange.deadline());
      throw exchange.ended();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.cancel();
      throw exchange.ended();
    } catch (CancellationException e) {
      throw exchange.ended();
    } catch (RejectedExecutionException e) {
      throw new GatewayException(OVERLOADED, "The gateway is shutting down.", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof GatewayException refusal
          ? refusal
          : new GatewayException(PROVIDER_UNREACHABLE, origin.display() + " is no address.", e);
    }
  }

  private Wire open(Origin origin, InetAddress address, int left, Exchange exchange)
      throws IOException {
    WireSocket socket = new WireSocket();
    Opening opening = new Opening(socket, exchange);
    watch.add(opening);
    try {
      exchange.blocksOn(opening::close);
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(address, origin.port()), share(left, exchange));
      Socket top = origin.secure() ? tls.over(socket, origin) : socket;
      Wire wire = new Wire(origin, socket, top, watch);
      watch.add(wire);
      return wire;
    } catch (IOException | RuntimeException e) {
      socket.closeQuietly();
      throw e;
    } finally {
      watch.remove(opening);
    }
  }

  /**
   * Returns the milliseconds for one of {@code left} addresses. The last one needs none: the watch
   * closes it, and a socket that never had a time-out costs fewer system calls for all of its life.
   */
  private static int share(int left, Exchange exchange) {
    long millis = NANOSECONDS.toMillis(exchange.remaining() / left);
    return left == 1 ? 0 : (int) Math.max(1, Math.min(millis, Integer.MAX_VALUE));
  }
}
