package io.routerly.standalone.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.FakeOpenAi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That a damaged home stops the start with a sentence that helps, and is left as it is. */
class DamageIT {
  @TempDir Path home;

  @BeforeEach
  void setUpAndStop() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningJar jar = RunningJar.start(home)) {
      Installation.setUp(jar, provider);
      jar.stop();
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "config/users.json, empty, users.json",
    "config/models.json, truncated, models.json",
    "config/projects.json, misspelt, /0/nmae",
    "data/usage.json, empty, usage.json",
  })
  void refusesToStart(String file, String damage, String named) throws IOException {
    Path path = home.resolve(file);
    String sound = Files.readString(path);
    String damaged =
        switch (damage) {
          case "empty" -> "";
          case "truncated" -> sound.substring(0, sound.length() / 2);
          default -> sound.replace("\"name\"", "\"nmae\"");
        };
    Files.writeString(path, damaged);

    assertThat(RunningJar.startRefused(home)).contains(named).doesNotContain("Exception");
    assertThat(path).hasContent(damaged);
  }
}
