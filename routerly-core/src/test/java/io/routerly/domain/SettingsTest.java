package io.routerly.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.json.JsonFactories;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void printsNoSecretOfAChannel() {
    Settings settings =
        new Settings(
            3000,
            "127.0.0.1",
            true,
            30_000,
            10_000,
            Optional.empty(),
            60_000,
            LogLevel.INFO,
            "http://localhost:3000",
            List.of(
                JsonFactories.BUILDERS
                    .createObjectBuilder()
                    .add("type", "smtp")
                    .add("name", "mail")
                    .add("password", "canary")
                    .build()),
            List.of(),
            67_108_864,
            60,
            LedgerFailureMode.BLOCK,
            false,
            Optional.empty(),
            List.of(),
            List.of(),
            7,
            64,
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(settings.toString()).contains("127.0.0.1:3000").doesNotContain("canary");
  }
}
