package io.routerly.api;

import io.routerly.api.management.BuiltInNames;
import io.routerly.auth.Logins;
import io.routerly.auth.Passwords;
import io.routerly.auth.PersonalTokens;
import io.routerly.auth.ProjectTokens;
import io.routerly.auth.SessionOrigin;
import io.routerly.auth.Sessions;
import io.routerly.auth.SetupCode;
import io.routerly.domain.Actor;
import io.routerly.domain.Ids;
import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.User;
import io.routerly.pipeline.TraceBook;
import io.routerly.routing.TraceLog;
import io.routerly.secret.MasterSecret;
import io.routerly.secret.ProviderKeys;
import io.routerly.sso.HeaderSignIn;
import io.routerly.store.audit.AuditTrail;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.mindrot.jbcrypt.BCrypt;

/** The application on a loopback port, below a context root, with everything it stands on. */
final class RunningGateway implements AutoCloseable {
  static final String SETUP_CODE = "canary-setup-code";
  static final String PASSWORD = "canary-password-1";
  static final String PASSWORD_HASH = BCrypt.hashpw(PASSWORD, BCrypt.gensalt(4));

  /** A policy that asks the model in its setting {@code modelId}. */
  private static final String ASKING = "llm";

  final MemoryConfigStore config = new MemoryConfigStore();
  final MemoryUsageStore usage = new MemoryUsageStore();
  final MemoryTraceStore storedTraces = new MemoryTraceStore();
  final TraceBook traces = new TraceBook(new TraceLog(10), storedTraces);
  final MemoryAuditStore audit = new MemoryAuditStore();
  final SettableClock clock = new SettableClock();

  final ProviderKeys keys =
      new ProviderKeys(
          MasterSecret.random(new SecureRandom()), new SecureRandom(), name -> Optional.empty());

  final Sessions sessions;

  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI root;

  RunningGateway(Object... extras) {
    sessions = new Sessions(config, new byte[32], clock, new SecureRandom());
    server =
        GrizzlyHttpServerFactory.createHttpServer(
            URI.create("http://127.0.0.1:0/some/context/"),
            new GatewayApplication(parts(extras)),
            true);
    // Model ids hold slashes, which clients may encode.
    server.getHttpHandler().setAllowEncodedSlash(true);
    int port = server.getListeners().iterator().next().getPort();
    root = URI.create("http://127.0.0.1:" + port + "/some/context/");
  }

  private static void requireNoSettings(PolicySpec policy) {
    if (!policy.config().isEmpty() && !policy.type().equals(ASKING)) {
      throw new InvalidFieldException("config", "must be empty");
    }
  }

  private static String modelOf(PolicySpec policy) {
    return policy.config().getString("modelId");
  }

  private ApiParts parts(Object... extras) {
    SecureRandom random = new SecureRandom();
    Passwords passwords = new Passwords(random);
    ApiParts.Auth auth =
        new ApiParts.Auth(
            new Logins(config, passwords, clock),
            passwords,
            sessions,
            new SetupCode(SETUP_CODE, clock),
            new ProjectTokens(random, clock),
            new PersonalTokens(config, clock, random),
            new HeaderSignIn(config, clock, random));
    return new ApiParts(
        config,
        usage,
        traces,
        new AuditTrail(audit, new Ids(random), clock),
        auth,
        keys,
        new BuiltInNames(
            Set.of("openai", "anthropic", "custom"),
            Set.of("random", "cheapest", ASKING),
            RunningGateway::requireNoSettings,
            policy -> policy.type().equals(ASKING) ? Set.of(modelOf(policy)) : Set.of()),
        new Ids(random),
        clock,
        "1.2.3",
        Optional.empty(),
        List.of(),
        List.of(extras));
  }

  /** Returns a request to a path below the application's root. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path));
  }

  /** Adds a user of that role, whose password is {@link #PASSWORD}, and returns their record. */
  User addUser(String name, String role) {
    User user =
        new User(
            "usr_" + name,
            name + "@example.com",
            PASSWORD_HASH,
            role,
            Optional.of(clock.instant()));
    config.edit(
        Actor.command("test"),
        current ->
            current.withUsers(Stream.concat(current.users().stream(), Stream.of(user)).toList()));
    return user;
  }

  /** Adds a user of that role and returns a client that they are signed in to. */
  Person signIn(String name, String role) {
    return new Person(this, sessions.start(addUser(name, role), SessionOrigin.UNKNOWN).token());
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
