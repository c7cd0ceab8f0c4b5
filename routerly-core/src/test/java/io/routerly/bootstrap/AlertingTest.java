package io.routerly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.store.file.HomeRefusedException;
import io.routerly.testkit.FakeHttp;
import io.routerly.testkit.http.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notifications of a whole gateway on a home of its own. */
final class AlertingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String SPENT =
      "{\"metric\":\"calls\",\"limit\":0,\"windowType\":\"period\",\"windowSize\":\"yearly\"}";

  private final Path home;
  private final FakeHttp receiver = FakeHttp.start();

  AlertingTest(@TempDir Path folder) {
    this.home = folder.resolve("home");
    open().close();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private Gateway open() {
    return Gateway.open(
        new GatewayOptions(
            home,
            Clock.systemUTC(),
            new SecureRandom(),
            name ->
                name.equals("ROUTERLY_PUBLIC_URL")
                    ? Optional.of("https://gateway.example")
                    : Optional.empty()));
  }

  private void configure(String channel) throws IOException {
    Files.writeString(
        home.resolve("config").resolve("settings.json"),
        "{\"outboundAllow\":[\"127.0.0.1\"],\"budgets\":[%s],\"notifications\":[%s]}"
            .formatted(SPENT, channel));
  }

  @Test
  void aBudgetThatIsExhaustedIsToldOnceWhateverRestarts() throws IOException {
    configure(
        "{\"type\":\"webhook\",\"name\":\"hook\",\"url\":\"%s\",\"secret\":\"canary\"}"
            .formatted(receiver.url("/hook")));
    try (Gateway gateway = open()) {
      assertThat(gateway.notifications()).isNotNull();
      RecordedRequest told = receiver.takeRequest(PATIENCE);
      assertThat(told.json().getString("event")).isEqualTo("budget.exhausted");
      assertThat(told.json().getString("url")).isEqualTo("https://gateway.example");
    }
    try (Gateway again = open()) {
      again.notifications().test("hook");
    }

    assertThat(receiver.requests())
        .extracting(request -> request.json().getString("event"))
        .isEqualTo(List.of("budget.exhausted", "test"));
    assertThat(Files.readString(home.resolve("config").resolve("settings.json")))
        .doesNotContain("canary");
  }

  @Test
  void aChannelThatLacksAFieldRefusesTheStart() throws IOException {
    configure("{\"type\":\"smtp\",\"name\":\"mail\",\"host\":\"mail.example\",\"to\":[\"a@b\"]}");

    assertThatThrownBy(this::open)
        .isInstanceOf(HomeRefusedException.class)
        .hasMessageContaining("settings.json at /notifications/0/from: is missing");
  }
}
