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

class FakeGeminiTest {
  private static final String CONTENTS =
      "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";
  private static final String CHAT =
      "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final String GENERATE = "/v1beta/models/gemini-2.5-flash:generateContent";
  private static final String STREAM =
      "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse";

  private final FakeGemini fake = FakeGemini.start();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void takesTheModelFromThePath() throws Exception {
    assertThat(post(GENERATE, CONTENTS).body())
        .contains("\"modelVersion\":\"gemini-2.5-flash\"", "\"finishReason\":\"STOP\"");
  }

  @Test
  void countsThoughtsBesideTheCandidates() throws Exception {
    fake.next(
        Script.say(new Part.Thinking("Hm."), new Part.Text("Yes."))
            .counting(TokenCounts.of(100, 30).withCacheRead(40).withReasoning(20)));
    assertThat(post(GENERATE, CONTENTS).body())
        .contains("\"promptTokenCount\":100", "\"cachedContentTokenCount\":40")
        .contains("\"candidatesTokenCount\":10", "\"thoughtsTokenCount\":20")
        .contains("\"totalTokenCount\":130", "{\"text\":\"Hm.\",\"thought\":true}");
  }

  @Test
  void finishesInItsLastEvent() throws Exception {
    fake.next(Script.text("one two"), Script.text("one two").withoutTerminalMarker());
    assertThat(post(STREAM, CONTENTS).body().split("\n\n", -1)).hasSize(3);
    assertThat(post(STREAM, CONTENTS).body()).contains("one ").doesNotContain("finishReason");
  }

  @Test
  void callsAToolAndAnswersItsResult() throws Exception {
    fake.byDefault(Script.toolCall("weather", "{\"city\":\"Lima\"}"));
    assertThat(post(GENERATE, CONTENTS).body())
        .contains("\"name\":\"weather\",\"args\":{\"city\":\"Lima\"}", "thoughtSignature");
    String second =
        CONTENTS.replace(
            "]}]}",
            "]},{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"weather\"}}]},"
                + "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"weather\"}}]}]}");
    assertThat(post(GENERATE, second).body()).doesNotContain("functionCall");
  }

  @Test
  void wantsTheSignaturesOfTheCurrentTurnOnly() throws Exception {
    String call =
        "{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"f\"}%s},"
            + "{\"functionCall\":{\"name\":\"g\"}}]},"
            + "{\"parts\":[{\"functionResponse\":{}},{\"functionResponse\":{}}]}";
    String contents =
        "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]},"
            + call.formatted("")
            + ",{\"parts\":[{\"text\":\"b\"}]},"
            + call.formatted(",\"thoughtSignature\":\"skip_thought_signature_validator\"")
            + "]}";

    assertThat(post("/v1beta/models/gemini-3-pro:generateContent", contents).statusCode())
        .isEqualTo(200);
  }

  @Test
  void saysHowLongToWaitInItsDetails() throws Exception {
    fake.next(Script.rateLimit(Duration.ofSeconds(17)));
    HttpResponse<String> answer = post(GENERATE, CONTENTS);
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    assertThat(answer.body()).contains("RESOURCE_EXHAUSTED", "\"retryDelay\":\"17s\"");
  }

  @Test
  void listsItsModelsAndCountsTokens() throws Exception {
    assertThat(TestClient.get(fake.origin() + "/v1beta/models", key()).body())
        .contains("\"name\":\"models/gemini-2.5-flash\"");
    fake.next(Script.answer().counting(TokenCounts.of(9, 0)));
    assertThat(post("/v1beta/models/gemini-3-pro:countTokens", CONTENTS).body())
        .isEqualTo("{\"totalTokens\":9}");
  }

  @ParameterizedTest(name = "{0} {1} is refused with {2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1beta/models/m:generateContent | {} | 400 | INVALID_ARGUMENT
          /v1beta/models/m:generateContent | {"contents":[{"role":"system","parts":[{}]}]} | 400 | system
          /v1beta/models/m:generateContent | {"contents":[{"role":"user"}]} | 400 | parts
          /v1beta/models/m:streamGenerateContent | {"contents":[{"parts":[{}]}]} | 400 | alt=sse
          /v1beta/models/m:generateContent | {"contents":[{"parts":[{"functionResponse":{}}]}]} | 400 | as many
          /v1beta/models/m:generateContent | {"contents":[{"parts":[{}]}],"odd":1} | 400 | odd
          /v1beta/models/m:generateContent | {"contents":[{"parts":[{"txt":""}]}]} | 400 | txt
          /v1beta/models/m:generateContent | {"contents":[{"parts":[{}]}],"generationConfig":{"n":1}} | 400 | n
          /v1beta/models/gemini-3-pro:generateContent | {"contents":[{"parts":[{}]},{"role":"model","parts":[{"functionCall":{"name":"f"}}]},{"parts":[{"functionResponse":{}}]}]} | 400 | thought_signature
          /v1beta/models/gemini-3-pro:generateContent | {"contents":[{"parts":[{}]},{"role":"model","parts":[{"functionCall":{"name":"f"},"thoughtSignature":"routerly.x"}]},{"parts":[{"functionResponse":{}}]}]} | 400 | thought_signature
          /v1beta/models/m:embed | {} | 404 | NOT_FOUND
          /v1/models | {} | 404 | NOT_FOUND
          """)
  void refusesWhatTheRealOneRefuses(String path, String body, int status, String part)
      throws Exception {
    HttpResponse<String> answer = post(path, body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"error\":{\"code\":").contains(part);
  }

  @ParameterizedTest(name = "a schema with {0} gets {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"object","properties":{"$schema":{"type":"string"}}} | 200
          {"type":"object","$schema":"x"} | 400
          {"type":"object","properties":{"a":{"type":"object","additionalProperties":false}}} | 400
          {"type":"array","items":{"const":1}} | 400
          """)
  void refusesSchemasThatSayMoreThanItUnderstands(String schema, int status) throws Exception {
    String tools =
        "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parameters\":" + schema + "}]}],";
    assertThat(
            post(GENERATE, CONTENTS.replace("{\"contents", "{" + tools + "\"contents"))
                .statusCode())
        .isEqualTo(status);
  }

  @Test
  void refusesAKeyInTheUrlAndAWrongOne() throws Exception {
    String[] json = {"Content-Type", "application/json"};
    String inUrl = fake.origin() + GENERATE + "?key=" + fake.apiKey();
    assertThat(TestClient.post(inUrl, CONTENTS, json).statusCode()).isEqualTo(403);
    String[] wrong = {"Content-Type", "application/json", "x-goog-api-key", "wrong"};
    assertThat(TestClient.post(fake.origin() + GENERATE, CONTENTS, wrong).body())
        .contains("API_KEY_INVALID");
  }

  @Test
  void speaksOpenAiAtItsCompatibleEndpoint() throws Exception {
    String url = fake.openAiBaseUrl() + "/chat/completions";
    assertThat(TestClient.post(url, CHAT, TestClient.openAi(fake)).body())
        .contains("\"object\":\"chat.completion\"");
  }

  @Test
  void wrapsErrorsOfItsCompatibleEndpointInAnArray() throws Exception {
    String url = fake.openAiBaseUrl() + "/chat/completions";
    fake.next(Script.rateLimit(Duration.ofSeconds(1)));
    assertThat(TestClient.post(url, CHAT, TestClient.openAi(fake)).body())
        .startsWith("[{\"error\":{\"code\":429");
    assertThat(TestClient.post(url, CHAT, key()).body()).startsWith("[{\"error\":{\"code\":400");
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return TestClient.post(fake.origin() + path, body, key());
  }

  private String[] key() {
    return new String[] {"x-goog-api-key", fake.apiKey(), "Content-Type", "application/json"};
  }
}
