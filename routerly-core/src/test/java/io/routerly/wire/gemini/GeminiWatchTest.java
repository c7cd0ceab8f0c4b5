package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.Gemini.CODEC;
import static io.routerly.wire.gemini.Gemini.FOLDER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonTrees;
import io.routerly.testkit.wire.Fixtures;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.AnswerWatch.EventKind;
import io.routerly.wire.sse.SseSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiWatchTest {
  private final AnswerWatch watch = CODEC.watch();

  static Stream<String> whole() {
    return Fixtures.names(FOLDER, ".json").stream()
        .filter(name -> !name.equals("malformed-function-call.json"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whole")
  void theWatchCountsWhatTheCodecReads(String name) {
    byte[] body = Fixtures.bytes(FOLDER, name);

    watch.body(body);

    assertThat(watch.usage()).isEqualTo(CODEC.readAnswer(JsonTrees.object(body)).usage());
    assertThat(watch.isWholeAtEnd()).isTrue();
    assertThat(watch.error()).isEmpty();
    assertThat(watch.usageInDoubt()).isFalse();
  }

  @ParameterizedTest(name = "{0} is whole at its end: {1}")
  @CsvSource({
    "text, true",
    "tool-call, true",
    "prompt-blocked, true",
    "usage-in-its-own-event, true",
    "no-terminal-marker, false",
    "error-in-stream, false",
  })
  void aStreamIsWholeOnceItSaidWhyItEnds(String name, boolean whole) {
    List<EventKind> kinds = watch(Fixtures.text(FOLDER, name + ".sse"));

    assertThat(watch.isWholeAtEnd()).isEqualTo(whole);
    assertThat(kinds).doesNotContain(EventKind.LAST);
  }

  @Test
  void everyCandidateMustHaveEnded() {
    watch("data: {'candidates':[{'index':0,'finishReason':'STOP'},{'index':1}]}\n\n");
    assertThat(watch.isWholeAtEnd()).isFalse();

    watch("data: {'candidates':[{'index':1,'finishReason':'STOP'}]}\n\n");
    assertThat(watch.isWholeAtEnd()).isTrue();
  }

  @Test
  void anErrorInTheStreamIsAFailure() {
    List<EventKind> kinds = watch(Fixtures.text(FOLDER, "error-in-stream.sse"));

    assertThat(kinds).containsExactly(EventKind.CONTENT, EventKind.FAILURE);
    assertThat(watch.error())
        .contains(new AnswerWatch.ReportedError("UNAVAILABLE", "The model is overloaded."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MALFORMED_FUNCTION_CALL",
        "UNEXPECTED_TOOL_CALL",
        "TOO_MANY_TOOL_CALLS",
        "MISSING_THOUGHT_SIGNATURE",
        "MALFORMED_RESPONSE"
      })
  void anAnswerThatIsOfNoUseIsAFailureWhateverCameBefore(String word) {
    List<EventKind> kinds =
        watch(
            "data: {'candidates':[{'content':{'parts':[{'text':'I will'}]}}]}\n\n"
                + "data: {'candidates':[{'finishReason':'%s'}]}\n\n".formatted(word));

    assertThat(kinds).containsExactly(EventKind.CONTENT, EventKind.FAILURE);
    assertThat(watch.error().orElseThrow().status()).isEqualTo(502);
    assertThat(watch.error().orElseThrow().message()).startsWith(word + ": the ").endsWith(".");
  }

  @Test
  void aWholeAnswerWithACallThatCannotBeReadIsAFailure() {
    watch.body(Fixtures.bytes(FOLDER, "malformed-function-call.json"));

    assertThat(watch.error())
        .contains(
            new AnswerWatch.ReportedError(
                "MALFORMED_FUNCTION_CALL",
                "MALFORMED_FUNCTION_CALL: the model's call of a function cannot be read."));
    assertThat(watch.usage()).isPresent();
  }

  @ParameterizedTest(name = "{0} after {1} is a failure: {2}")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "OTHER, {'text':''}, true",
        "NO_IMAGE, {}, true",
        "NEWER_THAN_THIS, {}, true",
        "OTHER, {'text':'a'}, false",
        "IMAGE_OTHER, {'inlineData':{}}, false",
        "OTHER, {'functionCall':{'name':'f'}}, false",
        "STOP, {}, false",
        "MAX_TOKENS, {}, false",
        "SAFETY, {}, false",
        "RECITATION, {}, false",
        "PROHIBITED_CONTENT, {}, false",
        "BLOCKLIST, {}, false",
        "SPII, {}, false",
      })
  void anotherReasonIsAFailureIfNothingWasGenerated(String word, String part, boolean failure) {
    watch(
        "data: {'candidates':[{'finishReason':'%s','content':{'parts':[%s]}}]}\n\n"
            .formatted(word, part));

    assertThat(watch.error().isPresent()).isEqualTo(failure);
  }

  @Test
  void usageMayComeByItselfAfterTheEnd() {
    List<EventKind> kinds =
        watch(
            "data: {'candidates':[{'finishReason':'STOP'}]}\n\n"
                + "data: {'usageMetadata':{'promptTokenCount':3,'candidatesTokenCount':2}}\n\n");

    assertThat(kinds).containsExactly(EventKind.CONTENT, EventKind.USAGE_ONLY);
    assertThat(watch.usage()).contains(new TokenUsage(3, 0, 0, 0, 2, 0));
    assertThat(watch.isWholeAtEnd()).isTrue();
  }

  @Test
  void textThoughtsAndArgumentsAreCounted() {
    watch(
        "data: {'candidates':[{'content':{'parts':[{'text':'ab'},{'text':'c','thought':true},"
            + "{'functionCall':{'name':'fff','args':{'a':1}}}]}}]}\n\n");

    assertThat(watch.generatedCharacters()).isEqualTo(3 + "{'a':1}".length());
  }

  @Test
  void figuresThatCannotBeAreInDoubt() {
    watch("data: {'usageMetadata':{'promptTokenCount':-3}}\n\n");

    assertThat(watch.usageInDoubt()).isTrue();
    assertThat(watch.usage()).contains(TokenUsage.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT",
    "401, UNAUTHENTICATED",
    "404, NOT_FOUND",
    "429, RESOURCE_EXHAUSTED",
    "500, INTERNAL",
    "503, UNAVAILABLE",
    "504, DEADLINE_EXCEEDED",
  })
  void errorsComeInGooglesEnvelope(int status, String name) {
    byte[] body = CODEC.errorBody(status, "budget_exceeded", "No \"money\".");

    assertThat(JsonTrees.object(body).getJsonObject("error"))
        .isEqualTo(
            Gemini.json(
                "{'code':%d,'message':'No \\'money\\'.','status':'%s','details':[{'@type':"
                        .formatted(status, name)
                    + "'type.googleapis.com/google.rpc.ErrorInfo','reason':'BUDGET_EXCEEDED',"
                    + "'domain':'routerly'}]}"));
  }

  private List<EventKind> watch(String stream) {
    List<EventKind> kinds = new ArrayList<>();
    byte[] bytes = stream.replace('\'', '"').getBytes(UTF_8);
    SseSplitter splitter = new SseSplitter();
    splitter.feed(bytes, 0, bytes.length, event -> add(watch.event(event), kinds));
    splitter.finish(event -> add(watch.event(event), kinds));
    return kinds;
  }

  private static void add(EventKind kind, List<EventKind> kinds) {
    if (kind != EventKind.IDLE) {
      kinds.add(kind);
    }
  }
}
