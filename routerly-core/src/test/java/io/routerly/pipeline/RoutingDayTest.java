package io.routerly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A day of calls under six lists of policies, and the document that tells of it. */
class RoutingDayTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "concepts", "routing-day.md");

  private static final List<List<String>> LISTS =
      List.of(
          List.of(),
          List.of("cheapest"),
          List.of("round-robin"),
          List.of("health", "performance"),
          List.of("performance", "health"),
          List.of("rate-limit", "cheapest", "health"));

  private static final Map<List<String>, SimulatedDay.Result> RESULTS = new LinkedHashMap<>();

  @BeforeAll
  static void simulate() {
    LISTS.forEach(policies -> RESULTS.put(policies, SimulatedDay.under(policies)));
  }

  @Test
  void noClientSeesAFailureWhileOneModelIsHealthy() {
    assertThat(RESULTS)
        .hasSize(6)
        .allSatisfy(
            (policies, result) -> {
              assertThat(result.calls()).isGreaterThan(20_000);
              assertThat(result.failedNeedlessly()).isEmpty();
            });
  }

  @Test
  void theDocumentSaysWhatTheDayShows() throws IOException {
    String text = RoutingDayDocument.text(RESULTS);
    if (Boolean.getBoolean("routerly.writeRoutingDay")) {
      Files.writeString(DOCUMENT, text);
    }

    String written = Files.exists(DOCUMENT) ? Files.readString(DOCUMENT, UTF_8) : "";
    assertThat(written)
        .as(
            "docs/concepts/routing-day.md differs from what the simulation shows. Write it anew"
                + " with -Drouterly.writeRoutingDay=true, and read the difference before you"
                + " commit it.")
        .isEqualTo(text);
  }
}
