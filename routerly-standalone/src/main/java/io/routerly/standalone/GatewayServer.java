package io.routerly.standalone;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.grizzly.http.CompressionConfig.CompressionMode;
import org.glassfish.grizzly.http.server.HttpHandlerRegistration;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.ServerConfiguration;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/**
 * The HTTP server of the jar.
 *
 * <p>Every request runs on a virtual thread where Java has them and on one of {@value
 * WorkerThreads#POOL_SIZE} threads on Java 17. Thread-safe.
 */
public final class GatewayServer implements AutoCloseable {
  private static final int BACKLOG = 4096;
  private static final int MAX_HEADER_BYTES = 32 * 1024;
  private static final int MAX_HEADERS = 100;

  /** A slow reader holds this much memory at most; its stream then waits for it. */
  private static final int MAX_PENDING_BYTES = 256 * 1024;

  /** How much of a refused body is read so that its connection can be used again. */
  private static final long MAX_SKIPPED_BODY_BYTES = 4L << 20;

  private final HttpServer server;
  private final NetworkListener listener;
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService workers;
  private final ExecutorService notifications;

  private GatewayServer(
      HttpServer server,
      NetworkListener listener,
      ScheduledThreadPoolExecutor timer,
      ExecutorService workers,
      ExecutorService notifications) {
    this.server = server;
    this.listener = listener;
    this.timer = timer;
    this.workers = workers;
    this.notifications = notifications;
  }

  /**
   * Starts to serve an application.
   *
   * @throws IOException if the address cannot be bound
   */
  static GatewayServer start(ResourceConfig application, ServerOptions options) throws IOException {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, task -> WorkerThreads.daemon(task, "server-timer"));
    timer.setRemoveOnCancelPolicy(true);
    ExecutorService workers = WorkerThreads.forRequests();
    ExecutorService notifications = WorkerThreads.forNotifications();
    NetworkListener listener = listener(options, timer, workers);
    HttpServer server = new HttpServer();
    server.addListener(listener);
    configure(server.getServerConfiguration());
    GatewayServer gateway = new GatewayServer(server, listener, timer, workers, notifications);
    try {
      server
          .getServerConfiguration()
          .addHttpHandler(
              new GatewayHandler(jersey(application, options, timer, notifications)),
              HttpHandlerRegistration.builder().contextPath("").urlPattern("/*").build());
      server.start();
      return gateway;
    } catch (IOException | RuntimeException e) {
      gateway.close();
      throw e;
    }
  }

  /** Returns the port that is listened on. */
  int port() {
    return listener.getPort();
  }

  /** Returns an address under which this machine reaches the server. */
  URI uri() {
    String host = listener.getHost();
    boolean any = host.equals("0.0.0.0") || host.equals("::");
    return URI.create("http://" + (any ? "localhost" : host) + ":" + port());
  }

  /** Returns what lies under the server, for tests that look at its connections. */
  TCPNIOTransport transport() {
    return listener.getTransport();
  }

  /**
   * Stops accepting, waits for the requests in progress and ends.
   *
   * @param grace how long requests in progress may go on; they are cut off afterwards
   * @return whether all of them ended by themselves
   */
  boolean stop(Duration grace) {
    try {
      server
          .shutdown(grace.toMillis(), TimeUnit.MILLISECONDS)
          .get(grace.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      close();
    }
  }

  /** Stops at once. */
  @Override
  public void close() {
    server.shutdownNow();
    timer.shutdownNow();
    workers.shutdownNow();
    notifications.shutdown();
  }

  private static NetworkListener listener(
      ServerOptions options, ScheduledThreadPoolExecutor timer, ExecutorService workers) {
    NetworkListener listener = new NetworkListener("routerly", options.host(), options.port());
    listener.getKeepAlive().setMaxRequestsCount(-1);
    listener.getKeepAlive().setIdleTimeoutInSeconds((int) options.idleTimeout().toSeconds());
    listener.setMaxHttpHeaderSize(MAX_HEADER_BYTES);
    listener.setMaxRequestHeaders(MAX_HEADERS);
    listener.setMaxPendingBytes(MAX_PENDING_BYTES);
    listener.setDefaultErrorPageGenerator(new ErrorPage());
    listener.getCompressionConfig().setCompressionMode(CompressionMode.OFF);
    listener.getFileCache().setEnabled(false);
    listener.registerAddOn(
        (it, chain) -> {
          int codec = chain.indexOfType(org.glassfish.grizzly.http.HttpServerFilter.class);
          HttpCodec own = new HttpCodec(it, timer, options.headerTimeout());
          own.setAllowPayloadForUndefinedHttpMethods(true);
          own.setMaxPayloadRemainderToSkip(MAX_SKIPPED_BODY_BYTES);
          chain.set(codec, own);
          chain.add(codec, new ReadAheadFilter());
        });
    TCPNIOTransport transport = listener.getTransport();
    transport.setServerConnectionBackLog(BACKLOG);
    transport.setReadTimeout(options.bodyTimeout().toMillis(), TimeUnit.MILLISECONDS);
    transport.setKeepAlive(true);
    transport.setTcpNoDelay(true);
    transport.setWorkerThreadPool(workers);
    return listener;
  }

  private static void configure(ServerConfiguration configuration) {
    configuration.setDefaultErrorPageGenerator(new ErrorPage());
    configuration.setPassTraceRequest(false);
    configuration.setTraceEnabled(false);
    configuration.setJmxEnabled(false);
  }

  private static GrizzlyHttpContainer jersey(
      ResourceConfig application,
      ServerOptions options,
      ScheduledThreadPoolExecutor timer,
      ExecutorService notifications) {
    ClientWaits waits = ClientWaits.startedOn(timer, options.watchDelay());
    application
        // Jersey would swallow flush() until so many bytes have come together.
        .property(ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0)
        .property(ServerProperties.WADL_FEATURE_DISABLE, true)
        .register(ContinueFilter.class)
        .register(
            new GrizzlyClientWatch.Binder(
                waits, new GrizzlyClientWatch.Notifications(notifications)));
    return ContainerFactory.createContainer(GrizzlyHttpContainer.class, application);
  }
}
