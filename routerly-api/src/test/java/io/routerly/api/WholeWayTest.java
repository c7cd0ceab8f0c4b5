package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import io.routerly.secret.Credential;
import io.routerly.secret.UsableKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goes the way of a new installation, on a real home: from set-up to the first call. */
class WholeWayTest {
  private static final String ADMIN =
      "{\"email\":\"root@example.com\",\"password\":\"canary-password-1\"%s}";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** One run of the service. */
  private static final class Run implements AutoCloseable {
    final Gateway gateway;
    final HttpServer server;
    final String root;

    Run(Path home) {
      Map<String, String> environment = Map.of("ROUTERLY_SETUP_CODE", "canary-code");
      gateway =
          Gateway.open(
              new GatewayOptions(
                  home,
                  Clock.systemUTC(),
                  new SecureRandom(),
                  name -> Optional.ofNullable(environment.get(name))));
      server =
          GrizzlyHttpServerFactory.createHttpServer(
              URI.create("http://127.0.0.1:0/"),
              GatewayApi.application(gateway, onGone -> () -> {}, "test"),
              true);
      root = "http://127.0.0.1:" + server.getListeners().iterator().next().getPort() + "/";
    }

    @Override
    public void close() {
      server.shutdownNow();
      gateway.close();
    }
  }

  private HttpResponse<String> post(Run run, String path, String bearer, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(run.root + path))
            .header("authorization", "Bearer " + bearer)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(Run run, String path, String bearer)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(run.root + path))
            .header("authorization", "Bearer " + bearer)
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void leadsFromSetUpToTheFirstCallAndSurvivesARestart(@TempDir Path home) throws Exception {
    String projectToken;
    String oldSession;
    try (Run run = new Run(home)) {
      oldSession =
          json(post(
                  run,
                  "api/setup/first-admin",
                  "none",
                  ADMIN.formatted(",\"setupCode\":\"canary-code\"")))
              .getString("token");
      var paid = "{\"id\":\"gpt\",\"provider\":\"openai\",\"apiKey\":\"sk-canary\"}";
      assertThat(post(run, "api/models", oldSession, paid).statusCode()).isEqualTo(201);
      post(run, "api/models", oldSession, "{\"id\":\"demo/small\",\"provider\":\"demo\"}");
      var project = "{\"name\":\"App\",\"slug\":\"app\",\"models\":[\"demo/small\"]}";
      assertThat(post(run, "api/projects", oldSession, project).statusCode()).isEqualTo(201);
      projectToken =
          json(post(run, "api/projects/app/tokens", oldSession, "{}")).getString("token");

      assertThat(call(run, projectToken).statusCode()).isEqualTo(200);
      assertThat(json(get(run, "api/usage?project=app", oldSession)).getInt("total")).isEqualTo(1);
      assertThat(get(run, "api/models", projectToken).statusCode()).isEqualTo(401);
      assertThat(call(run, oldSession).statusCode()).isEqualTo(401);
    }
    try (Run run = new Run(home)) {
      assertThat(get(run, "api/me", oldSession).statusCode()).isEqualTo(401);
      String session =
          json(post(run, "api/auth/login", "none", ADMIN.formatted(""))).getString("token");
      assertThat(json(get(run, "api/models", session)).getInt("total")).isEqualTo(2);
      assertThat(call(run, projectToken).statusCode()).isEqualTo(200);
      assertThat(
              run.gateway
                  .providerKeys()
                  .of(run.gateway.config().current().model("gpt").orElseThrow())
                  .usable())
          .extracting(UsableKey::credential)
          .containsExactly(Optional.of(new Credential("sk-canary")));
    }
    try (var files = Files.walk(home)) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(
              file -> assertThat(Files.readString(file)).doesNotContain("canary", projectToken));
    }
  }

  private HttpResponse<String> call(Run run, String token)
      throws IOException, InterruptedException {
    return post(
        run,
        "v1/chat/completions",
        token,
        "{\"model\":\"demo/small\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
  }
}
