package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.routerly.domain.CallStatus;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.UsageRecord;
import io.routerly.routing.Exclusion;
import io.routerly.testkit.FakeAnthropic;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.http.Cut;
import io.routerly.testkit.http.Header;
import io.routerly.testkit.script.Script;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets, and the ledger says, when a provider fails. */
class FailureTest {
  private static final String CHAT =
      "{\"model\":\"first\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String STREAM = CHAT.replace("\"messages\"", "\"stream\":true,\"messages\"");
  private static final String MESSAGES =
      "{\"model\":\"first\",\"max_tokens\":9,\"stream\":true,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String RESPONSES =
      "{\"model\":\"first\",\"stream\":true,\"input\":\"Hello\"}";

  @TempDir Path home;

  @ParameterizedTest(name = "status {0}")
  @ValueSource(ints = {401, 403, 404, 429, 500, 503})
  void goesToTheNextModelWhenTheFirstFails(int status) {
    try (FakeOpenAi failing = FakeOpenAi.start();
        FakeOpenAi working = FakeOpenAi.start();
        RunningProxy proxy = twoModels(failing, working)) {
      failing.next(Script.error(status));

      HttpResponse<String> response = proxy.post("v1/chat/completions", STREAM);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).endsWith("data: [DONE]\n\n").doesNotContain("error");
      assertThat(proxy.records())
          .extracting(UsageRecord::modelId, UsageRecord::attempt, UsageRecord::status)
          .containsExactly(
              tuple("first", 1, CallStatus.ERROR), tuple("second", 2, CallStatus.SUCCESS));
      assertThat(proxy.records())
          .extracting(UsageRecord::traceId)
          .containsOnly(response.headers().firstValue("x-routerly-trace-id").orElseThrow());
    }
  }

  @Test
  void goesToTheNextModelWhenTheConnectionIsRefused() {
    FakeOpenAi gone = FakeOpenAi.start();
    try (FakeOpenAi working = FakeOpenAi.start();
        RunningProxy proxy = twoModels(gone, working)) {
      gone.close();

      assertThat(proxy.post("v1/chat/completions", CHAT).statusCode()).isEqualTo(200);
      assertThat(proxy.records())
          .extracting(record -> record.error().map(UsageRecord.Failure::code).orElse("none"))
          .containsExactly("provider_unreachable", "none");
    }
  }

  @Test
  void goesToTheNextModelWhenTheFirstByteDoesNotCome() {
    try (FakeOpenAi silent = FakeOpenAi.start();
        FakeOpenAi working = FakeOpenAi.start();
        RunningProxy proxy = twoModels(silent, working)) {
      proxy.timeoutMs(300);
      silent.next(Script.answer().hangBeforeHeaders());

      assertThat(proxy.post("v1/chat/completions", STREAM).statusCode()).isEqualTo(200);
      UsageRecord first = proxy.records().get(0);
      assertThat(first.status()).isEqualTo(CallStatus.TIMEOUT);
      assertThat(first.tokens()).isEqualTo(UsageRecord.Tokens.NONE);
      assertThat(first.error().orElseThrow().message()).contains("first_byte");
    }
  }

  @Test
  void goesToTheNextModelWhenTheStreamBeginsWithAnError() {
    try (FakeOpenAi failing = FakeOpenAi.start();
        FakeOpenAi working = FakeOpenAi.start();
        RunningProxy proxy = twoModels(failing, working)) {
      failing.next(Script.answer().errorAfterEvents(0));

      HttpResponse<String> response = proxy.post("v1/chat/completions", STREAM);

      assertThat(response.body()).endsWith("data: [DONE]\n\n").doesNotContain("error");
    }
  }

  @Test
  void goesToTheNextModelWhenStatus200CarriesAnError() {
    try (FakeOpenAi failing = FakeOpenAi.start();
        FakeOpenAi working = FakeOpenAi.start();
        RunningProxy proxy = twoModels(failing, working)) {
      failing.next(Script.errorWithStatus200(500));

      HttpResponse<String> response = proxy.post("v1/chat/completions", CHAT);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("choices");
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "200, text/html, <html>Log in</html>",
    "200, '', <html>Log in</html>",
    "200, application/octet-stream, xyz",
    "204, '', ''"
  })
  void goesToTheNextModelWhenASuccessIsNoAnswer(int status, String type, String body) {
    try (FakeOpenAi portal = FakeOpenAi.start();
        FakeOpenAi working = FakeOpenAi.start();
        RunningProxy proxy = twoModels(portal, working)) {
      Header[] headers =
          type.isEmpty() ? new Header[0] : new Header[] {new Header("Content-Type", type)};
      portal.next(Script.respond(status, body, headers));

      HttpResponse<String> response = proxy.post("v1/chat/completions", CHAT);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("choices");
      assertThat(proxy.records().get(0).error().orElseThrow().code())
          .isEqualTo("provider_bad_response");
    }
  }

  @Test
  void metersAnAnswerWithoutContentType() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "openai", openAi)) {
      openAi.next(Script.respond(200, "{\"choices\":[],\"usage\":{\"prompt_tokens\":41}}"));

      assertThat(proxy.post("v1/chat/completions", CHAT).statusCode()).isEqualTo(200);
      assertThat(proxy.onlyRecord().tokens().input()).isEqualTo(41);
      assertThat(proxy.onlyRecord().estimated()).isFalse();
    }
  }

  @Test
  void tellsNoSecretThatAProviderRepeatsInWhicheverWayItFails() {
    try (FakeOpenAi leaky = FakeOpenAi.start();
        RunningProxy proxy =
            new RunningProxy(home)
                .model(
                    """
                    {"id":"first","provider":"openai","apiKey":"%s","baseUrl":"%s",
                     "headers":{"api-key":"canary/header"}}""",
                    leaky.apiKey(), leaky.baseUrl())) {
      String error =
          "{\"error\":{\"code\":\"invalid_request_error\",\"message\":\"Bad %s and canary\\/header.\"}}"
              .formatted(leaky.apiKey());
      Header json = new Header("Content-Type", "application/json");
      Header events = new Header("Content-Type", "text/event-stream");
      String chunk = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n";
      leaky.next(
          Script.respond(400, error, json),
          Script.respond(200, error, json),
          Script.respond(200, "data: " + error + "\n\n", events),
          Script.respond(200, chunk + "data: " + error + "\n\n", events));
      for (int call = 0; call < 4; call++) {
        HttpResponse<String> response = proxy.post("v1/chat/completions", STREAM);
        String trace = response.headers().firstValue("x-routerly-trace-id").orElseThrow();

        assertThat(response.body() + proxy.gateway().traces().get(trace) + proxy.records())
            .contains("[redacted]")
            .doesNotContain(leaky.apiKey())
            .doesNotContain("canary");
      }
      assertThat(proxy.records()).hasSize(4);
    }
  }

  @Test
  void answersAStatusThatIsNoneOfHttpWith502() {
    try (FakeOpenAi odd = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "openai", odd)) {
      odd.byDefault(Script.respond(799, "?"));

      assertThat(proxy.post("v1/chat/completions", CHAT).statusCode()).isEqualTo(502);
    }
  }

  @Test
  void passesRateLimitsOnWithTheErrorThatTheyExplain() {
    try (FakeOpenAi limited = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "openai", limited)) {
      limited.byDefault(
          Script.rateLimit(Duration.ofSeconds(30))
              .header("x-ratelimit-remaining-tokens", "0")
              .header("Server", "fake"));

      HttpResponse<String> response = proxy.post("v1/chat/completions", CHAT);

      assertThat(response.headers().firstValue("x-ratelimit-remaining-tokens")).hasValue("0");
      assertThat(response.headers().allValues("content-type")).containsExactly("application/json");
      assertThat(response.headers().allValues("retry-after")).containsExactly("30");
    }
  }

  @Test
  void repeatsNoPassThroughCallThatMayHaveCreatedSomething() {
    try (FakeOpenAi shaky = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "openai", shaky)) {
      shaky.byDefault(Script.error(503));

      assertThat(proxy.post("v1/embeddings", "{\"model\":\"first\",\"input\":\"x\"}").statusCode())
          .isEqualTo(503);
      assertThat(shaky.requests()).hasSize(1);
    }
  }

  @Test
  void passesAClientErrorOnAsItCameAndTriesNoOther() {
    try (FakeOpenAi strict = FakeOpenAi.start();
        FakeOpenAi other = FakeOpenAi.start();
        RunningProxy proxy = twoModels(strict, other)) {
      String said =
          "{\"error\":{\"message\":\"No such thing\",\"type\":\"invalid_request_error\",\"param\":\"x\",\"code\":null,\"extra\":1}}";
      strict.next(Script.refuse(400, said));

      HttpResponse<String> response = proxy.post("v1/chat/completions", CHAT);

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).isEqualTo(said);
      assertThat(response.headers().firstValue("x-routerly-error")).isEmpty();
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void tellsTheLastProvidersErrorWithItsRetryAfter() {
    try (FakeOpenAi first = FakeOpenAi.start();
        FakeOpenAi second = FakeOpenAi.start();
        RunningProxy proxy = twoModels(first, second)) {
      first.byDefault(Script.error(500));
      second.byDefault(Script.rateLimit(Duration.ofSeconds(30)));

      HttpResponse<String> response = proxy.post("v1/chat/completions", CHAT);

      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(response.headers().firstValue("retry-after")).hasValue("30");
      assertThat(proxy.records()).hasSize(2);
    }
  }

  @Test
  void triesTheLastModelOnceMoreAfterAShortWait() {
    try (FakeOpenAi shaky = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "openai", shaky)) {
      shaky.next(Script.error(503));

      assertThat(proxy.post("v1/chat/completions", CHAT).statusCode()).isEqualTo(200);
      assertThat(proxy.records())
          .extracting(UsageRecord::attempt, UsageRecord::status)
          .containsExactly(tuple(1, CallStatus.ERROR), tuple(2, CallStatus.SUCCESS));
    }
  }

  @Test
  void endsABrokenChatStreamWithAnErrorAndNotAsIfItWereComplete() {
    try (FakeOpenAi shaky = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "openai", shaky)) {
      shaky.next(Script.answer().cutAfterEvents(3, Cut.RESET));

      HttpResponse<String> response = proxy.post("v1/chat/completions", STREAM);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .doesNotContain("[DONE]")
          .contains("data: {\"error\":{")
          .contains("provider_interrupted");
      assertThat(proxy.onlyRecord().status()).isEqualTo(CallStatus.ERROR);
      assertThat(proxy.onlyRecord().estimated()).isTrue();
      assertThat(proxy.onlyRecord().tokens().output()).isPositive();
    }
  }

  @Test
  void takesAStreamWithoutItsLastEventForBroken() {
    try (FakeOpenAi shaky = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "openai", shaky)) {
      shaky.next(Script.answer().withoutTerminalMarker());

      assertThat(proxy.post("v1/chat/completions", STREAM).body())
          .doesNotContain("[DONE]")
          .contains("provider_interrupted");
    }
  }

  @Test
  void endsABrokenMessagesStreamWithAnErrorEvent() {
    try (FakeAnthropic shaky = FakeAnthropic.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "anthropic", shaky)) {
      shaky.next(Script.answer().cutAfterEvents(3, Cut.FIN));

      assertThat(proxy.post("v1/messages", MESSAGES).body())
          .doesNotContain("message_stop")
          .contains("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\"");
    }
  }

  @Test
  void endsABrokenResponsesStreamWithResponseFailed() {
    try (FakeOpenAi shaky = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "openai", shaky)) {
      shaky.next(Script.answer().cutAfterEvents(4, Cut.FIN));

      assertThat(proxy.post("v1/responses", RESPONSES).body())
          .doesNotContain("response.completed")
          .contains("event: response.failed\ndata: {\"type\":\"response.failed\"")
          .contains("\"status\":\"failed\"");
    }
  }

  @Test
  void tellsWhichTimeOutFiredInMidStream() {
    try (FakeOpenAi shaky = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "openai", shaky)) {
      proxy.idleTimeoutMs(300);
      shaky.next(Script.answer().hangAfterEvents(2));

      assertThat(proxy.post("v1/chat/completions", STREAM).body())
          .contains("provider_timeout")
          .contains("idle");
      assertThat(proxy.onlyRecord().status()).isEqualTo(CallStatus.TIMEOUT);
    }
  }

  @Test
  void leavesOutAModelThatLacksItsKeyAndSaysSo() {
    try (FakeAnthropic anthropic = FakeAnthropic.start();
        RunningProxy proxy =
            new RunningProxy(home)
                .model(
                    "{'id':'first','provider':'anthropic','baseUrl':'%s'}".replace('\'', '"'),
                    anthropic.baseUrl())) {
      HttpResponse<String> response = proxy.post("v1/chat/completions", CHAT);

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).contains("no_model_available").contains("key_missing");
      assertThat(response.headers().firstValue("x-routerly-error")).hasValue("no_model_available");
      assertThat(proxy.records()).isEmpty();
      String traceId = response.headers().firstValue("x-routerly-trace-id").orElseThrow();
      assertThat(proxy.gateway().traces().get(traceId).orElseThrow().decision().exclusions())
          .extracting(Exclusion::modelId, Exclusion::by)
          .containsExactly(tuple("first", "key_missing"));
    }
  }

  @Test
  void servesTheNamedModelOrNoneWhereTheProjectRequiresIt() {
    try (FakeOpenAi first = FakeOpenAi.start();
        FakeOpenAi second = FakeOpenAi.start();
        RunningProxy proxy = twoModels(first, second)) {
      proxy.routing(ModelSelection.REQUIRE);
      first.byDefault(Script.error(500));

      assertThat(proxy.post("v1/chat/completions", CHAT).statusCode()).isEqualTo(500);
      assertThat(second.requests()).isEmpty();
    }
  }

  @Test
  void knowsNoModelThatTheProjectDoesNotHave() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "openai", openAi)) {
      HttpResponse<String> response =
          proxy.post("v1/chat/completions", CHAT.replace("first", "other"));

      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).contains("model_not_found");
    }
  }

  private RunningProxy twoModels(FakeOpenAi first, FakeOpenAi second) {
    return new RunningProxy(home).model("first", "openai", first).model("second", "openai", second);
  }
}
