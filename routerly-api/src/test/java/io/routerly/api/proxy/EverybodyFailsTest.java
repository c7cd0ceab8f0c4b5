package io.routerly.api.proxy;

import static io.routerly.api.proxy.JsonText.inner;
import static io.routerly.api.proxy.JsonText.json;
import static io.routerly.api.proxy.JsonText.parse;
import static io.routerly.api.proxy.JsonText.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.routerly.domain.UsageRecord;
import io.routerly.routing.Trace;
import io.routerly.testkit.FakeAnthropic;
import io.routerly.testkit.FakeGemini;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.http.Cut;
import io.routerly.testkit.http.Header;
import io.routerly.testkit.script.Script;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All models fail: the client gets the last one's error, and the trace tells of every attempt. */
@TestInstance(Lifecycle.PER_CLASS)
class EverybodyFailsTest {
  private static final String SAID = "The last one does not feel well.";

  private FakeOpenAi first;
  private FakeGemini second;
  private FakeAnthropic last;
  private RunningProxy proxy;

  /**
   * A way to fail, and what the client and the trace are told of it.
   *
   * @param attempts how often the last model is asked
   */
  private record Failure(String name, Script script, int status, String outcome, int attempts) {
    /** An error in the provider's own envelope. */
    static Failure said(int status, int attempts) {
      return new Failure(
          "status " + status, Script.error(status, SAID), status, "provider_error", attempts);
    }

    boolean isInTheProvidersWords() {
      return name.startsWith("status");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Failure> FAILURES =
      List.of(
          Failure.said(400, 1),
          Failure.said(401, 1),
          Failure.said(402, 1),
          Failure.said(403, 1),
          Failure.said(404, 1),
          Failure.said(409, 1),
          Failure.said(429, 2),
          Failure.said(500, 2),
          Failure.said(503, 2),
          Failure.said(529, 2),
          new Failure("error under 200", Script.errorWithStatus200(500), 500, "provider_error", 2),
          new Failure(
              "error of a proxy",
              Script.refuse(
                  502, "<html>Bad gateway</html>", new Header("Content-Type", "text/html")),
              502,
              "provider_error",
              2),
          new Failure(
              "redirect",
              Script.redirect(302, "http://127.0.0.1:1/"),
              502,
              "provider_bad_response",
              1),
          new Failure(
              "no JSON",
              Script.respond(200, "<html>Log in</html>", new Header("Content-Type", "text/html")),
              502,
              "provider_bad_response",
              1),
          new Failure("no HTTP", Script.notHttp("Hello"), 502, "provider_interrupted", 2),
          new Failure(
              "cut off",
              Script.answer().cutBeforeHeaders(Cut.RESET),
              502,
              "provider_interrupted",
              2),
          new Failure("silence", Script.answer().hangBeforeHeaders(), 504, "provider_timeout", 1));

  @BeforeAll
  void start(@TempDir Path home) {
    first = FakeOpenAi.start();
    second = FakeGemini.start();
    last = FakeAnthropic.start();
    first.byDefault(Script.error(500, "The first one neither."));
    second.byDefault(Script.error(403, "The second one neither."));
    proxy =
        new RunningProxy(home)
            .model("first", "openai", first)
            .model("second", "gemini", second)
            .model("last", "anthropic", last);
  }

  @AfterAll
  void close() {
    proxy.close();
    first.close();
    second.close();
    last.close();
  }

  static Stream<Arguments> failures() {
    return FAILURES.stream()
        .flatMap(
            failure ->
                Arrays.stream(ClientApi.values())
                    .flatMap(
                        client ->
                            Stream.of(false, true)
                                .map(streamed -> Arguments.of(failure, client, streamed))));
  }

  @ParameterizedTest(name = "{0}, {1} client, streamed: {2}")
  @MethodSource("failures")
  void theClientGetsTheLastErrorAndTheTraceTellsAll(
      Failure failure, ClientApi client, boolean streamed) {
    last.byDefault(failure.script());
    proxy.timeoutMs(failure.status() == 504 ? 300 : 30_000);

    HttpResponse<String> response = proxy.post(client.path(), body(client, streamed));

    assertThat(response.statusCode()).isEqualTo(failure.status());
    assertThat(response.headers().allValues("content-type")).containsExactly("application/json");
    assertEnvelope(client, failure, parse(response.body()));
    assertTraced(response, failure);
  }

  private static String body(ClientApi client, boolean streamed) {
    JsonObject body =
        switch (client) {
          case RESPONSES -> json("{'model':'auto','stream':%s,'input':'Hello'}", streamed);
          case CHAT, MESSAGES ->
              json(
                  "{'model':'auto','stream':%s,'max_tokens':9,"
                      + "'messages':[{'role':'user','content':'Hello'}]}",
                  streamed);
        };
    return body.toString();
  }

  private static void assertEnvelope(ClientApi client, Failure failure, JsonObject body) {
    JsonObject error = inner(body, "error");
    assertThat(text(error, "message")).isNotEmpty().doesNotContain("neither");
    assertThat(text(error, "type")).isNotEmpty();
    if (failure.isInTheProvidersWords()) {
      assertThat(text(error, "message")).contains(SAID);
    }
    if (client == ClientApi.MESSAGES) {
      assertThat(text(body, "type")).isEqualTo("error");
    }
  }

  private void assertTraced(HttpResponse<String> response, Failure failure) {
    String id = response.headers().firstValue("x-routerly-trace-id").orElseThrow();
    List<Tuple> expected = new ArrayList<>();
    expected.add(tuple("first", "provider_error"));
    expected.add(tuple("second", "provider_error"));
    for (int i = 0; i < failure.attempts(); i++) {
      expected.add(tuple("last", failure.outcome()));
    }
    assertThat(proxy.gateway().traces().get(id).orElseThrow().attempts())
        .filteredOn(attempt -> !attempt.outcome().equals(Trace.PASSED_OVER))
        .allSatisfy(attempt -> assertThat(attempt.message()).isNotEmpty())
        .extracting(Trace.Attempt::modelId, Trace.Attempt::outcome)
        .containsExactlyElementsOf(expected);
    assertThat(proxy.records())
        .filteredOn(record -> record.traceId().equals(id))
        .extracting(
            UsageRecord::modelId,
            record -> record.error().map(UsageRecord.Failure::code).orElse(""))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void tellsOfModelsThatCannotBeReached(@TempDir Path home) {
    FakeOpenAi gone = FakeOpenAi.start();
    try (RunningProxy cutOff =
        new RunningProxy(home).model("a", "openai", gone).model("b", "openai", gone)) {
      gone.close();

      HttpResponse<String> response =
          cutOff.post("v1/chat/completions", body(ClientApi.CHAT, true));

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.headers().firstValue("x-routerly-error"))
          .hasValue("provider_unreachable");
      assertThat(cutOff.records()).extracting(UsageRecord::modelId).containsExactly("a", "b", "b");
    }
  }
}
