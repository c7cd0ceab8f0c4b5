package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.Actor;
import io.routerly.domain.Model;
import io.routerly.error.GatewayException;
import io.routerly.secret.Credential;
import io.routerly.secret.ProviderKey;
import io.routerly.secret.UsableKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new master secret takes the place of the old one, and no stored secret is lost on the way. */
final class SecretRotationTest {
  private static final int STEPS = 40;
  private static final Actor ACTOR = Actor.command("test");
  private static final String KEY = "sk-canary-1234567890";
  private static final String PASSWORD = "mail-canary-1";

  private final Path folder;

  SecretRotationTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everythingIsEncryptedAnewAndStaysReadable() throws IOException {
    Path home = home(0);
    try (FileHome opened = Homes.open(home)) {
      String secret = Files.readString(Homes.config(home, "secret"));
      String models = Files.readString(Homes.config(home, "models.json"));

      opened.rotateSecret(ACTOR, new SecureRandom());

      assertThat(Files.readString(Homes.config(home, "secret"))).isNotEqualTo(secret);
      assertThat(Homes.config(home, "secret.next")).doesNotExist();
      assertThat(Files.readString(Homes.config(home, "models.json"))).isNotEqualTo(models);
      assertReadable(opened);
    }
    try (FileHome again = Homes.open(home)) {
      assertReadable(again);
    }
  }

  @Test
  void theVersionBeforeCanStillBePutBack() throws IOException {
    Path home = home(0);
    try (FileHome opened = Homes.open(home)) {
      opened.rotateSecret(ACTOR, new SecureRandom());
    }
    Files.copy(
        Homes.config(home, "models.json.bak"),
        Homes.config(home, "models.json"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    try (FileHome again = Homes.open(home)) {
      assertReadable(again);
    }
  }

  @Test
  void theOldSecretOpensNothingAnyMore() throws IOException {
    Path home = home(0);
    byte[] old;
    try (FileHome opened = Homes.open(home)) {
      old = Files.readAllBytes(Homes.config(home, "secret"));
      opened.rotateSecret(ACTOR, new SecureRandom());
    }
    Files.write(Homes.config(home, "secret"), old);
    try (FileHome again = Homes.open(home)) {
      assertThat(again.providerKeys().of(model(again)).usable()).isEmpty();
    }
  }

  @Test
  void aKeyThatCannotBeReadStaysAsItIs() throws IOException {
    Path home = home(0);
    Files.writeString(
        Homes.config(home, "models.json"),
        Files.readString(Homes.config(home, "models.json")).replace(KEY, "ENCRYPTED:AAAA"));
    try (FileHome opened = Homes.open(home)) {
      opened.rotateSecret(ACTOR, new SecureRandom());
      assertThat(model(opened).apiKey()).contains("ENCRYPTED:AAAA");
    }
  }

  @Test
  void aCrashAtAnyStepLosesNothing() throws IOException {
    int crashes = 0;
    for (int step = 0; step < STEPS; step++) {
      Path home = home(step);
      StoppingDisk disk = new StoppingDisk();
      try (FileHome opened = open(home, disk)) {
        disk.stepsLeft.set(step);
        disk.crashes = true;
        opened.rotateSecret(ACTOR, new SecureRandom());
      } catch (StoppingDisk.Crash e) {
        crashes++;
      }
      try (FileHome again = Homes.open(home)) {
        assertReadable(again);
        assertThat(Homes.config(home, "secret.next")).as("step %d", step).doesNotExist();
      }
      try (FileHome again = Homes.open(home)) {
        assertReadable(again);
      }
    }
    assertThat(crashes).isBetween(10, STEPS - 1);
  }

  @Test
  void aDiskThatRefusesAtAnyStepLosesNothingAndTheNextAttemptFinishes() throws IOException {
    for (int step = 0; step < STEPS; step++) {
      Path home = home(step);
      StoppingDisk disk = new StoppingDisk();
      try (FileHome opened = open(home, disk)) {
        disk.failsOnce = true;
        disk.stepsLeft.set(step);
        try {
          opened.rotateSecret(ACTOR, new SecureRandom());
        } catch (GatewayException e) {
          assertReadable(opened);
          disk.stepsLeft.set(Integer.MAX_VALUE);
          opened.rotateSecret(ACTOR, new SecureRandom());
        }
        assertReadable(opened);
      }
      try (FileHome again = Homes.open(home)) {
        assertReadable(again);
      }
    }
  }

  @Test
  void whileTheDiskRefusesItSaysSo() throws IOException {
    StoppingDisk disk = new StoppingDisk();
    try (FileHome opened = open(home(0), disk)) {
      disk.stepsLeft.set(0);
      assertThatThrownBy(() -> opened.rotateSecret(ACTOR, new SecureRandom()))
          .isInstanceOf(GatewayException.class)
          .hasMessageContaining("secret");
    }
  }

  private static void assertReadable(FileHome home) {
    assertThat(home.providerKeys().of(model(home)).usable())
        .extracting(UsableKey::credential)
        .containsExactly(Optional.of(new Credential(KEY)));
    assertThat(
            home.channelSecrets()
                .of(home.config().current().settings().notifications().get(0), "password"))
        .isEqualTo(new ProviderKey.Available(new Credential(PASSWORD)));
    assertThat(
            home.metricsTokens()
                .matches(
                    home.config().current().settings().metricsToken().orElseThrow(),
                    "metrics-canary-1"))
        .isTrue();
  }

  private static Model model(FileHome home) {
    return home.config().current().model("gpt").orElseThrow();
  }

  private Path home(int number) throws IOException {
    Path home = folder.resolve(String.valueOf(number));
    if (Files.notExists(home)) {
      Homes.write(
          home,
          "models.json",
          "[{\"id\": \"gpt\", \"provider\": \"openai\", \"apiKey\": \"" + KEY + "\"}]");
      Homes.write(home, "projects.json", "[]");
      Homes.write(home, "users.json", "[]");
      Homes.write(home, "roles.json", "[]");
      Homes.write(
          home,
          "settings.json",
          """
          {"metricsToken": "metrics-canary-1",
           "notifications": [{"type": "smtp", "name": "mail", "host": "mail.example", "port": 587,
            "user": "routerly", "password": "%s", "from": "a@example.com", "to": "b@example.com"}]}
          """
              .formatted(PASSWORD));
    }
    return home;
  }

  private static FileHome open(Path home, DiskOps disk) {
    return new HomeOpening(Homes.options(home), true, disk).open();
  }
}
