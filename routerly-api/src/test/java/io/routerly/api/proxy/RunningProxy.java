package io.routerly.api.proxy;

import io.routerly.api.GatewayApi;
import io.routerly.auth.TokenSettings;
import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import io.routerly.domain.Actor;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.Model;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.Resilience;
import io.routerly.domain.Settings;
import io.routerly.domain.UsageRecord;
import io.routerly.json.JsonFactories;
import io.routerly.store.Configuration;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsageQuery;
import io.routerly.store.binding.RecordBinder;
import io.routerly.store.binding.RecordWriter;
import io.routerly.testkit.FakeProvider;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;

/** A real gateway on a real home and a loopback port, with one project and its token. */
final class RunningProxy implements AutoCloseable {
  static final String SLUG = "my-app";

  private final Gateway gateway;
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI root;
  private final String token;

  /** Makes a home. */
  RunningProxy(Path home) {
    gateway = gateway(home);
    var created =
        gateway
            .signIn()
            .newTokens()
            .create(
                new TokenSettings(
                    Optional.empty(), BudgetMode.EXTEND, List.of(), Optional.empty()));
    token = created.clearText();
    Project project =
        new Project(
            "proj_test",
            "My App",
            SLUG,
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(created.stored()),
            List.of(),
            List.of(),
            Resilience.DEFAULT);
    gateway.config().edit(Actor.command("test"), state -> state.withProjects(List.of(project)));
    server = server(gateway);
    root = root(server);
  }

  /** Opens a home again that was made before, with the token that was made then. */
  RunningProxy(Path home, String token) {
    gateway = gateway(home);
    this.token = token;
    server = server(gateway);
    root = root(server);
  }

  private static Gateway gateway(Path home) {
    Map<String, String> environment = Map.of("TEST_API_KEY", "env-key-1234");
    return Gateway.open(
        new GatewayOptions(
            home,
            Clock.systemUTC(),
            new SecureRandom(),
            name -> Optional.ofNullable(environment.get(name))));
  }

  private static HttpServer server(Gateway gateway) {
    return GrizzlyHttpServerFactory.createHttpServer(
        URI.create("http://127.0.0.1:0/"),
        GatewayApi.application(gateway, onGone -> () -> {}, "test"),
        true);
  }

  private static URI root(HttpServer server) {
    int port = server.getListeners().iterator().next().getPort();
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** Adds a model, given as the JSON of its record, at the end of the project's list. */
  RunningProxy model(String json, Object... arguments) {
    JsonObject object =
        JsonFactories.READERS
            .createReader(new StringReader(json.formatted(arguments)))
            .readObject();
    Model clear = new RecordBinder().bind(object, Model.class);
    Model model =
        clear.withApiKey(
            clear
                .apiKey()
                .map(
                    key ->
                        key.startsWith("env:")
                            ? key
                            : gateway.providerKeys().encrypt(clear.id(), key)));
    return edit(
        state ->
            state
                .withModels(added(state.models(), model))
                .withProjects(
                    List.of(withModels(state.projects().get(0), added(ids(state), model.id())))));
  }

  /** Adds a model of a fake provider. */
  RunningProxy model(String id, String provider, FakeProvider fake) {
    return model(
        """
        {"id":"%s","provider":"%s","apiKey":"%s","baseUrl":"%s",
         "inputPrice":0.01,"outputPrice":0.03,"cachePrice":0.001}\
        """,
        id, provider, fake.apiKey(), fake.baseUrl());
  }

  RunningProxy edit(UnaryOperator<Configuration> change) {
    gateway.config().edit(Actor.command("test"), change);
    return this;
  }

  /** Sets how long a provider may pause in the middle of an answer. */
  RunningProxy idleTimeoutMs(int milliseconds) {
    return limits(milliseconds, gateway.config().current().settings().maxRequestBytes());
  }

  /** Sets the largest body that is accepted. */
  RunningProxy maxRequestBytes(int bytes) {
    return limits(gateway.config().current().settings().idleTimeoutMs(), bytes);
  }

  private RunningProxy limits(int idleTimeoutMs, int maxRequestBytes) {
    return edit(
        state -> {
          Settings old = state.settings();
          return state.withSettings(
              new Settings(
                  old.port(),
                  old.host(),
                  old.dashboardEnabled(),
                  old.defaultTimeoutMs(),
                  old.connectTimeoutMs(),
                  old.firstByteTimeoutMs(),
                  idleTimeoutMs,
                  old.logLevel(),
                  old.publicUrl(),
                  old.notifications(),
                  old.budgets(),
                  maxRequestBytes,
                  old.shutdownGraceSeconds(),
                  old.onLedgerFailure(),
                  old.usageArchiveGzip(),
                  old.usageRetentionMonths(),
                  old.outboundAllow(),
                  old.corsOrigins(),
                  old.traceDays(),
                  old.traceMaxMegabytes(),
                  old.metricsToken(),
                  old.metricsOpen(),
                  old.oidc(),
                  old.trustedHeader(),
                  old.setupCompletedAt()));
        });
  }

  RunningProxy routing(ModelSelection selection, String... policies) {
    return edit(
        state -> {
          Project old = state.projects().get(0);
          return state.withProjects(
              List.of(
                  new Project(
                      old.id(),
                      old.name(),
                      old.slug(),
                      old.defaultTimeoutMs(),
                      List.of(policies).stream().map(PolicySpec::of).toList(),
                      old.models(),
                      Optional.of(selection),
                      old.tokens(),
                      old.members(),
                      old.budgets(),
                      old.resilience())));
        });
  }

  /** Has one policy with settings decide. */
  RunningProxy policy(String type, String config) {
    JsonObject settings = JsonFactories.READERS.createReader(new StringReader(config)).readObject();
    return edit(
        state -> {
          Project old = state.projects().get(0);
          return state.withProjects(
              List.of(
                  new Project(
                      old.id(),
                      old.name(),
                      old.slug(),
                      old.defaultTimeoutMs(),
                      List.of(new PolicySpec(type, settings)),
                      old.models(),
                      old.modelSelection(),
                      old.tokens(),
                      old.members(),
                      old.budgets(),
                      old.resilience())));
        });
  }

  /** Changes fields of the project, given as a JSON merge patch. */
  RunningProxy project(String patch) {
    return edit(
        state ->
            state.withProjects(List.of(merged(state.projects().get(0), patch, Project.class))));
  }

  /** Changes fields of the project's token, given as a JSON merge patch. */
  RunningProxy token(String patch) {
    return edit(
        state -> {
          Project old = state.projects().get(0);
          ProjectToken changed = merged(old.tokens().get(0), patch, ProjectToken.class);
          return state.withProjects(List.of(old.withTokens(List.of(changed))));
        });
  }

  /** Changes settings, given as a JSON merge patch. */
  RunningProxy settings(String patch) {
    return edit(state -> state.withSettings(merged(state.settings(), patch, Settings.class)));
  }

  private static <T extends Record> T merged(T old, String patch, Class<T> type) {
    String text = new String(new RecordWriter(false).write(old), StandardCharsets.UTF_8);
    JsonValue changed = Json.createMergePatch(parsed(patch)).apply(parsed(text));
    return new RecordBinder().bind(changed.asJsonObject(), type);
  }

  private static JsonValue parsed(String json) {
    return JsonFactories.READERS.createReader(new StringReader(json)).readValue();
  }

  /** Has these models and no others serve the project's calls. */
  RunningProxy serving(String... models) {
    return edit(
        state -> state.withProjects(List.of(withModels(state.projects().get(0), List.of(models)))));
  }

  RunningProxy timeoutMs(int milliseconds) {
    return edit(
        state -> {
          Project old = state.projects().get(0);
          return state.withProjects(
              List.of(
                  new Project(
                      old.id(),
                      old.name(),
                      old.slug(),
                      Optional.of(milliseconds),
                      old.policies(),
                      old.models(),
                      old.modelSelection(),
                      old.tokens(),
                      old.members(),
                      old.budgets(),
                      old.resilience())));
        });
  }

  private static List<String> ids(Configuration state) {
    return state.projects().get(0).models();
  }

  private static <T> List<T> added(List<T> list, T element) {
    List<T> longer = new ArrayList<>(list);
    longer.add(element);
    return longer;
  }

  private static Project withModels(Project old, List<String> models) {
    return new Project(
        old.id(),
        old.name(),
        old.slug(),
        old.defaultTimeoutMs(),
        old.policies(),
        models,
        old.modelSelection(),
        old.tokens(),
        old.members(),
        old.budgets(),
        old.resilience());
  }

  String token() {
    return token;
  }

  Gateway gateway() {
    return gateway;
  }

  URI root() {
    return root;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve(path));
  }

  /** Posts JSON with the project's token. */
  HttpResponse<String> post(String path, String body) {
    return send(
        request(path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(String path) {
    return send(request(path).header("Authorization", "Bearer " + token));
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

  /** Posts JSON and returns while the answer may still be coming. */
  HttpResponse<InputStream> open(String path, String body) {
    try {
      return client.send(
          request(path)
              .header("x-api-key", token)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns all usage records, oldest first. */
  List<UsageRecord> records() {
    List<UsageRecord> newestFirst =
        gateway.usage().find(new UsageQuery(UsageFilter.ALL, 1000, 0)).items();
    List<UsageRecord> records = new ArrayList<>(newestFirst);
    Collections.reverse(records);
    return records;
  }

  UsageRecord onlyRecord() {
    List<UsageRecord> records = records();
    if (records.size() != 1) {
      throw new AssertionError("expected one record, but there are " + records);
    }
    return records.get(0);
  }

  @Override
  public void close() {
    server.shutdownNow();
    gateway.close();
  }
}
