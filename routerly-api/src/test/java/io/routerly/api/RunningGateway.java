package io.routerly.api;

import io.routerly.auth.Logins;
import io.routerly.auth.Passwords;
import io.routerly.auth.ProjectTokens;
import io.routerly.auth.Sessions;
import io.routerly.auth.SetupCode;
import io.routerly.domain.Ids;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.util.List;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;

/** The application on a loopback port, below a context root, with everything it stands on. */
final class RunningGateway implements AutoCloseable {
  static final String SETUP_CODE = "canary-setup-code";
  static final String PASSWORD = "canary-password-1";

  final MemoryConfigStore config = new MemoryConfigStore();
  final MemoryUsageStore usage = new MemoryUsageStore();
  final SettableClock clock = new SettableClock();

  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI root;

  RunningGateway(Object... extras) {
    server =
        GrizzlyHttpServerFactory.createHttpServer(
            URI.create("http://127.0.0.1:0/some/root/"),
            new GatewayApplication(parts(extras)),
            true);
    int port = server.getListeners().iterator().next().getPort();
    root = URI.create("http://127.0.0.1:" + port + "/some/root/");
  }

  private ApiParts parts(Object... extras) {
    SecureRandom random = new SecureRandom();
    Passwords passwords = new Passwords(random);
    ApiParts.Auth auth =
        new ApiParts.Auth(
            new Logins(config, passwords, clock),
            passwords,
            new Sessions(config, new byte[32], clock, random),
            new SetupCode(SETUP_CODE, clock),
            new ProjectTokens(random, clock));
    return new ApiParts(
        config, usage, auth, new Ids(random), clock, "1.2.3", List.of(), List.of(extras));
  }

  /** Returns a request to a path below the application's root. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path));
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonObject json(HttpResponse<String> response) {
    return Json.createReader(new StringReader(response.body())).readObject();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
