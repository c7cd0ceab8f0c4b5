package io.routerly.standalone;

import io.routerly.api.GatewayApi;
import io.routerly.domain.Ids;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.ConnectionProbe;

/**
 * A server with the test application on a free port, with short time-outs where a test needs one.
 */
final class ServerFixture implements AutoCloseable {
  final TestApplication application = new TestApplication();
  final GatewayServer server;
  private final Set<Connection<?>> connections = ConcurrentHashMap.newKeySet();

  ServerFixture() throws IOException {
    this(Duration.ofSeconds(10));
  }

  ServerFixture(Duration headerTimeout) throws IOException {
    this(headerTimeout, Duration.ofSeconds(30));
  }

  ServerFixture(Duration headerTimeout, Duration bodyTimeout) throws IOException {
    server =
        GatewayServer.start(
            application::watching,
            RequestLanes.ofThisJava(),
            new ServerErrors(GatewayApi.errorAnswers(), new Ids(new SecureRandom())),
            new ServerOptions(
                "127.0.0.1",
                0,
                headerTimeout,
                bodyTimeout,
                Duration.ofSeconds(75),
                Duration.ofMillis(20)));
    server
        .transport()
        .getConnectionMonitoringConfig()
        .addProbes(
            new ConnectionProbe.Adapter() {
              @Override
              @SuppressWarnings("rawtypes") // as Grizzly declares it
              public void onReadEvent(Connection accepted, Buffer data, int size) {
                accepted(accepted);
              }
            });
  }

  private void accepted(Connection<?> connection) {
    connections.add(connection);
  }

  /** Waits until a wait has lasted so long that the server reads ahead. */
  void awaitReadAhead() throws InterruptedException {
    provider().awaitCall();
    while (connections.stream().noneMatch(ConnectionState::readsAhead)) {
      if (Thread.interrupted()) {
        throw new InterruptedException("no wait was armed");
      }
      Thread.onSpinWait();
    }
  }

  TestApplication.Provider provider() {
    return application.provider;
  }

  RawClient client() throws IOException {
    return new RawClient(server.port());
  }

  @Override
  public void close() {
    server.close();
  }
}
