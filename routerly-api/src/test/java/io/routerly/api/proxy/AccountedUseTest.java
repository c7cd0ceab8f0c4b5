package io.routerly.api.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.budget.Scope;
import io.routerly.domain.BudgetState;
import io.routerly.domain.CallStatus;
import io.routerly.domain.UsageRecord;
import io.routerly.testkit.FakeHttp;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.http.Header;
import io.routerly.testkit.script.Gate;
import io.routerly.testkit.script.Script;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call used is counted once, whatever way it took and however it ended. */
class AccountedUseTest {
  private static final Header JSON = new Header("Content-Type", "application/json");

  @TempDir Path home;

  private static String budget(String metric, String limit) {
    return "{\"budgets\":[{\"metric\":\"%s\",\"limit\":%s,\"windowType\":\"period\",\"windowSize\":\"yearly\"}]}"
        .formatted(metric, limit);
  }

  private static BudgetState state(RunningProxy proxy) {
    return proxy.gateway().budgets().states(Scope.project("proj_test")).get(0);
  }

  private RunningProxy proxy(FakeHttp provider) {
    return new RunningProxy(home)
        .model(
            "{\"id\":\"paid\",\"provider\":\"openai\",\"apiKey\":\"k-12345678\",\"baseUrl\":\"%s\",\"inputPrice\":0.01,\"outputPrice\":0.03}",
            provider.url("/v1"));
  }

  @Test
  void whatIsReadAgainIsNotPaidForAgain() {
    try (FakeHttp provider = FakeHttp.start();
        RunningProxy proxy = proxy(provider).project(budget("cost", "1000"))) {
      provider.byDefault(
          Script.respond(
              200,
              "{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\",\"output\":[],\"usage\":{\"input_tokens\":1000,\"output_tokens\":1000,\"total_tokens\":2000}}",
              JSON));
      proxy.post("v1/responses", "{\"model\":\"paid\",\"input\":\"Hi\"}");

      for (int i = 0; i < 3; i++) {
        assertThat(proxy.get("v1/responses/resp_1?model=paid").statusCode()).isEqualTo(200);
      }

      assertThat(state(proxy).used()).isEqualByComparingTo("0.04");
      assertThat(proxy.records()).extracting(UsageRecord::calls).containsExactly(1, 0, 0, 0);
    }
  }

  @Test
  void anAnswerInTheBackgroundIsRefusedSinceNobodyWouldCountIt() {
    try (FakeHttp provider = FakeHttp.start();
        RunningProxy proxy = proxy(provider)) {
      HttpResponse<String> answer =
          proxy.post("v1/responses", "{\"model\":\"paid\",\"background\":true,\"input\":\"Hi\"}");

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"fields_not_supported\"", "background");
      assertThat(provider.requests()).isEmpty();
    }
  }

  @Test
  void whatPassesThroughWithoutUsageHasNoPriceThatIsKnown() {
    try (FakeHttp provider = FakeHttp.start();
        RunningProxy proxy = proxy(provider)) {
      provider.byDefault(Script.respond(200, "{\"id\":\"batch_1\",\"object\":\"batch\"}", JSON));

      proxy.post("v1/images/generations", "{\"model\":\"paid\",\"prompt\":\"a cat\"}");

      UsageRecord record = proxy.records().get(0);
      assertThat(record.status()).isEqualTo(CallStatus.SUCCESS);
      assertThat(record.cost()).isEmpty();
      assertThat(record.unpriced()).isTrue();
    }
  }

  @Test
  void anAnswerThatBreaksOffAfterItHasBegunIsPaidFor() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy =
            new RunningProxy(home)
                .model("paid", "openai", provider)
                .project(budget("calls", "5"))
                .idleTimeoutMs(300)) {
      provider.byDefault(Script.answer().hangAfterBytes(60, new Gate()));

      proxy.post(
          "v1/chat/completions",
          "{\"model\":\"auto\",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");

      assertThat(state(proxy).used()).isEqualByComparingTo("1");
      assertThat(proxy.records())
          .isNotEmpty()
          .allMatch(UsageRecord::estimated)
          .allMatch(record -> record.tokens().input() > 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1/messages {'model':'auto','max_tokens':100000,'max_output_tokens':1,'messages':[{'role':'user','content':'Hi'}]}",
        "v1/chat/completions {'model':'auto','max_completion_tokens':100000,'max_tokens':1,'messages':[{'role':'user','content':'Hi'}]}",
        "v1/responses {'model':'auto','max_output_tokens':100000,'max_tokens':1,'input':'Hi'}"
      })
  void aLimitByAForeignNameDoesNotMakeARequestCheaper(String call) {
    String[] parts = call.replace('\'', '"').split(" ", 2);
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy =
            new RunningProxy(home)
                .model("paid", "openai", provider)
                .project("{\"maxCostPerRequest\":0.01}")) {
      assertThat(proxy.post(parts[0], parts[1]).statusCode()).isEqualTo(400);
      assertThat(provider.requests()).isEmpty();
    }
  }

  @Test
  void soundIsNotTakenForText() {
    try (FakeHttp provider = FakeHttp.start();
        RunningProxy proxy = proxy(provider).project("{\"maxCostPerRequest\":1}")) {
      provider.byDefault(Script.respond(200, "{\"text\":\"hi\"}", JSON));
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes(
          ("--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\npaid\r\n"
                  + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp3\"\r\n\r\n")
              .getBytes(UTF_8));
      body.writeBytes(new byte[2_000_000]);
      body.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));

      HttpResponse<String> answer =
          proxy.send(
              proxy
                  .request("v1/audio/transcriptions")
                  .header("Authorization", "Bearer " + proxy.token())
                  .header("Content-Type", "multipart/form-data; boundary=b")
                  .POST(BodyPublishers.ofByteArray(body.toByteArray())));

      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCallThatIsUnderWayWhenTheLedgerBreaksIsServedAndCounted(boolean stream) throws Exception {
    Gate gate = new Gate();
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy =
            new RunningProxy(home)
                .model("paid", "openai", provider)
                .project(budget("calls", "1000"))) {
      provider.next(
          stream
              ? Script.answer().hangAfterEvents(1, gate)
              : Script.answer().hangBeforeHeaders(gate));
      String body =
          "{\"model\":\"auto\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
              .formatted(stream);
      CompletableFuture<HttpResponse<String>> call =
          CompletableFuture.supplyAsync(() -> proxy.post("v1/chat/completions", body));
      provider.awaitRequests(1, Duration.ofSeconds(20));
      Path ledger = home.resolve("data/usage.json");
      Path away = home.resolve("away.json");
      Files.move(ledger, away);
      awaitReady(proxy, 503);

      gate.open();

      assertThat(call.get().statusCode()).isEqualTo(200);
      assertThat(call.get().body()).doesNotContain("usage_store_unavailable");
      assertThat(state(proxy).used()).isEqualByComparingTo("1");
      Files.move(away, ledger);
      awaitReady(proxy, 200);
      proxy.post("v1/chat/completions", body);
      assertThat(proxy.records()).extracting(UsageRecord::calls).containsExactly(1, 1);
      assertThat(state(proxy).reserved()).isZero();
    }
  }

  private static void awaitReady(RunningProxy proxy, int status) {
    while (proxy.get("health/ready").statusCode() != status) {
      Thread.onSpinWait();
    }
  }
}
