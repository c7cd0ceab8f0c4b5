package io.routerly.api;

import io.routerly.auth.SessionOrigin;
import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import io.routerly.domain.Actor;
import io.routerly.domain.User;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;

/** The whole gateway on a real home, on a loopback port, with an administrator who is signed in. */
final class ServedHome implements AutoCloseable {
  static final String PASSWORD = RunningGateway.PASSWORD;

  final Gateway gateway;
  final String root;
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Someone with a credential of the management API. */
  record Caller(ServedHome home, String bearer) {
    HttpResponse<String> get(String path) {
      return call("GET", path, "");
    }

    HttpResponse<String> delete(String path) {
      return call("DELETE", path, "");
    }

    HttpResponse<String> post(String path, String body) {
      return call("POST", path, body);
    }

    HttpResponse<String> put(String path, String body, String... headers) {
      return call("PUT", path, body, headers);
    }

    HttpResponse<String> patch(String path, String body, String... headers) {
      return call("PATCH", path, body, headers);
    }

    /** Makes a request with a JSON body, or none if it is empty, and further headers in pairs. */
    HttpResponse<String> call(String method, String path, String body, String... headers) {
      HttpRequest.Builder request = home.request(path);
      if (!bearer.isEmpty()) {
        request.header("authorization", "Bearer " + bearer);
      }
      if (headers.length > 0) {
        request.headers(headers);
      }
      if (!body.isEmpty()) {
        request.header("content-type", "application/json");
      }
      return home.send(
          request.method(
              method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }
  }

  ServedHome(Path home) {
    this(home, Clock.systemUTC());
  }

  ServedHome(Path home, Clock clock) {
    this(home, clock, Map.of());
  }

  ServedHome(Path home, Clock clock, Map<String, String> environment) {
    gateway =
        Gateway.open(
            new GatewayOptions(
                home,
                clock,
                new SecureRandom(),
                name -> Optional.ofNullable(environment.get(name))));
    server =
        GrizzlyHttpServerFactory.createHttpServer(
            URI.create("http://127.0.0.1:0/"),
            GatewayApi.application(gateway, onGone -> () -> {}, "test"),
            true);
    server.getHttpHandler().setAllowEncodedSlash(true);
    root = "http://127.0.0.1:" + server.getListeners().iterator().next().getPort() + "/";
  }

  /** Returns a user of that role who is signed in, made if there is none of that name. */
  Caller signIn(String name, String role) {
    return new Caller(
        this, gateway.signIn().sessions().start(user(name, role), SessionOrigin.UNKNOWN).token());
  }

  /** Returns somebody without any credential. */
  Caller stranger() {
    return new Caller(this, "");
  }

  /** Returns the user {@code usr_NAME}, made if there is none. */
  User user(String name, String role) {
    User wanted =
        new User(
            "usr_" + name,
            name + "@example.com",
            RunningGateway.PASSWORD_HASH,
            role,
            Optional.of(gateway.options().clock().instant()));
    return gateway
        .config()
        .edit(
            Actor.command("test"),
            current ->
                current.users().stream().anyMatch(user -> user.id().equals(wanted.id()))
                    ? current
                    : current.withUsers(
                        Stream.concat(current.users().stream(), Stream.of(wanted)).toList()))
        .users()
        .stream()
        .filter(user -> user.id().equals(wanted.id()))
        .findFirst()
        .orElseThrow();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path));
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
    return RunningGateway.json(response);
  }

  @Override
  public void close() {
    server.shutdownNow();
    gateway.close();
  }
}
