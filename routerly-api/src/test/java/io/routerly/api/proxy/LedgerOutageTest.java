package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.budget.Scope;
import io.routerly.domain.CallStatus;
import io.routerly.domain.UsageRecord;
import io.routerly.testkit.FakeHttp;
import io.routerly.testkit.FakeOpenAi;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What applications and operators meet while the ledger's file cannot be written. */
class LedgerOutageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CHAT =
      "{\"model\":\"auto\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  private final FakeOpenAi provider = FakeOpenAi.start();
  private final FakeHttp receiver = FakeHttp.start();
  private Path file;
  private Path elsewhere;
  private RunningProxy proxy;

  @BeforeEach
  void start(@TempDir Path home) {
    file = home.resolve("data/usage.json");
    elsewhere = home.resolve("elsewhere.json");
    proxy =
        new RunningProxy(home)
            .model("paid", "openai", provider)
            .settings(
                """
                {"outboundAllow": ["127.0.0.1"],
                 "notifications": [{"type": "webhook", "name": "hook", "url": "%s", "secret": "s"}],
                 "budgets": [{"metric": "calls", "limit": 100, "windowType": "period",
                              "windowSize": "yearly"}]}
                """
                    .formatted(receiver.url("/hook")));
  }

  @AfterEach
  void stop() {
    proxy.close();
    receiver.close();
    provider.close();
  }

  private HttpResponse<String> call(boolean stream) {
    return proxy.post("v1/chat/completions", CHAT.formatted(stream));
  }

  private int readiness() {
    return proxy.get("health/ready").statusCode();
  }

  private static void await(BooleanSupplier wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it does not happen");
      }
      Thread.onSpinWait();
    }
  }

  private void breakDown() throws IOException {
    Files.move(file, elsewhere);
    await(() -> readiness() == 503);
  }

  private void repair() throws IOException {
    Files.move(elsewhere, file);
    await(() -> readiness() == 200);
  }

  private String event() {
    return receiver.takeRequest(PATIENCE).header("x-routerly-event").orElseThrow();
  }

  private int recorded() {
    return proxy.records().stream()
        .filter(record -> record.status() == CallStatus.SUCCESS)
        .mapToInt(UsageRecord::calls)
        .sum();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void callsAreRefusedAndGoOnByThemselvesAfterwards(boolean stream) throws IOException {
    assertThat(call(stream).statusCode()).isEqualTo(200);
    breakDown();

    HttpResponse<String> refused = call(stream);

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("x-routerly-error"))
        .contains("usage_store_unavailable");
    assertThat(refused.body()).contains("\"code\":\"usage_store_unavailable\"");
    assertThat(provider.requests()).hasSize(1);
    assertThat(event()).isEqualTo("ledger.unavailable");

    repair();
    assertThat(call(stream).statusCode()).isEqualTo(200);
    assertThat(recorded()).isEqualTo(2);
    assertThat(used()).isEqualTo(2);
    assertThat(event()).isEqualTo("ledger.recovered");
  }

  @Test
  void callsThatAreServedMeanwhileAreWrittenWhenItRecoversThoughNoOtherComes() throws IOException {
    proxy.settings("{\"onLedgerFailure\": \"serve\"}");
    assertThat(call(false).statusCode()).isEqualTo(200);
    breakDown();

    for (int i = 0; i < 5; i++) {
      assertThat(call(i % 2 == 0).statusCode()).isEqualTo(200);
    }
    assertThat(used()).isEqualTo(6);

    repair();
    await(() -> recorded() == 6);
    assertThat(used()).isEqualTo(6);
  }

  private int used() {
    return proxy.gateway().budgets().states(Scope.GLOBAL).get(0).used().intValueExact();
  }
}
