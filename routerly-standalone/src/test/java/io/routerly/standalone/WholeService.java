package io.routerly.standalone;

import io.routerly.auth.ProjectTokens;
import io.routerly.auth.TokenSettings;
import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import io.routerly.cli.Environment;
import io.routerly.domain.Actor;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.Project;
import io.routerly.domain.Resilience;
import io.routerly.testkit.FakeOpenAi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole service on a free port, with the model {@code gpt} at a fake, a project and a token.
 */
final class WholeService implements AutoCloseable {
  final FakeOpenAi provider = FakeOpenAi.start();
  private final Gateway gateway;
  private final RunningService service;
  private final String token;

  WholeService(Path home) throws IOException {
    Path models = Files.createDirectories(home.resolve("config")).resolve("models.json");
    Files.writeString(
        models,
        """
        [{"id": "gpt", "provider": "openai", "apiKey": "env:FAKE_API_KEY", "baseUrl": "%s"}]
        """
            .formatted(provider.baseUrl()));
    gateway =
        Gateway.open(
            new GatewayOptions(
                home,
                Clock.systemUTC(),
                new SecureRandom(),
                name -> Optional.ofNullable(Map.of("FAKE_API_KEY", provider.apiKey()).get(name))));
    token = addProject(gateway);
    Environment environment = name -> Optional.ofNullable(Map.of("ROUTERLY_PORT", "0").get(name));
    service = RunningService.start(gateway, Overrides.of(environment).orHost("127.0.0.1"));
  }

  Gateway gateway() {
    return gateway;
  }

  int port() {
    return service.uri().getPort();
  }

  /** Calls for a chat completion. */
  RawClient chat(boolean stream) throws IOException {
    return new RawClient(port()).send(chatRequest(stream));
  }

  /** Returns the bytes of a call for a buffered chat completion. */
  String chatRequest() {
    return chatRequest(false);
  }

  private String chatRequest(boolean stream) {
    String body =
        "{\"model\":\"gpt\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
            .formatted(stream);
    return RawClient.chat(token, body);
  }

  /** Calls for embeddings, which pass through. */
  RawClient embeddings() throws IOException {
    String body = "{\"model\":\"gpt\",\"input\":\"Hi\"}";
    return new RawClient(port())
        .send(RawClient.chat(token, body).replace("/v1/chat/completions", "/v1/embeddings"));
  }

  private static String addProject(Gateway gateway) {
    ProjectTokens.Created created =
        gateway
            .signIn()
            .newTokens()
            .create(
                new TokenSettings(
                    Optional.empty(), BudgetMode.EXTEND, List.of(), Optional.empty()));
    Project project =
        new Project(
            gateway.ids().project(),
            "Test",
            "test",
            Optional.empty(),
            List.of(),
            List.of("gpt"),
            Optional.empty(),
            List.of(created.stored()),
            List.of(),
            List.of(),
            Resilience.DEFAULT);
    gateway.config().edit(Actor.command("test"), state -> state.withProjects(List.of(project)));
    return created.clearText();
  }

  @Override
  public void close() {
    service.close();
    provider.close();
  }
}
