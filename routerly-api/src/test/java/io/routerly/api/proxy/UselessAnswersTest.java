package io.routerly.api.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.FakeAnthropic;
import io.routerly.testkit.FakeGemini;
import io.routerly.testkit.http.Header;
import io.routerly.testkit.script.Gate;
import io.routerly.testkit.script.Script;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gemini's answers that ended without anything of use are failures, not answers. */
class UselessAnswersTest {
  private static final String ASK =
      "{\"model\":\"first\",\"max_tokens\":50,\"stream\":%s,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final String TEXT = event("'content':{'parts':[{'text':'I will look'}]}");
  private static final String MALFORMED = event("'finishReason':'MALFORMED_FUNCTION_CALL'");

  private final FakeGemini gemini = FakeGemini.start();
  private RunningProxy proxy;

  @BeforeEach
  void start(@TempDir Path home) {
    proxy = new RunningProxy(home).model("first", "gemini", gemini);
  }

  @AfterEach
  void close() {
    proxy.close();
    gemini.close();
  }

  @ParameterizedTest(name = "streamed: {0}")
  @ValueSource(booleans = {true, false})
  void theNextModelAnswers(boolean streamed) {
    try (FakeAnthropic anthropic = FakeAnthropic.start()) {
      proxy.model("second", "anthropic", anthropic);
      gemini.byDefault(useless(streamed));

      HttpResponse<String> response = proxy.post("v1/chat/completions", ASK.formatted(streamed));

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("\"model\":\"second\"");
      assertThat(proxy.records()).hasSize(2);
    }
  }

  @ParameterizedTest(name = "{0}, streamed: {1}")
  @CsvSource({
    "v1/chat/completions, true",
    "v1/chat/completions, false",
    "v1/messages, true",
    "v1/messages, false",
  })
  void theLastModelsFailureIsToldAsOne(String path, boolean streamed) {
    gemini.byDefault(useless(streamed));

    HttpResponse<String> response = proxy.post(path, ASK.formatted(streamed));

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body())
        .startsWith(path.endsWith("messages") ? "{\"type\":\"error\"" : "{\"error\":{")
        .contains("MALFORMED_FUNCTION_CALL: the model's call of a function cannot be read");
  }

  @Test
  void afterTheFirstEventAChatClientIsToldInItsStream() throws IOException {
    assertThat(broken("v1/chat/completions"))
        .contains("I will look")
        .contains("data: {\"error\":")
        .contains("MALFORMED_FUNCTION_CALL")
        .doesNotContain("[DONE]")
        .doesNotContain("\"finish_reason\":\"");
  }

  @Test
  void afterTheFirstEventAMessagesClientIsToldInItsStream() throws IOException {
    assertThat(broken("v1/messages"))
        .contains("I will look")
        .contains("event: error")
        .contains("MALFORMED_FUNCTION_CALL")
        .doesNotContain("message_stop");
  }

  @Test
  void aFilteredAnswerIsAnAnswer() {
    gemini.next(stream(TEXT + event("'finishReason':'PROHIBITED_CONTENT'")));

    assertThat(proxy.post("v1/chat/completions", ASK.formatted(true)).body())
        .contains("\"finish_reason\":\"content_filter\"")
        .endsWith("data: [DONE]\n\n");
  }

  /** Returns what a client reads of a stream that fails after it has begun to come. */
  private String broken(String path) throws IOException {
    Gate gate = new Gate();
    gemini.next(stream(TEXT + MALFORMED).hangAfterBytes(TEXT.length(), gate));
    try (InputStream body = proxy.open(path, ASK.formatted(true)).body()) {
      byte[] first = body.readNBytes(1);
      gate.open();
      return new String(first, UTF_8) + new String(body.readAllBytes(), UTF_8);
    }
  }

  private static Script useless(boolean streamed) {
    return streamed ? stream(MALFORMED) : Script.fixture("malformed-function-call");
  }

  private static Script stream(String events) {
    return Script.respond(200, events, new Header("Content-Type", "text/event-stream"));
  }

  private static String event(String candidate) {
    return ("data: {'candidates':[{" + candidate + ",'index':0}]}\n\n").replace('\'', '"');
  }
}
