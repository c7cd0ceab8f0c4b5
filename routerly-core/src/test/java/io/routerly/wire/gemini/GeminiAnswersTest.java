package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.Gemini.CODEC;
import static io.routerly.wire.gemini.Gemini.FOLDER;
import static io.routerly.wire.gemini.Gemini.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.FinishReason;
import io.routerly.chat.FinishReason.Kind;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenUsage;
import io.routerly.chat.Tool;
import io.routerly.chat.Vendor;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonTrees;
import io.routerly.testkit.wire.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GeminiAnswersTest {
  private static final Signature SEAL = new Signature(Vendor.GEMINI, "EqQBCkYIBxgCKkAfakeA");

  static Stream<String> twice() {
    List<String> streams = Fixtures.names(FOLDER, ".sse");
    return Fixtures.names(FOLDER, ".json").stream()
        .map(name -> name.replace(".json", ""))
        .filter(name -> streams.contains(name + ".sse"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("twice")
  void aStreamSaysWhatTheWholeAnswerSays(String name) {
    byte[] stream = Fixtures.bytes(FOLDER, name + ".sse");

    ChatAnswer streamed = Gemini.assemble(Gemini.decode(stream, stream.length / 2));

    assertThat(streamed).isEqualTo(read(name));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("twice")
  void aStreamSplitAtAnyByteSaysTheSame(String name) {
    byte[] stream = Fixtures.bytes(FOLDER, name + ".sse");
    List<ChatEvent> whole = Gemini.decode(stream, 0);

    for (int split = 1; split < stream.length; split++) {
      assertThat(Gemini.decode(stream, split)).isEqualTo(whole);
    }
  }

  @ParameterizedTest(name = "{0} ends with {1}")
  @CsvSource({
    "text, STOP",
    "max-tokens, LENGTH",
    "max-tokens-without-parts, LENGTH",
    "safety, CONTENT_FILTER",
    "prompt-blocked, CONTENT_FILTER",
    "tool-call, TOOL_USE",
    "empty-tool-arguments, TOOL_USE",
  })
  void theReasonIsUnderstood(String name, Kind reason) {
    assertThat(read(name).choices())
        .singleElement()
        .satisfies(choice -> assertThat(choice.finish()).isEqualTo(FinishReason.of(reason)));
  }

  @ParameterizedTest(name = "{0} keeps {1}")
  @CsvSource({
    "unknown-stop-reason, QUOTA_PAUSED",
    "malformed-function-call, MALFORMED_FUNCTION_CALL"
  })
  void aReasonOfItsOwnIsKept(String name, String word) {
    assertThat(read(name).choices().get(0).finish())
        .isEqualTo(new FinishReason(Kind.OTHER, Optional.of(word)));
  }

  @Test
  void aSealOnTheLastWordsIsNoThoughtBehindThem() {
    assertThat(read("thinking").choices().get(0).content())
        .containsExactly(new Thinking("Two and two.", Optional.empty()), new Text("4"));
  }

  @Test
  void aSealOnWordsBeforeACallBecomesAThoughtWithoutWords() {
    ChatAnswer answer =
        Gemini.assemble(
            Gemini.decode(
                stream(
                    "{'content':{'parts':[{'text':'Lima','thoughtSignature':'c2VhbA=='}]}}",
                    "{'content':{'parts':[{'functionCall':{'id':'c1','name':'f'}}]},"
                        + "'finishReason':'STOP'}"),
                1));

    assertThat(answer.choices().get(0).content())
        .containsExactly(
            new Text("Lima"),
            new Thinking("", Optional.of(new Signature(Vendor.GEMINI, "c2VhbA=="))),
            new ToolUse("c1", "f", "{}"));
  }

  @Test
  void aSealOnACallStaysOnTheCall() {
    assertThat(read("parallel-tool-calls").choices().get(0).content())
        .containsExactly(
            new ToolUse(
                Tool.Kind.FUNCTION,
                "q7x2m1",
                "get_weather",
                "{\"city\":\"Lima\"}",
                Optional.of(SEAL),
                Optional.empty()),
            new ToolUse("q7x2m2", "get_weather", "{\"city\":\"Oslo\"}"));
  }

  @Test
  void callsWithoutIdsGetDistinctOnesThatLast() {
    String call = "{'functionCall':{'name':'f'}}";
    ChatAnswer answer =
        answer("{'content':{'parts':[" + call + "," + call + "]},'finishReason':'STOP'}");

    assertThat(answer.choices().get(0).content())
        .containsExactly(new ToolUse("call_r1_0", "f", "{}"), new ToolUse("call_r1_1", "f", "{}"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "text, 8, 0, 7, 0",
    "text-with-cache, 2048, 1920, 12, 0",
    "thinking, 10, 0, 65, 64",
    "max-tokens-without-parts, 8, 0, 99, 99",
    "prompt-blocked, 8, 0, 0, 0",
  })
  void usageIsCountedAsEverywhere(String name, long in, long cached, long out, long thought) {
    assertThat(read(name).usage()).contains(new TokenUsage(in, cached, 0, 0, out, thought));
  }

  @Test
  void tokensOfToolsThatRanAtGoogleAreInput() {
    ChatAnswer answer =
        CODEC.readAnswer(
            json(
                "{'candidates':[{}],'usageMetadata':{'promptTokenCount':5,"
                    + "'toolUsePromptTokenCount':7,'candidatesTokenCount':2,'totalTokenCount':14,"
                    + "'serviceTier':'flex'}}"));

    assertThat(answer.usage()).contains(new TokenUsage(12, 0, 0, 0, 2, 0));
    assertThat(answer.serviceTier()).contains("flex");
  }

  @Test
  void candidatesAreReadByTheirIndex() {
    ChatAnswer answer =
        answer(
            "{'index':1,'content':{'parts':[{'text':'b'}]}},"
                + "{'index':0,'content':{'parts':[{'text':'a'}]},'finishReason':'MAX_TOKENS'}");

    assertThat(answer.choices().stream().map(ChatAnswer.Choice::content))
        .containsExactly(List.of(new Text("a")), List.of(new Text("b")));
  }

  @Test
  void sourcesAreCountedInCharacters() {
    ChatAnswer answer =
        answer(
            "{'content':{'parts':[{'text':'Né à Łódź.'}]},'groundingMetadata':{"
                + "'groundingChunks':[{'web':{'uri':'https://a.example','title':'A'}}],"
                + "'groundingSupports':[{'segment':{'startIndex':4,'endIndex':14},"
                + "'groundingChunkIndices':[0,9]}]}}");

    assertThat(((Text) answer.choices().get(0).content().get(0)).citations())
        .containsExactly(
            new Citation(
                new Citation.Source.Page("https://a.example"),
                Optional.of("A"),
                Optional.empty(),
                Optional.of(new Citation.Range(3, 9))));
  }

  @Test
  void sourcesBelongToTheTextThoughASealComesBetween() {
    ChatAnswer answer =
        Gemini.assemble(
            Gemini.decode(
                stream(
                    "{'content':{'parts':[{'text':'Lima','thoughtSignature':'c2VhbA=='}]}}",
                    "{'content':{'parts':[{'text':''}]},'finishReason':'STOP',"
                        + "'groundingMetadata':{'groundingChunks':["
                        + "{'web':{'uri':'https://a.example','title':'A'}}]}}"),
                1));

    assertThat(answer.choices().get(0).content())
        .containsExactly(
            new Text(
                "Lima",
                List.of(
                    new Citation(
                        new Citation.Source.Page("https://a.example"),
                        Optional.of("A"),
                        Optional.empty(),
                        Optional.empty())),
                Optional.empty()));
  }

  @Test
  void callsWithoutAnyIdDifferFromAnswerToAnswer() {
    String call = "{'content':{'parts':[{'functionCall':{'name':'f'}}]}}";
    List<String> ids = new ArrayList<>();
    for (String tokens : List.of("10", "25")) {
      ChatAnswer answer =
          CODEC.readAnswer(
              json(
                  "{'candidates':["
                      + call
                      + "],'usageMetadata':{'promptTokenCount':"
                      + tokens
                      + "}}"));
      ids.add(((ToolUse) answer.choices().get(0).content().get(0)).id());
    }

    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("call_[a-zA-Z0-9]{9}_0"));
  }

  @Test
  void imagesAreShownAndUnknownPartsAreNot() {
    ChatAnswer answer =
        answer(
            "{'content':{'parts':[{'executableCode':{'code':'1'}},{'text':'a'},{'odd':1},"
                + "{'inlineData':{'mimeType':'image/png','data':'QQ=='}},{'text':'b'}]}}");

    assertThat(answer.choices().get(0).content())
        .hasSize(3)
        .satisfies(blocks -> assertThat(blocks.get(1)).isInstanceOf(ContentBlock.Image.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | holds no candidates",
        "{'candidates':1} | candidates must be an array",
        "{'candidates':[{'index':-1}]} | candidates[0].index must be",
        "{'candidates':[{'content':{'parts':[{'text':1}]}}]} | parts[0].text must be a string",
        "{'candidates':[{'content':{'parts':[{'functionCall':{}}]}}]} | functionCall.name is missing"
      })
  void whatIsNoAnswerIsTheProvidersFault(String body, String message) {
    assertThatThrownBy(() -> CODEC.readAnswer(json(body)))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_BAD_RESPONSE))
        .hasMessageContaining(message);
  }

  private static ChatAnswer answer(String candidates) {
    return CODEC.readAnswer(json("{'responseId':'r1','candidates':[" + candidates + "]}"));
  }

  private static byte[] stream(String... candidates) {
    StringBuilder events = new StringBuilder();
    for (String candidate : candidates) {
      String event = json("{'responseId':'r1','candidates':[" + candidate + "]}").toString();
      events.append("data: ").append(event).append("\n\n");
    }
    return events.toString().getBytes(UTF_8);
  }

  private static ChatAnswer read(String name) {
    return CODEC.readAnswer(JsonTrees.object(Fixtures.bytes(FOLDER, name + ".json")));
  }
}
