package io.routerly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.script.Script;
import io.routerly.testkit.script.TokenCounts;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakeOpenAiTest {
  private static final String CHAT =
      "{\"model\":\"gpt-5-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final String STREAMED = CHAT.replace("]}", "],\"stream\":true}");
  private static final String METERED =
      CHAT.replace("]}", "],\"stream\":true,\"stream_options\":{\"include_usage\":true}}");

  private static final String CALL =
      "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\"}]}";
  private static final String RESULT =
      "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"18\"}";

  private final FakeOpenAi fake = FakeOpenAi.start();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void answersWithTheModelThatWasAskedFor() throws Exception {
    HttpResponse<String> answer = chat(CHAT);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"model\":\"gpt-5-mini\"", FakeProvider.usualText("gpt-5-mini"));
  }

  @Test
  void reportsCachedAndReasoningTokens() throws Exception {
    fake.next(Script.answer().counting(TokenCounts.of(100, 20).withCacheRead(60).withReasoning(5)));
    assertThat(chat(CHAT).body())
        .contains("\"prompt_tokens\":100", "\"cached_tokens\":60", "\"reasoning_tokens\":5")
        .contains("\"total_tokens\":120");
  }

  @Test
  void sendsNoUsageInAStreamThatDidNotAskForIt() throws Exception {
    assertThat(chat(STREAMED).body()).doesNotContain("usage").endsWith("data: [DONE]\n\n");
  }

  @Test
  void sendsUsageInALastChunkWithoutChoicesAndNullBefore() throws Exception {
    String[] events = chat(METERED).body().split("\n\n", -1);
    assertThat(events[0]).contains("\"usage\":null");
    assertThat(events[events.length - 3]).contains("\"choices\":[]", "\"prompt_tokens\":");
  }

  @Test
  void callsAToolAndAnswersItsResult() throws Exception {
    fake.byDefault(Script.toolCall("weather", "{\"city\":\"Lima\"}"));
    assertThat(chat(CHAT).body())
        .contains(
            "\"finish_reason\":\"tool_calls\"", "\"arguments\":\"{\\\"city\\\":\\\"Lima\\\"}\"");
    assertThat(chat(CHAT.replace("]}", "," + CALL + "," + RESULT + "]}")).body())
        .contains("\"finish_reason\":\"stop\"");
  }

  @Test
  void listsItsModels() throws Exception {
    assertThat(TestClient.get(fake.baseUrl() + "/models", TestClient.openAi(fake)).body())
        .startsWith("{\"object\":\"list\",\"data\":[{\"id\":\"gpt-5-mini\"");
  }

  @Test
  void sendsTheWholeSequenceOfResponsesEvents() throws Exception {
    String body = "{\"model\":\"gpt-5\",\"input\":\"Hi\",\"stream\":true}";
    fake.next(Script.text("Hi there"));
    assertThat(post("/responses", body).body().lines().filter(line -> line.startsWith("event")))
        .containsExactly(
            "event: response.created",
            "event: response.in_progress",
            "event: response.output_item.added",
            "event: response.content_part.added",
            "event: response.output_text.delta",
            "event: response.output_text.delta",
            "event: response.output_text.done",
            "event: response.content_part.done",
            "event: response.output_item.done",
            "event: response.completed");
  }

  @Test
  void embedsEveryInput() throws Exception {
    String body = "{\"model\":\"text-embedding-3-small\",\"input\":[\"a\",\"b\"]}";
    assertThat(post("/embeddings", body).body())
        .contains("\"index\":0,\"embedding\":[0.5,0.25", "\"index\":1,\"embedding\":[1.0,0.5");
  }

  @ParameterizedTest(name = "{0} {1} {2} is refused with {3} {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chat/completions | {"messages":[{}]} | 400 | "param":"model"
          chat/completions | {"model":"m"} | 400 | "param":"messages"
          chat/completions | {"model":"m","messages":[]} | 400 | "param":"messages"
          chat/completions | {"model":"m","messages":[{}],"stream_options":{}} | 400 | "param":"stream_options"
          chat/completions | {"model" | 400 | "type":"invalid_request_error"
          chat/completions | [] | 400 | "type":"invalid_request_error"
          responses | {"model":"m"} | 400 | "param":"input"
          embeddings | {"model":"m"} | 400 | "param":"input"
          images | {} | 404 | "code":"unknown_url"
          chat/completions | {"model":"m","messages":[{"role":"narrator"}]} | 400 | narrator
          chat/completions | {"model":"o3","messages":[{"role":"user"}],"max_tokens":5} | 400 | "param":"max_tokens"
          chat/completions | {"model":"o3","messages":[{"role":"user"}],"temperature":0} | 400 | "param":"temperature"
          models | {} | 405 | "code":"method_not_supported"
          """)
  void refusesWhatTheRealOneRefuses(String path, String body, int status, String part)
      throws Exception {
    HttpResponse<String> answer = post("/" + path, body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"error\":{\"message\":").contains(part);
  }

  @Test
  void refusesToolResultsWithoutTheirCallsAndCallsWithoutTheirResults() throws Exception {
    assertThat(chat(CHAT.replace("]}", "," + RESULT + "]}")).statusCode()).isEqualTo(400);
    assertThat(chat(CHAT.replace("]}", "," + CALL + "]}")).statusCode()).isEqualTo(400);
    String interrupted = CALL + ",{\"role\":\"user\",\"content\":\"?\"}," + RESULT;
    assertThat(chat(CHAT.replace("]}", "," + interrupted + "]}")).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesAMissingOrWrongKey() throws Exception {
    String url = fake.baseUrl() + "/chat/completions";
    String[] json = {"Content-Type", "application/json"};
    assertThat(TestClient.post(url, CHAT, json).statusCode()).isEqualTo(401);
    String[] wrong = {"Content-Type", "application/json", "Authorization", "Bearer sk-other"};
    assertThat(TestClient.post(url, CHAT, wrong).body()).contains("invalid_api_key");
    assertThat(fake.leaks()).isEmpty();
  }

  @Test
  void refusesAnotherContentType() throws Exception {
    String[] headers = {"Content-Type", "text/plain", "Authorization", "Bearer " + fake.apiKey()};
    assertThat(TestClient.post(fake.baseUrl() + "/chat/completions", CHAT, headers).statusCode())
        .isEqualTo(415);
  }

  @Test
  void recordsATokenOfTheGatewayAsALeak() throws Exception {
    String[] headers = {
      "Content-Type", "application/json",
      "Authorization", "Bearer " + fake.apiKey(),
      "x-note", "sk-rt-abc"
    };
    HttpResponse<String> answer =
        TestClient.post(fake.baseUrl() + "/chat/completions", CHAT, headers);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(fake.leaks()).hasSize(1);
  }

  @Test
  void saysWhenToComeBackAfterARateLimit() throws Exception {
    fake.next(Script.rateLimit(Duration.ofSeconds(7)));
    HttpResponse<String> answer = chat(CHAT);
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    assertThat(answer.body()).contains("\"code\":\"rate_limit_exceeded\"");
  }

  @Test
  void keepsUnknownFieldsAndHeaderCaseInItsRecord() throws Exception {
    chat(CHAT.replace("]}", "],\"novel\":1}"));
    var request = fake.takeRequest(TestClient.PATIENCE);
    assertThat(request.json().getInt("novel")).isEqualTo(1);
    assertThat(request.headers()).anyMatch(header -> header.name().equals("Content-Type"));
    assertThat(request.order()).isEqualTo(1);
  }

  private HttpResponse<String> chat(String body) throws Exception {
    return post("/chat/completions", body);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return TestClient.post(fake.baseUrl() + path, body, TestClient.openAi(fake));
  }
}
