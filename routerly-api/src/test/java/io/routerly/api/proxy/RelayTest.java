package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallStatus;
import io.routerly.domain.UsageRecord;
import io.routerly.testkit.FakeAnthropic;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.http.Header;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.script.Script;
import io.routerly.testkit.script.TokenCounts;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path home;

  @Test
  void forwardsTheBodyByteForByteButForTheModelName() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("openai/gpt-5", "openai", openAi)) {
      String body =
          "{ \"never_heard_of\" : {\"a\":[1.0, 2e3]},\n\"model\":\"openai/gpt-5\", \"messages\":"
              + "[{\"role\":\"user\",\"content\":\"h\\u00e9 \\u2028 \uD83D\uDE00\"}] }";

      HttpResponse<String> response = proxy.post("v1/chat/completions", body);

      assertThat(response.statusCode()).isEqualTo(200);
      RecordedRequest seen = openAi.takeRequest(PATIENCE);
      assertThat(seen.bodyText()).isEqualTo(body.replace("openai/gpt-5", "gpt-5"));
      assertThat(seen.path()).isEqualTo("/v1/chat/completions");
      assertThat(seen.header("Authorization")).hasValue("Bearer " + openAi.apiKey());
      assertThat(openAi.leaks()).isEmpty();
    }
  }

  @Test
  void passesTheProvidersAnswerOnAndRecordsWhatItUsed() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("gpt-5", "openai", openAi)) {
      openAi.next(
          Script.text("Hi")
              .counting(TokenCounts.of(1000, 200).withCacheRead(400))
              .header("Set-Cookie", "a=b"));

      HttpResponse<String> response =
          proxy.post(
              "v1/chat/completions",
              "{\"model\":\"gpt-5\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");

      assertThat(response.body()).contains("\"Hi\"");
      assertThat(response.headers().firstValue("set-cookie")).isEmpty();
      assertThat(response.headers().firstValue("x-routerly-trace-id"))
          .hasValueSatisfying(id -> assertThat(id).matches("trc_[0-9A-Za-z]{16}"));
      UsageRecord record = proxy.onlyRecord();
      assertThat(record.status()).isEqualTo(CallStatus.SUCCESS);
      assertThat(record.tokens().input()).isEqualTo(1000);
      assertThat(record.tokens().cacheRead()).isEqualTo(400);
      assertThat(record.tokens().output()).isEqualTo(200);
      // 600 x 0.01 + 400 x 0.001 + 200 x 0.03, per thousand
      assertThat(record.cost().orElseThrow().total().usd()).isEqualByComparingTo("0.0124");
    }
  }

  @Test
  void speaksMessagesWithTheClientsVersionAndTheModelsKey() {
    try (FakeAnthropic anthropic = FakeAnthropic.start();
        RunningProxy proxy = new RunningProxy(home).model("claude", "anthropic", anthropic)) {
      anthropic.next(
          Script.text("Hi")
              .counting(TokenCounts.of(100, 5).withCacheRead(40).withCacheWrites(20, 10)));

      HttpResponse<String> response =
          proxy.send(
              proxy
                  .request("v1/messages?beta=true")
                  .header("x-api-key", proxy.token())
                  .header("anthropic-version", "2023-06-01")
                  .header("anthropic-beta", "some-beta")
                  .header("Content-Type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"model\":\"claude\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")));

      assertThat(response.statusCode()).isEqualTo(200);
      RecordedRequest seen = anthropic.takeRequest(PATIENCE);
      assertThat(seen.target()).isEqualTo("/v1/messages?beta=true");
      assertThat(seen.header("anthropic-beta")).hasValue("some-beta");
      assertThat(seen.headerValues("x-api-key")).containsExactly(anthropic.apiKey());
      UsageRecord record = proxy.onlyRecord();
      assertThat(record.tokens().input()).isEqualTo(100);
      assertThat(record.tokens().cacheWrite()).isEqualTo(30);
    }
  }

  @ParameterizedTest(name = "in pieces of {0}")
  @ValueSource(ints = {1, 2, 7, 64, 4096})
  void passesEveryByteOfAStreamButForTheUsageChunkThatTheClientDidNotAskFor(int size) {
    String before =
        "\uFEFF: hello\r\n\r\ndata:{\"choices\":[{\"delta\":{\"content\":\"h\u00e9 \uD83D\uDE00\"}}],\"usage\" : null}\r\n\r\n"
            + "\r\n\r\nid: 7\r\nevent: never.heard.of\r\ndata:  { \"new\" : 1 }\r\n\r\n: still here\r\n"
            + "data: {\"choices\":\r\ndata: []}\r\n\r\ndata:\r\n\r\n";
    String usage = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5}}\r\n\r\n";
    String after = "data: [DONE] \r\n\r\n";
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("gpt-5", "openai", openAi)) {
      openAi.byDefault(
          Script.respond(
                  200, before + usage + after, new Header("Content-Type", "text/event-stream"))
              .inPiecesOf(size));

      String asked =
          "{\"model\":\"gpt-5\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
              + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
      String unasked = asked.replace("\"include_usage\":true", "");

      assertThat(proxy.post("v1/chat/completions", asked).body()).isEqualTo(before + usage + after);
      assertThat(proxy.post("v1/chat/completions", unasked).body()).isEqualTo(before + after);
      assertThat(proxy.records())
          .extracting(record -> record.tokens().input())
          .containsExactly(5L, 5L);
    }
  }

  @Test
  void streamsTheProvidersBytesAndLeavesOutTheUsageChunkThatTheClientDidNotAskFor() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("gpt-5", "openai", openAi)) {
      HttpResponse<String> asked =
          proxy.post(
              "v1/chat/completions",
              "{\"model\":\"gpt-5\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                  + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
      HttpResponse<String> unasked =
          proxy.post(
              "v1/chat/completions",
              "{\"model\":\"gpt-5\",\"stream\":true,"
                  + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");

      assertThat(asked.body()).contains("\"choices\":[]").endsWith("data: [DONE]\n\n");
      assertThat(unasked.body()).doesNotContain("\"choices\":[]").endsWith("data: [DONE]\n\n");
      assertThat(proxy.records())
          .hasSize(2)
          .allSatisfy(record -> assertThat(record.estimated()).isFalse())
          .allSatisfy(record -> assertThat(record.tokens().output()).isPositive());
    }
  }
}
