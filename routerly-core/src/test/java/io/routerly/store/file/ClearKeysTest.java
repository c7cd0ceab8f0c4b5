package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.routerly.domain.Actor;
import io.routerly.domain.Model;
import io.routerly.json.JsonFactories;
import io.routerly.secret.Credential;
import io.routerly.secret.ProviderKey;
import io.routerly.secret.UsableKey;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No secret stays on disk in clear text, whichever way it got there. */
final class ClearKeysTest {
  private static final String CANARY = "sk-canary-1234567890";

  private final Path home;

  ClearKeysTest(@TempDir Path home) throws IOException {
    this.home = home;
    ExamplesTest.write(home);
  }

  @Test
  void aKeyInClearTextIsEncryptedAtTheStart() throws IOException {
    Homes.write(home, "models.json", withKey(CANARY));

    try (FileHome opened = Homes.open(home)) {
      assertUsable(opened);
      assertNowhere();
    }
    try (FileHome again = Homes.open(home)) {
      assertUsable(again);
    }
  }

  @Test
  void soAreKeysInTheVersionBefore() throws IOException {
    Homes.write(home, "models.json.bak", withKey(CANARY));

    Homes.open(home).close();

    assertNowhere();
    assertThat(Files.readString(Homes.config(home, "models.json.bak"))).contains("ENCRYPTED:");
  }

  @Test
  void aKeyWrittenIntoTheFileOfARunningServiceIsEncryptedWhenItIsNoticed() throws IOException {
    try (FileHome opened = Homes.open(home)) {
      Homes.write(home, "models.json", withKey(CANARY));
      ((FileConfigStore) opened.config()).poll();
      assertUsable(opened);
      assertNowhere();
    }
  }

  @Test
  void andWhenAnEditMeetsIt() throws IOException {
    try (FileHome opened = Homes.open(home)) {
      Homes.write(home, "models.json", withKey(CANARY));
      opened
          .config()
          .edit(Actor.command("test"), config -> config.withModels(twice(config.models().get(0))));
      assertUsable(opened);
      assertNowhere();
    }
  }

  @Test
  void severalKeysOfAModelAreEncryptedInBothVersions() throws IOException {
    Homes.write(home, "models.json", withKeys());
    Homes.write(home, "models.json.bak", withKeys());

    try (FileHome opened = Homes.open(home)) {
      Model model = opened.config().current().model("gpt-5-mini").orElseThrow();
      assertThat(opened.providerKeys().of(model).usable())
          .extracting(UsableKey::name, UsableKey::weight, UsableKey::credential)
          .containsExactly(
              tuple("default", 1, Optional.of(new Credential(CANARY))),
              tuple("eu-1", 3, Optional.of(new Credential(CANARY + "-eu"))),
              tuple("env", 1, Optional.of(new Credential("sk-env"))));
      assertNowhere();
    }
    assertThat(Files.readString(Homes.config(home, "models.json.bak")))
        .contains("eu-1", "env:OPENAI_API_KEY");
  }

  private static String withKeys() {
    return withKey(CANARY)
        .replaceFirst(
            "\"apiKey\"",
            "\"apiKeys\": [{\"name\": \"eu-1\", \"apiKey\": \"%s-eu\", \"weight\": 3},"
                    .formatted(CANARY)
                + "{\"name\": \"env\", \"apiKey\": \"env:OPENAI_API_KEY\"}], \"apiKey\"");
  }

  @Test
  void aKeyAmongSeveralThatCannotBeReadIsWarnedOfByItsName() throws IOException {
    Homes.write(home, "models.json", withKeys().replace(CANARY + "-eu", "ENCRYPTED:..."));

    try (FileHome opened = Homes.open(home)) {
      assertThat(opened.config().problems())
          .filteredOn(problem -> problem.file().equals("models.json"))
          .singleElement()
          .asString()
          .contains("/0/apiKeys/0/apiKey")
          .contains("key eu-1 of model gpt-5-mini is not used");
    }
  }

  @Test
  void aKeyAmongSeveralMayComeFromSomeVariablesOnly() throws IOException {
    Homes.write(home, "models.json", withKeys().replace("env:OPENAI_API_KEY", "env:PATH"));

    assertThatThrownBy(() -> Homes.open(home))
        .hasMessageContaining("models.json at /0/apiKeys/1/apiKey")
        .hasMessageContaining("ROUTERLY_SECRET_");
  }

  @Test
  void secretsOfChannelsAreEncryptedAtTheStartAndInTheVersionBefore() throws IOException {
    Homes.write(home, "settings.json", withChannel(CANARY));
    Homes.write(home, "settings.json.bak", withChannel(CANARY));

    try (FileHome opened = Homes.open(home)) {
      assertNowhere();
      assertChannelUsable(opened);
    }
    assertThat(Files.readString(Homes.config(home, "settings.json.bak"))).contains("ENCRYPTED:");
    try (FileHome again = Homes.open(home)) {
      assertChannelUsable(again);
      assertThat(again.config().problems().toString()).doesNotContain("channel");
    }
  }

  @Test
  void soAreThoseWrittenIntoTheFileOfARunningServiceOrEntered() throws IOException {
    try (FileHome opened = Homes.open(home)) {
      Homes.write(home, "settings.json", withChannel(CANARY));
      ((FileConfigStore) opened.config()).poll();
      assertNowhere();
      assertChannelUsable(opened);

      JsonObject channel = opened.config().current().settings().notifications().get(0);
      JsonObject entered = with(channel, "secret", CANARY + "-2");
      opened
          .config()
          .edit(
              Actor.command("test"),
              c -> c.withSettings(c.settings().withNotifications(List.of(channel, entered))));
      assertNowhere();
      assertChannelUsable(opened);
    }
  }

  @Test
  void soIsTheAddressOfAWebhook() throws IOException {
    String hook =
        "{\"notifications\": [{\"type\": \"webhook\", \"name\": \"chat\", \"format\": \"slack\","
            + " \"url\": \"https://hooks.example/%s\"}]}";
    Homes.write(home, "settings.json", hook.formatted(CANARY));
    Homes.write(home, "settings.json.bak", hook.formatted(CANARY));

    try (FileHome opened = Homes.open(home)) {
      assertNowhere();
      JsonObject channel = opened.config().current().settings().notifications().get(0);
      assertThat(opened.channelSecrets().of(channel, "url"))
          .isEqualTo(new ProviderKey.Available(new Credential("https://hooks.example/" + CANARY)));
    }
  }

  @Test
  void soIsTheTokenOfTheMetrics() throws IOException {
    String settings = "{\"metricsToken\": \"%s\"}".formatted(CANARY);
    Homes.write(home, "settings.json", settings);
    Homes.write(home, "settings.json.bak", settings);

    try (FileHome opened = Homes.open(home)) {
      assertNowhere();
      String stored = opened.config().current().settings().metricsToken().orElseThrow();
      assertThat(opened.metricsTokens().matches(stored, CANARY)).isTrue();
      assertThat(opened.metricsTokens().matches(stored, CANARY + "x")).isFalse();
      assertThat(opened.metricsTokens().matches(CANARY, CANARY)).isFalse();
    }
  }

  @Test
  void aTokenOfTheMetricsThatNobodyCanReadIsWarnedOf() throws IOException {
    Homes.write(home, "settings.json", "{\"metricsToken\": \"ENCRYPTED:...\"}");

    try (FileHome opened = Homes.open(home)) {
      assertThat(opened.config().problems().toString())
          .contains("/metricsToken", "nobody may read /metrics");
    }
    Homes.write(home, "settings.json", "{\"metricsToken\": \"env:PATH\"}");
    assertThatThrownBy(() -> Homes.open(home)).hasMessageContaining("ROUTERLY_SECRET_");
  }

  @Test
  void aMailServersUserIsReadUnderItsNameOfBefore() throws IOException {
    Homes.write(home, "settings.json", withChannel(CANARY).replace("\"user\"", "\"username\""));

    try (FileHome opened = Homes.open(home)) {
      JsonObject channel = opened.config().current().settings().notifications().get(0);
      assertThat(channel.getString("user")).isEqualTo("routerly");
      assertThat(channel).doesNotContainKey("username");
      assertChannelUsable(opened);
    }
  }

  @Test
  void aChannelWhoseSecretCannotBeDecryptedIsWarnedOf() throws IOException {
    Homes.write(home, "settings.json", withChannel("ENCRYPTED:..."));

    try (FileHome opened = Homes.open(home)) {
      assertThat(opened.config().problems())
          .filteredOn(problem -> problem.file().equals("settings.json"))
          .singleElement()
          .asString()
          .contains("/notifications/0/password")
          .contains("channel mail cannot be used");
    }
  }

  @Test
  void aChannelMayTakeItsSecretFromSomeVariablesOnly() throws IOException {
    Homes.write(home, "settings.json", withChannel("env:PATH"));

    assertThatThrownBy(() -> Homes.open(home))
        .hasMessageContaining("settings.json at /notifications/0/password")
        .hasMessageContaining("ROUTERLY_SECRET_");
  }

  private static void assertChannelUsable(FileHome opened) {
    JsonObject channel = opened.config().current().settings().notifications().get(0);
    assertThat(opened.channelSecrets().of(channel, "password"))
        .isEqualTo(new ProviderKey.Available(new Credential(CANARY)));
    assertThat(opened.channelSecrets().of(with(channel, "name", "other"), "password"))
        .isInstanceOf(ProviderKey.Unreadable.class);
    assertThat(opened.channelSecrets().of(channel, "apiKey")).isEqualTo(new ProviderKey.Absent());
  }

  private static JsonObject with(JsonObject channel, String field, String value) {
    return JsonFactories.BUILDERS.createObjectBuilder(channel).add(field, value).build();
  }

  private static String withChannel(String password) {
    return """
        {"notifications": [{"type": "smtp", "name": "mail", "host": "mail.example", "port": 587,
          "user": "routerly", "password": "%s", "from": "a@example.com", "to": "b@example.com"}]}
        """
        .formatted(password);
  }

  @Test
  void keysFromTheEnvironmentStayAsTheyAre() throws IOException {
    Homes.write(home, "models.json", withKey("env:OPENAI_API_KEY"));

    try (FileHome opened = Homes.open(home)) {
      Model model = opened.config().current().models().get(0);
      assertThat(model.apiKey()).contains("env:OPENAI_API_KEY");
      assertThat(opened.providerKeys().resolve(model.id(), model.apiKey()))
          .isEqualTo(new ProviderKey.Available(new Credential("sk-env")));
    }
  }

  private static List<Model> twice(Model model) {
    Model other =
        new Model(
            "other",
            "openai",
            Optional.of(CANARY),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    return List.of(model, other);
  }

  private static void assertUsable(FileHome opened) {
    Model model = opened.config().current().model("gpt-5-mini").orElseThrow();
    assertThat(model.apiKey().orElseThrow()).startsWith("ENCRYPTED:");
    assertThat(opened.providerKeys().resolve(model.id(), model.apiKey()))
        .isEqualTo(new ProviderKey.Available(new Credential(CANARY)));
  }

  private void assertNowhere() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        assertThat(text).as(path.toString()).doesNotContain(CANARY);
      }
    }
  }

  private static String withKey(String key) {
    return ExamplesTest.MODELS.replace("ENCRYPTED:...", key);
  }
}
