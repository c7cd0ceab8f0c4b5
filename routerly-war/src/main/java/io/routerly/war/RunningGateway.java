package io.routerly.war;

import io.routerly.api.GatewayApi;
import io.routerly.api.RequestThreads;
import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open gateway with the threads that work for it. */
final class RunningGateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningGateway.class);

  /** On Java 17 each call in progress holds one of these. */
  private static final int THREADS = 256;

  /** So many calls wait for a thread on Java 17; the next is answered 503. */
  private static final int WAITING = 1024;

  /** How long cancelled calls may take to notice. */
  private static final Duration CANCELLATION = Duration.ofSeconds(5);

  private final Gateway gateway;
  private final ExecutorService threads;

  private RunningGateway(Gateway gateway, ExecutorService threads) {
    this.gateway = gateway;
    this.threads = threads;
  }

  /**
   * Opens a home.
   *
   * @throws RuntimeException if the home is refused; nothing is left open then
   */
  static RunningGateway open(Path home) {
    Gateway gateway = Gateway.open(GatewayOptions.of(home));
    gateway
        .signIn()
        .printedSetupCode()
        .ifPresent(
            code -> LOG.info("Nobody has set this gateway up yet. The set-up code is {}", code));
    try {
      return new RunningGateway(gateway, RequestThreads.start(THREADS, WAITING));
    } catch (RuntimeException | Error e) {
      gateway.close();
      throw e;
    }
  }

  /** Returns the servlet that serves it. */
  GatewayServlet servlet(String version) {
    return new GatewayServlet(
        GatewayApi.application(gateway, new NoClientWatch(), version),
        threads,
        GatewayApi.errorAnswers(),
        gateway.ids());
  }

  /** Lets calls end for as long as the settings say, cancels the rest and releases the home. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      int grace = gateway.config().current().settings().shutdownGraceSeconds();
      if (!threads.awaitTermination(grace, TimeUnit.SECONDS)) {
        LOG.warn("Calls were still in progress after {} s and are cut off", grace);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      gateway.close();
      endThreads();
    }
  }

  private void endThreads() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(CANCELLATION.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("Calls did not end although they were cancelled");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
