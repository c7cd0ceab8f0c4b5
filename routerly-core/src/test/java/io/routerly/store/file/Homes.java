package io.routerly.store.file;

import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.PolicySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Homes for tests. */
final class Homes {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final KnownNames NAMES =
      new KnownNames(
          Set.of("openai", "anthropic", "azure", "custom"),
          Set.of("random", "cheapest"),
          Homes::requireNoSettings);

  private Homes() {}

  static HomeOptions options(Path home) {
    Map<String, String> environment = Map.of("OPENAI_API_KEY", "sk-env");
    return new HomeOptions(
        home, NAMES, CLOCK, new SecureRandom(), name -> Optional.ofNullable(environment.get(name)));
  }

  static FileHome open(Path home) {
    return FileHome.open(options(home));
  }

  static Path config(Path home, String file) {
    return home.resolve("config").resolve(file);
  }

  static Path usage(Path home) {
    return home.resolve("data").resolve("usage.json");
  }

  static void write(Path home, String file, String text) throws IOException {
    Path path = file.equals("usage.json") ? usage(home) : config(home, file);
    Path folder = path.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(path, text);
  }

  private static void requireNoSettings(PolicySpec policy) {
    if (!policy.config().isEmpty()) {
      throw new InvalidFieldException("config", "must be empty");
    }
  }
}
