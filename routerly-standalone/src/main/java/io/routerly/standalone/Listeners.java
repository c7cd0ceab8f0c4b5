package io.routerly.standalone;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;

/** Makes the listener, with limits in the place of Grizzly's defaults. */
final class Listeners {
  private static final int BACKLOG = 4096;
  private static final int MAX_HEADER_BYTES = 32 * 1024;
  private static final int MAX_HEADERS = 100;

  /** A slow reader holds this much memory at most; its stream then waits for it. */
  private static final int MAX_PENDING_BYTES = 256 * 1024;

  /** How much of a refused body is read so that its connection can be used again. */
  private static final long MAX_SKIPPED_BODY_BYTES = 4L << 20;

  /**
   * Selectors only read headers and hand over. With fewer of them than Grizzly's one per processor,
   * each wakes up less often and finds more to do.
   */
  private static final int SELECTORS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private Listeners() {}

  static NetworkListener listener(
      ServerOptions options, ScheduledExecutorService timer, ExecutorService workers) {
    NetworkListener listener = new NetworkListener("routerly", options.host(), options.port());
    listener.getKeepAlive().setMaxRequestsCount(-1);
    listener.getKeepAlive().setIdleTimeoutInSeconds((int) options.idleTimeout().toSeconds());
    listener.setMaxHttpHeaderSize(MAX_HEADER_BYTES);
    listener.setMaxRequestHeaders(MAX_HEADERS);
    listener.setMaxPendingBytes(MAX_PENDING_BYTES);
    listener.getFileCache().setEnabled(false);
    listener.registerAddOn((added, chain) -> replaceCodec(added, chain, options, timer));
    configure(listener.getTransport(), options, workers);
    return listener;
  }

  private static void replaceCodec(
      NetworkListener listener,
      FilterChainBuilder chain,
      ServerOptions options,
      ScheduledExecutorService timer) {
    HttpCodec codec = new HttpCodec(listener, timer, options.headerTimeout());
    codec.setAllowPayloadForUndefinedHttpMethods(true);
    codec.setMaxPayloadRemainderToSkip(MAX_SKIPPED_BODY_BYTES);
    int place = chain.indexOfType(HttpServerFilter.class);
    chain.set(place, codec);
    chain.add(place + 1, new WholeBodyFilter(timer, options.bodyTimeout()));
    chain.add(place, new ReadAheadFilter());
  }

  private static void configure(
      TCPNIOTransport transport, ServerOptions options, ExecutorService workers) {
    transport.setServerConnectionBackLog(BACKLOG);
    transport.setReadTimeout(options.bodyTimeout().toMillis(), TimeUnit.MILLISECONDS);
    transport.setKeepAlive(true);
    transport.setTcpNoDelay(true);
    transport.setWorkerThreadPool(workers);
    transport.setSelectorRunnersCount(SELECTORS);
  }
}
