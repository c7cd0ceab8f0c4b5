package io.routerly.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.FinishReason;
import io.routerly.chat.FinishReason.Kind;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenUsage;
import io.routerly.chat.Vendor;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonTrees;
import io.routerly.testkit.wire.Fixtures;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResponsesAnswerTest {
  private static final String FOLDER = "openai-responses";
  private static final String CREATED =
      event("response.created", "'response':{'id':'resp_1','model':'m'}");
  private static final String COMPLETED =
      event("response.completed", "'response':{'status':'completed','output':[]}");

  private final ResponsesCodec codec = new ResponsesCodec();

  static Stream<String> casesInBothForms() {
    List<String> streamed = Fixtures.names(FOLDER, ".sse");
    return Fixtures.names(FOLDER, ".json").stream()
        .map(name -> name.replace(".json", ""))
        .filter(name -> streamed.contains(name + ".sse") && !name.equals("failed"));
  }

  static Stream<String> wholeStreams() {
    return Fixtures.names(FOLDER, ".sse").stream()
        .filter(name -> !List.of("failed.sse", "error-in-stream.sse").contains(name));
  }

  @ParameterizedTest
  @MethodSource("casesInBothForms")
  void aStreamedAnswerPutTogetherIsTheBufferedOne(String name) {
    ChatAnswer whole = whole(name);
    byte[] stream = Fixtures.bytes(FOLDER, name + ".sse");

    assertThat(Answers.assemble(Answers.decode(stream, stream.length))).isEqualTo(whole);
    assertThat(whole.usage()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("wholeStreams")
  void aStreamReadsTheSameHoweverItsBytesArrive(String name) {
    byte[] stream = Fixtures.bytes(FOLDER, name);
    List<ChatEvent> atOnce = Answers.decode(stream, stream.length);

    for (int size : new int[] {1, 2, 3, 7, 64, 1000}) {
      assertThat(Answers.decode(stream, size)).as("pieces of %d", size).isEqualTo(atOnce);
    }
  }

  @ParameterizedTest(name = "{0} finishes with {1}")
  @CsvSource({
    "text, STOP",
    "tool-call, TOOL_USE",
    "text-and-tool-call, TOOL_USE",
    "max-tokens, LENGTH",
    "refusal, STOP"
  })
  void tellsWhyAnAnswerEnded(String name, Kind kind) {
    assertThat(whole(name).choices().get(0).finish()).isEqualTo(FinishReason.of(kind));
  }

  @Test
  void anIncompleteAnswerTellsItsReasonEvenIfItIsNew() {
    ChatAnswer answer =
        read("{'status':'incomplete','incomplete_details':{'reason':'sunset'},'output':[]}");

    assertThat(answer.choices().get(0).finish())
        .isEqualTo(new FinishReason(Kind.OTHER, Optional.of("sunset")));
  }

  @Test
  void readsReasoningWithTheSealThatGoesBackInTheNextTurn() {
    assertThat(content(whole("thinking")))
        .containsExactly(
            new Thinking(
                "**Counting**\n\nTwo and two.",
                Optional.of(
                    new Signature(Vendor.OPENAI, Optional.of("rs_68f0c2a4"), "gAAAAABo8MKh"))),
            new Text("4"));
  }

  @Test
  void countsCacheReadsAndWritesAsPartsOfTheInput() {
    assertThat(whole("text-with-cache-write").usage())
        .contains(new TokenUsage(2048, 512, 1024, 0, 4, 0));
  }

  @ParameterizedTest
  @CsvSource({"arguments-only-in-done.sse", "tool-call.sse"})
  void readsArgumentsWhereverTheyCome(String name) {
    byte[] stream = Fixtures.bytes(FOLDER, name);

    assertThat(content(Answers.assemble(Answers.decode(stream, 100))))
        .containsExactly(new ToolUse("call_Zk81", "get_weather", "{\"city\":\"Lima\"}"));
  }

  @Test
  void readsWhatOnlyTheLastEventHolds() {
    String stream =
        CREATED
            + event(
                "response.completed",
                "'response':{'status':'completed','output':[{'type':'message','content':"
                    + "[{'type':'output_text','text':'Hi'}]},{'type':'function_call',"
                    + "'call_id':'c','name':'f','arguments':''}]}");

    assertThat(content(stream)).containsExactly(new Text("Hi"), new ToolUse("c", "f", "{}"));
  }

  @Test
  void completesWhatTheDeltasLeftOutOnce() {
    String stream =
        CREATED
            + event("response.output_text.delta", "'output_index':0,'delta':'Hel'")
            + event(
                "response.completed",
                "'response':{'status':'completed','output':[{'type':'message','content':"
                    + "[{'type':'output_text','text':'Hello'}]}]}");

    assertThat(content(stream)).containsExactly(new Text("Hello"));
  }

  @Test
  void anAnswerWhoseLastEventLeavesItemsOutIsNotToldTwice() {
    String stream =
        CREATED
            + event(
                "response.output_item.done",
                "'output_index':0,'item':{'type':'reasoning','id':'rs_1','summary':"
                    + "[{'type':'summary_text','text':'a'},{'type':'summary_text','text':'b'}]}")
            + event(
                "response.output_item.done",
                "'output_index':1,'item':{'type':'function_call','id':'fc_1','call_id':'c',"
                    + "'name':'f','arguments':'{}'}")
            + event(
                "response.completed",
                "'response':{'status':'completed','output':[{'type':'function_call','id':'fc_1',"
                    + "'call_id':'c','name':'f','arguments':'{}'}]}");

    assertThat(content(stream))
        .containsExactly(new Thinking("a\n\nb", Optional.empty()), new ToolUse("c", "f", "{}"));
  }

  @Test
  void tellsBlocksOneAfterTheOtherWhenTheirPiecesComeMixed() {
    String stream =
        CREATED
            + call(0, "a")
            + call(1, "b")
            + event("response.function_call_arguments.delta", "'output_index':1,'delta':'{\\'y\\''")
            + event("response.function_call_arguments.delta", "'output_index':0,'delta':'{\\'x\\''")
            + event("response.function_call_arguments.delta", "'output_index':1,'delta':':2}'")
            + event("response.function_call_arguments.delta", "'output_index':0,'delta':':1}'")
            + COMPLETED;
    List<ChatEvent> events = Answers.decode(stream.getBytes(UTF_8), 50);

    assertThat(content(Answers.assemble(events)))
        .containsExactly(
            new ToolUse("call_a", "a", "{\"x\":1}"), new ToolUse("call_b", "b", "{\"y\":2}"));
    assertThat(events.indexOf(new ChatEvent.BlockEnded(0, 0)))
        .isLessThan(
            events.indexOf(new ChatEvent.BlockStarted(0, 1, new ToolUse("call_b", "b", ""))));
  }

  @Test
  void tellsTextAsSoonAsItComes() {
    String stream =
        CREATED
            + event("response.output_text.delta", "'output_index':0,'delta':'A'")
            + event("response.output_text.delta", "'output_index':0,'delta':'B'")
            + COMPLETED;

    assertThat(Answers.decode(stream.getBytes(UTF_8), 50))
        .containsSubsequence(
            new ChatEvent.BlockGrew(0, 0, ChatEvent.Part.TEXT, "A"),
            new ChatEvent.BlockGrew(0, 0, ChatEvent.Part.TEXT, "B"));
  }

  @Test
  void showsTheReasoningOfOpenModelsThatGiveNoSummary() {
    String stream =
        CREATED
            + event("response.reasoning_text.delta", "'output_index':0,'delta':'Hm'")
            + event("response.reasoning_text.done", "'output_index':0,'text':'Hm.'")
            + COMPLETED
            + "data: [DONE]\n\n";

    assertThat(content(stream)).containsExactly(new Thinking("Hm.", Optional.empty()));
  }

  @Test
  void passesOverItemsAndPartsThatItDoesNotKnow() {
    ChatAnswer answer =
        read(
            "{'output':[{'type':'web_search_call','id':'ws_1'},{'type':'message','content':"
                + "[{'type':'hologram'},{'type':'output_text','text':'x','annotations':"
                + "[{'type':'unheard_of'}]}]}]}");

    assertThat(content(answer)).containsExactly(new Text("x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'status':'failed','error':{'message':'Broken.'},'output':[]} | failed: Broken.",
        "{'status':'queued','output':[]} | is queued.",
        "{'id':'resp_1'} | output must be a list of items.",
        "{'output':[1]} | output[0] must be an object.",
        "{'output':[],'usage':7} | usage must be an object."
      })
  void refusesWhatIsNoAnswer(String body, String message) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_BAD_RESPONSE))
        .hasMessageContaining(message);
  }

  private static String call(int index, String name) {
    return event(
        "response.output_item.added",
        "'output_index':%d,'item':{'type':'function_call','call_id':'call_%s','name':'%s'}"
            .formatted(index, name, name));
  }

  private static String event(String type, String fields) {
    String json = "{'type':'" + type + "'," + fields + "}";
    return "event: " + type + "\ndata: " + json.replace("\\'", "\\\"").replace('\'', '"') + "\n\n";
  }

  private ChatAnswer whole(String name) {
    return codec.readAnswer(JsonTrees.object(Fixtures.bytes(FOLDER, name + ".json")));
  }

  private ChatAnswer read(String body) {
    return codec.readAnswer(Answers.json(body));
  }

  private static List<ContentBlock> content(String stream) {
    return content(Answers.assemble(Answers.decode(stream.getBytes(UTF_8), 50)));
  }

  private static List<ContentBlock> content(ChatAnswer answer) {
    return answer.choices().get(0).content();
  }
}
