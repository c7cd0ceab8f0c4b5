package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.UsageRecord;
import io.routerly.routing.Trace;
import io.routerly.testkit.FakeAnthropic;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.FakeProvider;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.script.Gate;
import io.routerly.testkit.script.Script;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model that is asked which model is to serve, over HTTP. */
class AskedModelTest {
  private static final String CHAT = "v1/chat/completions";
  private static final String BODY =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Prove it.\"}]}";
  private static final String SECOND_IS_BETTER =
      "{\"scores\":[{\"model\":\"first\",\"score\":0.1},{\"model\":\"second\",\"score\":0.9}]}";

  @TempDir Path home;

  @Test
  void decidesAndIsAccountedAsRoutingAndNotAsACall() {
    try (FakeOpenAi serving = FakeOpenAi.start();
        FakeOpenAi judge = FakeOpenAi.start();
        RunningProxy proxy = proxy(serving).model("judge", "openai", judge)) {
      asking(proxy, "{\"modelId\":\"judge\"}");
      judge.next(Script.text(SECOND_IS_BETTER));

      HttpResponse<String> response = proxy.post(CHAT, BODY);

      assertThat(response.body()).contains("Hello from second");
      List<UsageRecord> records = proxy.records();
      assertThat(records)
          .extracting(UsageRecord::callType)
          .containsExactly(CallType.ROUTING, CallType.CHAT);
      assertThat(records).extracting(UsageRecord::attempt).containsExactly(1, 1);
      assertThat(records.get(0).requestedModel()).isEqualTo("judge");
      assertThat(records.get(0).tokens().output()).isPositive();
      assertThat(records.get(0).cost()).isPresent();
      assertThat(records).extracting(UsageRecord::traceId).containsOnly(traceId(response));
      Trace trace = proxy.gateway().traces().get(traceId(response)).orElseThrow();
      assertThat(trace.attempts())
          .extracting(Trace.Attempt::modelId, Trace.Attempt::outcome)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("judge", Trace.ROUTING),
              org.assertj.core.groups.Tuple.tuple("second", "success"));
      assertThat(trace.decision().candidates().get(0).scores()).containsEntry("llm", 0.9);
    }
  }

  @Test
  void isAskedForAnAnswerThatFollowsASchema() {
    try (FakeOpenAi serving = FakeOpenAi.start();
        FakeOpenAi judge = FakeOpenAi.start();
        RunningProxy proxy = proxy(serving).model("judge", "openai", judge)) {
      asking(proxy, "{\"modelId\":\"judge\"}");

      proxy.post(CHAT, BODY);

      RecordedRequest asked = judge.requests().get(0);
      JsonObject format = asked.json().getJsonObject("response_format");
      assertThat(format.getString("type")).isEqualTo("json_schema");
      assertThat(format.getJsonObject("json_schema").getBoolean("strict")).isTrue();
      assertThat(asked.json().toString()).contains("Prove it.");
      assertThat(asked.json().getInt("max_completion_tokens")).isEqualTo(2048 + 2 * 64);
      assertThat(asked.headers().toString()).doesNotContain(proxy.token());
    }
  }

  @ParameterizedTest(name = "{0}, thinking {1}: {2}")
  @CsvSource({
    "gpt-5-mini, false, minimal",
    "gpt-5.2, false, none",
    "gpt-4o, false, ''",
    "some-new-one, false, ''",
    "gpt-5-mini, true, ''"
  })
  void isAskedToThinkAsLittleAsItCanUnlessItMay(String name, boolean thinking, String effort) {
    try (FakeOpenAi serving = FakeOpenAi.start();
        FakeOpenAi judge = FakeOpenAi.start();
        RunningProxy proxy = proxy(serving).model(name, "openai", judge)) {
      asking(proxy, "{\"modelId\":\"%s\",\"thinking\":%s}".formatted(name, thinking));
      judge.next(Script.text(SECOND_IS_BETTER));

      assertThat(proxy.post(CHAT, BODY).body()).contains("Hello from second");
      assertThat(judge.requests().get(0).json().getString("reasoning_effort", ""))
          .isEqualTo(effort);
    }
  }

  @Test
  void isKeptFromThinkingInTheWordsOfItsProvider() {
    try (FakeOpenAi serving = FakeOpenAi.start();
        FakeAnthropic judge = FakeAnthropic.start();
        RunningProxy proxy = proxy(serving).model("claude-sonnet-4-5", "anthropic", judge)) {
      asking(proxy, "{\"modelId\":\"claude-sonnet-4-5\"}");
      judge.next(Script.text(SECOND_IS_BETTER));

      assertThat(proxy.post(CHAT, BODY).body()).contains("Hello from second");
      assertThat(judge.requests().get(0).json().getJsonObject("thinking").getString("type"))
          .isEqualTo("disabled");
    }
  }

  @Test
  void isReachedInTheFormatOfItsProvider() {
    try (FakeOpenAi serving = FakeOpenAi.start();
        FakeAnthropic judge = FakeAnthropic.start();
        RunningProxy proxy = proxy(serving).model("judge", "anthropic", judge)) {
      asking(proxy, "{\"modelId\":\"judge\"}");
      judge.next(Script.text(SECOND_IS_BETTER));

      assertThat(proxy.post(CHAT, BODY).body()).contains("Hello from second");
      assertThat(judge.requests().get(0).path()).isEqualTo("/v1/messages");
    }
  }

  @Test
  void isDoneWithoutIfItFails() {
    try (FakeOpenAi serving = FakeOpenAi.start();
        FakeOpenAi judge = FakeOpenAi.start();
        RunningProxy proxy = proxy(serving).model("judge", "openai", judge)) {
      asking(proxy, "{\"modelId\":\"judge\"}");
      judge.byDefault(Script.error(500));

      HttpResponse<String> response = proxy.post(CHAT, BODY);

      assertThat(response.body()).contains("Hello from first");
      assertThat(judge.requests()).hasSize(1);
      assertThat(proxy.records().get(0).status()).isEqualTo(CallStatus.ERROR);
      assertThat(proxy.gateway().traces().get(traceId(response)).orElseThrow().attempts().get(0))
          .satisfies(asked -> assertThat(asked.outcome()).isEqualTo(Trace.ROUTING))
          .satisfies(asked -> assertThat(asked.message()).startsWith("provider_error"));
      assertThat(abstention(proxy, response))
          .isEqualTo("model judge gave no answer: provider_error");
    }
  }

  @Test
  void isLeftAloneForAWhileAfterAFailure() {
    try (FakeOpenAi serving = FakeOpenAi.start();
        FakeOpenAi judge = FakeOpenAi.start();
        RunningProxy proxy = proxy(serving).model("judge", "openai", judge)) {
      asking(proxy, "{\"modelId\":\"judge\"}");
      judge.byDefault(Script.rateLimit(java.time.Duration.ofMinutes(2)));

      proxy.post(CHAT, BODY);
      HttpResponse<String> second = proxy.post(CHAT, BODY);

      assertThat(judge.requests()).hasSize(1);
      assertThat(abstention(proxy, second))
          .isEqualTo("model judge failed at this lately, and is left alone");
    }
  }

  @Test
  void isNotWaitedForBeyondItsTime() {
    Gate never = new Gate();
    try (FakeOpenAi serving = FakeOpenAi.start();
        FakeOpenAi judge = FakeOpenAi.start();
        RunningProxy proxy = proxy(serving).model("judge", "openai", judge)) {
      asking(proxy, "{\"modelId\":\"judge\",\"timeoutMs\":50}");
      judge.next(Script.text(SECOND_IS_BETTER).hangAfterBytes(0, never));

      HttpResponse<String> response = proxy.post(CHAT, BODY);

      assertThat(response.body()).contains("Hello from first");
      assertThat(proxy.records().get(0).status()).isEqualTo(CallStatus.TIMEOUT);
      assertThat(abstention(proxy, response))
          .isEqualTo("model judge gave no answer: provider_timeout");
    } finally {
      never.open();
    }
  }

  @Test
  void isDoneWithoutIfThereIsNoneOfThatName() {
    try (FakeOpenAi serving = FakeOpenAi.start();
        RunningProxy proxy = proxy(serving)) {
      asking(proxy, "{\"modelId\":\"nowhere\"}");

      HttpResponse<String> response = proxy.post(CHAT, BODY);

      assertThat(response.body()).contains("Hello from first");
      assertThat(proxy.onlyRecord().callType()).isEqualTo(CallType.CHAT);
      assertThat(abstention(proxy, response))
          .isEqualTo("model nowhere: there is no model of this id");
    }
  }

  @Test
  void isNotAskedForACountOfTokens() {
    try (FakeOpenAi serving = FakeOpenAi.start();
        FakeOpenAi judge = FakeOpenAi.start();
        RunningProxy proxy = proxy(serving).model("judge", "openai", judge)) {
      asking(proxy, "{\"modelId\":\"judge\"}");

      proxy.post("v1/messages/count_tokens", BODY);

      assertThat(judge.requests()).isEmpty();
      assertThat(proxy.records()).isEmpty();
    }
  }

  private RunningProxy proxy(FakeProvider serving) {
    return new RunningProxy(home)
        .model("first", "openai", serving)
        .model("second", "openai", serving);
  }

  /** Has the model {@code judge}, which is configured, serve nobody and rate the others. */
  private static void asking(RunningProxy proxy, String config) {
    proxy.policy("llm", config).serving("first", "second");
  }

  private static String abstention(RunningProxy proxy, HttpResponse<String> response) {
    Trace trace = proxy.gateway().traces().get(traceId(response)).orElseThrow();
    return trace.decision().policies().get(0).abstained().orElseThrow();
  }

  private static String traceId(HttpResponse<String> response) {
    return response.headers().firstValue("x-routerly-trace-id").orElseThrow();
  }
}
