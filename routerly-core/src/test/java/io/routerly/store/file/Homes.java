package io.routerly.store.file;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Money;
import io.routerly.domain.PriceCard;
import io.routerly.domain.UsageRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Homes and records for tests. */
final class Homes {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final KnownNames NAMES =
      new KnownNames(Set.of("openai", "anthropic", "custom"), Set.of("random", "cheapest"));

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

  static UsageRecord record(String id) {
    return record(id, NOW, "proj_a", "gpt-5-mini", CallStatus.SUCCESS);
  }

  static UsageRecord record(
      String id, Instant when, String project, String model, CallStatus status) {
    return new UsageRecord(
        id,
        when,
        project,
        "my-app",
        "tok_a",
        model,
        "openai",
        "auto",
        1,
        CallType.CHAT,
        true,
        new UsageRecord.Tokens(150, 42, 10, 0, 5),
        false,
        Optional.of(cost()),
        1234,
        Optional.of(200L),
        status,
        Optional.empty(),
        "trc_a");
  }

  private static UsageRecord.Cost cost() {
    PriceCard prices =
        new PriceCard(
            new BigDecimal("0.00015"),
            new BigDecimal("0.000075"),
            new BigDecimal("0.00015"),
            new BigDecimal("0.00015"),
            new BigDecimal("0.0006"));
    return new UsageRecord.Cost(
        new Money(new BigDecimal("0.000021")),
        new Money(new BigDecimal("0.00000075")),
        Money.ZERO,
        new Money(new BigDecimal("0.0000252")),
        prices);
  }
}
