package io.routerly.standalone;

import io.routerly.api.GatewayApi;
import io.routerly.bootstrap.Gateway;
import io.routerly.cli.CommandFailure;
import io.routerly.cli.Version;
import io.routerly.domain.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;

/** An open gateway behind its server. */
final class RunningService implements AutoCloseable {
  private final Gateway gateway;
  private final GatewayServer server;

  private RunningService(Gateway gateway, GatewayServer server) {
    this.gateway = gateway;
    this.server = server;
  }

  /**
   * Starts to serve a gateway, which from now on belongs to this service.
   *
   * @throws CommandFailure if the address cannot be listened on
   */
  static RunningService start(Gateway gateway, Overrides overrides) {
    Settings settings = gateway.config().current().settings();
    LogbackSetup.setLevel(overrides.logLevel(settings));
    gateway.config().onChange(state -> LogbackSetup.setLevel(overrides.logLevel(state.settings())));
    ServerOptions options = overrides.address(settings);
    try {
      GatewayServer server =
          GatewayServer.start(
              watch -> GatewayApi.application(gateway, watch, Version.current()),
              RequestLanes.ofThisJava(),
              new ServerErrors(GatewayApi.errorAnswers(), gateway.ids()),
              options);
      gateway.listensAt(server.uri());
      return new RunningService(gateway, server);
    } catch (IOException | UnresolvedAddressException e) {
      gateway.close();
      throw refusal(options, e);
    } catch (RuntimeException | Error e) {
      gateway.close();
      throw e;
    }
  }

  URI uri() {
    return server.uri();
  }

  /**
   * Lets calls in progress end, within the grace that the settings allow, and closes everything.
   */
  void stop() {
    int grace = gateway.config().current().settings().shutdownGraceSeconds();
    try {
      server.stop(Duration.ofSeconds(grace));
    } finally {
      gateway.close();
    }
  }

  @Override
  public void close() {
    server.close();
    gateway.close();
  }

  /** The exceptions of the platform differ in their messages only. */
  static CommandFailure refusal(ServerOptions options, Exception failure) {
    String address = options.host() + " port " + options.port();
    String remedy = "choose another by --port or ROUTERLY_PORT.";
    String said = String.valueOf(failure.getMessage());
    if (failure instanceof UnresolvedAddressException || said.contains("nresolved")) {
      return new CommandFailure(
          "there is no address for the host name "
              + options.host()
              + ": set --host or ROUTERLY_HOST.",
          failure);
    }
    if (said.contains("denied")) {
      return new CommandFailure(
          "may not listen on " + address + ", which needs a privilege: " + remedy, failure);
    }
    if (said.contains("assign")) {
      return new CommandFailure(
          "cannot listen on "
              + address
              + ": this machine has no such address; set --host or ROUTERLY_HOST.",
          failure);
    }
    return new CommandFailure(
        "cannot listen on " + address + ", as something else does: stop it, or " + remedy, failure);
  }
}
