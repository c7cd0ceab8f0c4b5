package io.routerly.standalone;

import io.routerly.api.RequestThreads;
import io.routerly.api.proxy.ClientWatch;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.glassfish.grizzly.GrizzlyFuture;
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
 * RequestLanes#THREADS} threads on Java 17. Thread-safe.
 */
final class GatewayServer implements AutoCloseable {
  /** How long the answer to a slow reader may take to leave once its request has been served. */
  private static final Duration LAST_BYTES = Duration.ofSeconds(2);

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, task -> RequestThreads.daemon(task, "server-timer"));
  // A connection has at most one request in here, so that connections bound the queue.
  private final ExecutorService workers =
      RequestThreads.start(RequestLanes.THREADS, Integer.MAX_VALUE);
  private final ExecutorService notifications = RequestThreads.forNotifications();
  private final InFlight inFlight = new InFlight();
  private final HttpServer server = new HttpServer();
  private final NetworkListener listener;
  private final RequestLanes lanes;
  private final ServerErrors errors;

  private GatewayServer(RequestLanes lanes, ServerErrors errors, ServerOptions options) {
    this.lanes = lanes;
    this.errors = errors;
    timer.setRemoveOnCancelPolicy(true);
    listener = Listeners.listener(options, timer, workers);
    listener.setDefaultErrorPageGenerator(errors);
    server.addListener(listener);
    ServerConfiguration configuration = server.getServerConfiguration();
    configuration.setDefaultErrorPageGenerator(errors);
    // Jersey refuses it in our envelope.
    configuration.setPassTraceRequest(true);
  }

  /**
   * Starts to serve an application.
   *
   * @param application is made with the watch of this server's clients
   * @param lanes how many requests of each kind may be served at a time
   * @param errors answers what the application is not asked
   * @throws IOException if the address cannot be bound
   */
  static GatewayServer start(
      Function<ClientWatch, ? extends ResourceConfig> application,
      RequestLanes lanes,
      ServerErrors errors,
      ServerOptions options)
      throws IOException {
    GatewayServer gateway = new GatewayServer(lanes, errors, options);
    try {
      gateway.serve(application, options);
      return gateway;
    } catch (IOException | RuntimeException | Error e) {
      gateway.close();
      throw e;
    }
  }

  private void serve(
      Function<ClientWatch, ? extends ResourceConfig> application, ServerOptions options)
      throws IOException {
    GrizzlyClientWatch watch = new GrizzlyClientWatch(notifications);
    watch.startOn(timer, options.watchDelay());
    ResourceConfig config = application.apply(watch);
    // Jersey would swallow flush() until so many bytes have come together.
    config.property(ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0);
    config.register(ContinueFilter.class);
    GrizzlyHttpContainer jersey =
        ContainerFactory.createContainer(GrizzlyHttpContainer.class, config);
    server
        .getServerConfiguration()
        .addHttpHandler(
            new GatewayHandler(
                jersey,
                new FrontDoor(jersey, lanes, errors),
                watch,
                inFlight,
                new Handover(workers)),
            HttpHandlerRegistration.builder().contextPath("").urlPattern("/*").build());
    server.start();
  }

  /** Returns the port that is listened on. */
  int port() {
    return listener.getPort();
  }

  /** Returns an address under which this machine reaches the server. */
  URI uri() {
    String host = listener.getHost();
    boolean any = host.equals("0.0.0.0") || host.equals("::");
    String name = any ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + port());
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
    GrizzlyFuture<HttpServer> lastBytes = server.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS);
    try {
      boolean served = inFlight.awaitNone(grace);
      if (served) {
        lastBytes.get(LAST_BYTES.toMillis(), TimeUnit.MILLISECONDS);
      }
      return served;
    } catch (TimeoutException | ExecutionException e) {
      return true;
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
}
