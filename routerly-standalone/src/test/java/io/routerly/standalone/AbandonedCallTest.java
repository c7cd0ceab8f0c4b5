package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.auth.ProjectTokens;
import io.routerly.auth.TokenSettings;
import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import io.routerly.cli.Environment;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.Project;
import io.routerly.domain.Resilience;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.script.Gate;
import io.routerly.testkit.script.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service between a client that leaves and a provider that is silent. */
class AbandonedCallTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FakeOpenAi provider = FakeOpenAi.start();
  private final Gate silence = new Gate();
  private RunningService service;
  private String token;

  @BeforeEach
  void start(@TempDir Path home) throws IOException {
    Path models = Files.createDirectories(home.resolve("config")).resolve("models.json");
    Files.writeString(
        models,
        """
        [{"id": "gpt", "provider": "openai", "apiKey": "env:FAKE_API_KEY", "baseUrl": "%s"}]
        """
            .formatted(provider.baseUrl()));
    Gateway gateway =
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

  @AfterEach
  void stop() {
    service.close();
    provider.close();
  }

  @Test
  void cancelsAProviderThatHasNotAnsweredYet() throws Exception {
    provider.next(Script.answer().hangBeforeHeaders(silence));
    try (RawClient client = call(false)) {
      silence.awaitReached(PATIENCE);
      client.abort();

      assertThat(provider.takeRequest(PATIENCE).awaitClientClosed(PATIENCE)).isNotNull();
    }
  }

  @Test
  void cancelsAProviderThatFellSilentInMidStream() throws Exception {
    provider.next(Script.answer().hangAfterEvents(2, silence));
    try (RawClient client = call(true)) {
      client.head();
      assertThat(client.chunk()).contains("data: ");
      silence.awaitReached(PATIENCE);
      client.abort();

      assertThat(provider.takeRequest(PATIENCE).awaitClientClosed(PATIENCE)).isNotNull();
    }
  }

  private RawClient call(boolean stream) throws IOException {
    String body =
        "{\"model\":\"gpt\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
            .formatted(stream);
    return new RawClient(service.uri().getPort()).send(RawClient.chat(token, body));
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
    gateway.config().edit(state -> state.withProjects(List.of(project)));
    return created.clearText();
  }
}
