package io.routerly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.Script;
import io.routerly.testkit.script.TokenCounts;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeAnthropicTest {
  private static final String MESSAGE =
      "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":64,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final String STREAMED = MESSAGE.replace("]}", "],\"stream\":true}");

  private static final String CALL =
      "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t_1\"}]}";
  private static final String RESULT =
      "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t_1\"}]}";

  private final FakeAnthropic fake = FakeAnthropic.start();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void countsCachedTokensBesideTheInput() throws Exception {
    TokenCounts counts = TokenCounts.of(100, 9).withCacheRead(50).withCacheWrites(20, 10);
    fake.next(Script.answer().counting(counts));
    assertThat(message(MESSAGE).body())
        .contains("\"input_tokens\":20", "\"cache_read_input_tokens\":50")
        .contains("\"cache_creation_input_tokens\":30", "\"ephemeral_5m_input_tokens\":20")
        .contains("\"ephemeral_1h_input_tokens\":10", "\"output_tokens\":9");
  }

  @Test
  void streamsThinkingThenTextInTheRealSequence() throws Exception {
    fake.next(Script.say(new Part.Thinking("Hm."), new Part.Text("Yes.")));
    assertThat(message(STREAMED).body().lines().filter(line -> line.startsWith("event")))
        .containsExactly(
            "event: message_start",
            "event: content_block_start",
            "event: ping",
            "event: content_block_delta",
            "event: content_block_delta",
            "event: content_block_stop",
            "event: content_block_start",
            "event: content_block_delta",
            "event: content_block_stop",
            "event: message_delta",
            "event: message_stop");
  }

  @Test
  void callsAToolAndAnswersItsResult() throws Exception {
    fake.byDefault(Script.toolCall("weather", "{\"city\":\"Lima\"}"));
    assertThat(message(MESSAGE).body())
        .contains("\"stop_reason\":\"tool_use\"", "\"input\":{\"city\":\"Lima\"}");
    assertThat(message(MESSAGE.replace("]}", "," + CALL + "," + RESULT + "]}")).body())
        .contains("\"stop_reason\":\"end_turn\"");
  }

  @Test
  void countsTokensWithoutALimit() throws Exception {
    String body = MESSAGE.replace("\"max_tokens\":64,", "");
    fake.next(Script.answer().counting(TokenCounts.of(42, 0)));
    assertThat(post("/v1/messages/count_tokens", body).body()).isEqualTo("{\"input_tokens\":42}");
  }

  @Test
  void listsItsModelsInItsOwnShape() throws Exception {
    assertThat(TestClient.get(fake.baseUrl() + "/v1/models", TestClient.anthropic(fake)).body())
        .contains("\"type\":\"model\"", "\"has_more\":false", "\"first_id\":\"claude-sonnet-4-5\"");
  }

  @Test
  void matchesThePathWithoutItsQuery() throws Exception {
    assertThat(post("/v1/messages?beta=true", MESSAGE).statusCode()).isEqualTo(200);
    assertThat(fake.takeRequest(TestClient.PATIENCE).query()).isEqualTo("beta=true");
  }

  @Test
  void takesABearerTokenInPlaceOfTheKey() throws Exception {
    String[] headers = {
      "Authorization", "Bearer " + fake.apiKey(),
      "anthropic-version", "2023-06-01",
      "Content-Type", "application/json"
    };
    assertThat(TestClient.post(fake.baseUrl() + "/v1/messages", MESSAGE, headers).statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesARequestWithoutItsVersionHeader() throws Exception {
    String[] headers = {"x-api-key", fake.apiKey(), "Content-Type", "application/json"};
    assertThat(TestClient.post(fake.baseUrl() + "/v1/messages", MESSAGE, headers).body())
        .contains("invalid_request_error", "anthropic-version");
  }

  @ParameterizedTest(name = "{0} {1} in version {2} gets {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          claude-haiku-4-5 | "temperature":0.5 | 2023-06-01 | 200
          claude-haiku-4-5 | "temperature":1 | 2026-10-21 | 400
          claude-haiku-4-5 | "temperature":0.5,"top_p":0.5 | 2023-06-01 | 400
          claude-opus-4-20250514 | "temperature":0.5,"top_p":0.5 | 2023-06-01 | 200
          claude-opus-5 | "temperature":0.5 | 2023-06-01 | 400
          claude-opus-4-7 | "thinking":{"type":"enabled","budget_tokens":1024} | 2023-06-01 | 400
          claude-opus-4-7 | "thinking":{"type":"adaptive"} | 2026-10-21 | 200
          claude-haiku-4-5 | "thinking":{"type":"enabled","budget_tokens":1024} | 2023-06-01 | 200
          claude-haiku-4-5 | "thinking":{"type":"enabled","budget_tokens":9000} | 2023-06-01 | 400
          """)
  void takesOfSamplingWhatModelAndVersionTake(
      String model, String fields, String version, int status) throws Exception {
    String body =
        MESSAGE
            .replace("claude-haiku-4-5", model)
            .replace("\"max_tokens\":64", "\"max_tokens\":2000," + fields);
    String[] headers = TestClient.anthropic(fake);
    headers[3] = version;

    assertThat(TestClient.post(fake.origin() + "/v1/messages", body, headers).statusCode())
        .isEqualTo(status);
  }

  @ParameterizedTest(name = "{0} {1} is refused with {2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/messages | {"model":"m","messages":[{}]} | 400 | max_tokens
          /v1/messages | {"max_tokens":1,"messages":[{}]} | 400 | model
          /v1/messages | {"model":"m","max_tokens":1} | 400 | messages
          /v1/messages/count_tokens | {"model":"m"} | 400 | messages
          /v1/complete | {} | 404 | not_found_error
          /v1/models | {} | 405 | invalid_request_error
          """)
  void refusesWhatTheRealOneRefuses(String path, String body, int status, String part)
      throws Exception {
    HttpResponse<String> answer = post(path, body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body())
        .startsWith("{\"type\":\"error\",\"error\":{\"type\":")
        .contains(part, "\"request_id\":");
  }

  @ParameterizedTest(name = "{0} is refused")
  @ValueSource(
      strings = {
        RESULT,
        CALL,
        CALL + ",{\"role\":\"user\",\"content\":\"?\"}",
        "{\"role\":\"system\",\"content\":\"?\"}",
        "{\"role\":\"user\",\"content\":\"\"}",
        "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"\"}]}",
        "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"call 1!\"}]}"
      })
  void refusesConversationsThatDoNotHoldTogether(String more) throws Exception {
    HttpResponse<String> answer = message(MESSAGE.replace("]}", "," + more + "]}"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid_request_error", "messages");
  }

  @Test
  void refusesToolResultsThatComeAfterText() throws Exception {
    String late = RESULT.replace("[{", "[{\"type\":\"text\",\"text\":\"x\"},{");
    assertThat(message(MESSAGE.replace("]}", "," + CALL + "," + late + "]}")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void refusesAWrongKey() throws Exception {
    String[] headers = {
      "x-api-key", "wrong", "anthropic-version", "2023-06-01", "Content-Type", "application/json"
    };
    HttpResponse<String> answer =
        TestClient.post(fake.baseUrl() + "/v1/messages", MESSAGE, headers);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("authentication_error");
  }

  @Test
  void saysWhenToComeBackAfterARateLimit() throws Exception {
    fake.next(Script.rateLimit(Duration.ofSeconds(3)));
    HttpResponse<String> answer = message(MESSAGE);
    assertThat(answer.headers().firstValue("retry-after")).contains("3");
    assertThat(answer.body()).contains("rate_limit_error");
  }

  @Test
  void failsInMidStreamWithItsErrorEvent() throws Exception {
    fake.next(Script.answer().errorAfterEvents(3));
    assertThat(message(STREAMED).body())
        .contains("event: error\ndata: {\"type\":\"error\"", "overloaded_error")
        .doesNotContain("message_stop");
  }

  private HttpResponse<String> message(String body) throws Exception {
    return post("/v1/messages", body);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return TestClient.post(fake.baseUrl() + path, body, TestClient.anthropic(fake));
  }
}
