package io.routerly.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.ChatEvent.Part;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.FinishReason;
import io.routerly.chat.FinishReason.Kind;
import io.routerly.chat.Losses;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenUsage;
import io.routerly.chat.Tool;
import io.routerly.chat.Vendor;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsTest {
  private static final Signature FOREIGN = new Signature(Vendor.GEMINI, "c2VhbA==");

  private static ChatAnswer answer(Kind kind, ContentBlock... content) {
    return new ChatAnswer(
        "x",
        "gpt-test",
        List.of(new ChatAnswer.Choice(List.of(content), FinishReason.of(kind), List.of())),
        Optional.of(new TokenUsage(12, 4, 3, 1, 9, 2)),
        Optional.empty());
  }

  private static String events(String... data) {
    StringBuilder stream = new StringBuilder();
    for (String line : data) {
      String json = line.replace('\'', '"');
      String type = Wires.json(line).getString("type");
      stream.append("event: ").append(type).append("\ndata: ").append(json).append("\n\n");
    }
    return stream.toString();
  }

  private static ChatAnswer decoded(String... data) {
    return Wires.assemble(Wires.decode(events(data).getBytes(UTF_8), 64));
  }

  private static String start(int index, String block) {
    return "{'type':'content_block_start','index':" + index + ",'content_block':" + block + "}";
  }

  private static String delta(int index, String delta) {
    return "{'type':'content_block_delta','index':" + index + ",'delta':" + delta + "}";
  }

  private static String stop(int index) {
    return "{'type':'content_block_stop','index':" + index + "}";
  }

  private static final String BEGIN =
      "{'type':'message_start','message':{'id':'msg_1','model':'m','usage':{'input_tokens':3}}}";
  private static final String TEXT = "{'type':'text','text':''}";
  private static final String END = "{'type':'message_stop'}";

  @Test
  void tellsAnAnswerAsTheApiDoes() {
    String usage =
        "{'input_tokens':5,'cache_creation_input_tokens':3,'cache_read_input_tokens':4,"
            + "'output_tokens':9,'output_tokens_details':{'thinking_tokens':2}";
    assertThat(
            Wires.encode(
                answer(
                    Kind.TOOL_USE,
                    new Thinking("Hm.", Optional.of(new Signature(Vendor.ANTHROPIC, "c2Vh"))),
                    new Text("Let me look."),
                    new ToolUse("call_1", "find", "{\"q\":1}"))))
        .isEqualTo(
            events(
                "{'type':'message_start','message':{'id':'msg_7','type':'message',"
                    + "'role':'assistant','model':'gpt-test','content':[],'stop_reason':null,"
                    + "'stop_sequence':null,'usage':"
                    + usage
                    + ",'cache_creation':{'ephemeral_5m_input_tokens':2,"
                    + "'ephemeral_1h_input_tokens':1}}}}",
                start(0, "{'type':'thinking','thinking':'','signature':''}"),
                delta(0, "{'type':'thinking_delta','thinking':'Hm.'}"),
                delta(0, "{'type':'signature_delta','signature':'c2Vh'}"),
                stop(0),
                start(1, TEXT),
                delta(1, "{'type':'text_delta','text':'Let me look.'}"),
                stop(1),
                start(2, "{'type':'tool_use','id':'call_1','name':'find','input':{}}"),
                delta(2, "{'type':'input_json_delta','partial_json':''}"),
                delta(2, "{'type':'input_json_delta','partial_json':'{\\'q\\':1}'}"),
                stop(2),
                "{'type':'message_delta','delta':{'stop_reason':'tool_use','stop_sequence':null},"
                    + "'usage':"
                    + usage
                    + "}}",
                END));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"{}", "{'thinking':{'type':'disabled'}}"})
  void clientsThatDidNotAskForThinkingAreShownNone(String request) {
    ChatAnswer answer =
        answer(
            Kind.TOOL_USE,
            new Thinking("Hm.", Optional.empty()),
            new RedactedThinking(FOREIGN),
            new Text("Let me look."),
            new Thinking("So.", Optional.of(FOREIGN)),
            new ToolUse(
                Tool.Kind.FUNCTION, "c", "f", "{}", Optional.of(FOREIGN), Optional.empty()));
    List<ContentBlock> shown = List.of(new Text("Let me look."), new ToolUse("c", "f", "{}"));
    Losses losses = new Losses();

    JsonObject whole = Wires.CODEC.writeAnswer(answer, Wires.frame(request), losses);
    String streamed = Wires.encode(answer, Wires.frame(request));

    assertThat(Wires.CODEC.readAnswer(whole).choices().get(0).content()).isEqualTo(shown);
    assertThat(
            Wires.assemble(Wires.decode(streamed.getBytes(UTF_8), 64)).choices().get(0).content())
        .isEqualTo(shown);
    assertThat(losses.isEmpty()).as("nothing is lost that was asked for").isTrue();
  }

  @Test
  void usageThatIsKnownAtTheEndOnlyIsToldThere() {
    String stream =
        Wires.encode(
            List.of(
                new ChatEvent.Started("x", "m", Optional.empty()),
                new ChatEvent.ChoiceEnded(0, FinishReason.of(Kind.STOP)),
                new ChatEvent.Ended(
                    Optional.of(new TokenUsage(12, 4, 3, 1, 9, 2)), Optional.of("default"))));
    ChatAnswer read = Wires.assemble(Wires.decode(stream.getBytes(UTF_8), 64));
    assertThat(read.usage()).contains(new TokenUsage(12, 4, 3, 1, 9, 2));
    assertThat(read.serviceTier()).contains("standard");
  }

  @Test
  void reasoningOfAnotherProviderIsCarriedUnderCover() {
    ContentBlock use =
        new ToolUse(Tool.Kind.FUNCTION, "c", "f", "{}", Optional.of(FOREIGN), Optional.empty());
    ChatAnswer answer =
        answer(
            Kind.TOOL_USE,
            new Thinking("Hm.", Optional.of(FOREIGN)),
            new RedactedThinking(FOREIGN),
            use);
    JsonObject whole = Wires.CODEC.writeAnswer(answer, Wires.FRAME, new Losses());

    ContentBlock[] wanted = answer.choices().get(0).content().toArray(ContentBlock[]::new);
    assertThat(backFromClient(whole.getJsonArray("content").toString())).containsExactly(wanted);
    ChatAnswer streamed = Wires.assemble(Wires.decode(Wires.encode(answer).getBytes(UTF_8), 64));
    JsonObject again = Wires.CODEC.writeAnswer(streamed, Wires.FRAME, new Losses());
    assertThat(again.get("content")).isEqualTo(whole.get("content"));
  }

  @Test
  void reasoningWithoutASealIsMarkedAsSuch() {
    ChatAnswer answer = answer(Kind.STOP, new Thinking("Hm.", Optional.empty()), new Text("Yes."));
    JsonObject whole = Wires.CODEC.writeAnswer(answer, Wires.FRAME, new Losses());
    String content = whole.getJsonArray("content").toString();

    assertThat(content).contains("\"signature\":\"routerly.none\"");
    assertThat(Wires.encode(answer))
        .contains(
            delta(0, "{'type':'signature_delta','signature':'routerly.none'}").replace('\'', '"'));
    assertThat(backFromClient(content))
        .containsExactly(new Thinking("Hm.", Optional.empty()), new Text("Yes."));
    JsonObject turn = Wires.json("{'messages':[{'role':'assistant','content':" + content + "}]}");
    assertThat(MessagesHistory.withoutForeignSeals(turn))
        .isEqualTo(
            Wires.json(
                "{'messages':[{'role':'assistant','content':[{'type':'text','text':'Yes.'}]}]}"));
  }

  @Test
  void aReasonThatClientsDoNotKnowIsAnEndAndNamed() {
    Losses losses = new Losses();
    JsonObject whole = Wires.CODEC.writeAnswer(answer(Kind.OTHER), Wires.FRAME, losses);

    assertThat(whole.getString("stop_reason")).isEqualTo("end_turn");
    assertThat(losses.names(Wires.CODEC::nameOf)).containsExactly("stop_reason");
  }

  @Test
  void aFailureIsToldByItsKind() {
    for (byte[] told :
        List.of(
            Wires.CODEC.encoder(Wires.FRAME).failure("rate_limit_exceeded", "Slow down."),
            Wires.CODEC.watch().failureEvent("rate_limit_exceeded", "Slow down."))) {
      assertThat(new String(told, UTF_8)).contains("\"type\":\"rate_limit_error\"");
    }
  }

  private static List<ContentBlock> backFromClient(String content) {
    JsonObject turn =
        Wires.json("{'model':'m','messages':[{'role':'assistant','content':" + content + "}]}");
    return Wires.CODEC.readRequest(turn, new Losses()).messages().get(0).content();
  }

  @Test
  void aTextWithoutAWordIsNoBlock() {
    String stream = Wires.encode(answer(Kind.STOP, new Text(""), new Text("Yes.")));
    assertThat(stream).containsOnlyOnce("content_block_start\n").contains("\"index\":0");
    assertThat(
            Wires.CODEC
                .writeAnswer(answer(Kind.STOP, new Text("")), Wires.FRAME, new Losses())
                .getJsonArray("content"))
        .isEmpty();
  }

  @Test
  void whatAModelDeclinesIsTextAndARefusal() {
    ChatAnswer declined = answer(Kind.STOP, new Refusal("No."));
    JsonObject whole = Wires.CODEC.writeAnswer(declined, Wires.FRAME, new Losses());
    assertThat(whole.getString("stop_reason")).isEqualTo("refusal");
    assertThat(Wires.assemble(Wires.decode(Wires.encode(declined).getBytes(UTF_8), 64)))
        .isEqualTo(Wires.CODEC.readAnswer(whole));
  }

  @Test
  void freeTextStandsInAnObject() {
    String text = "say \"hi\" 👋\n";
    ContentBlock use =
        new ToolUse(Tool.Kind.CUSTOM, "c", "f", text, Optional.empty(), Optional.empty());
    String stream =
        Wires.encode(
            List.of(
                new ChatEvent.Started("x", "m", Optional.empty()),
                new ChatEvent.BlockStarted(
                    0,
                    0,
                    new ToolUse(
                        Tool.Kind.CUSTOM, "c", "f", "", Optional.empty(), Optional.empty())),
                new ChatEvent.BlockGrew(0, 0, Part.ARGUMENTS, text.substring(0, 10)),
                new ChatEvent.BlockGrew(0, 0, Part.ARGUMENTS, text.substring(10)),
                new ChatEvent.BlockEnded(0, 0),
                new ChatEvent.ChoiceEnded(0, FinishReason.of(Kind.TOOL_USE)),
                new ChatEvent.Ended(Optional.empty(), Optional.empty())));
    ChatAnswer whole =
        Wires.CODEC.readAnswer(
            Wires.CODEC.writeAnswer(answer(Kind.TOOL_USE, use), Wires.FRAME, new Losses()));
    assertThat(Wires.assemble(Wires.decode(stream.getBytes(UTF_8), 64)).choices())
        .isEqualTo(whole.choices());
  }

  @Test
  void aCharacterCutInTwoIsSentWhole() {
    String stream =
        Wires.encode(
            List.of(
                new ChatEvent.Started("x", "m", Optional.empty()),
                new ChatEvent.BlockStarted(0, 0, new Text("")),
                new ChatEvent.BlockGrew(0, 0, Part.TEXT, "a\ud83d"),
                new ChatEvent.BlockGrew(0, 0, Part.TEXT, "\udc4bb"),
                new ChatEvent.BlockEnded(0, 0)));
    assertThat(stream).contains("\"text\":\"a\"").contains("\"text\":\"\ud83d\udc4bb\"");
  }

  @Test
  void citesPagesOfOtherProviders() {
    Citation page =
        new Citation(
            new Citation.Source.Page("https://a"),
            Optional.of("A"),
            Optional.empty(),
            Optional.of(new Citation.Range(0, 3)));
    Citation file =
        new Citation(
            new Citation.Source.File("f"), Optional.empty(), Optional.empty(), Optional.empty());
    ChatAnswer cited = answer(Kind.STOP, new Text("Yes.", List.of(page, file), Optional.empty()));
    Losses losses = new Losses();
    JsonObject whole = Wires.CODEC.writeAnswer(cited, Wires.FRAME, losses);
    assertThat(whole.getJsonArray("content").getJsonObject(0).getJsonArray("citations"))
        .isEqualTo(
            Wires.json(
                    "{'a':[{'type':'web_search_result_location','cited_text':'',"
                        + "'encrypted_index':'','url':'https://a','title':'A'}]}")
                .getJsonArray("a"));
    assertThat(losses.names(Wires.CODEC::nameOf)).containsExactly("messages.content.citations");
    assertThat(Wires.assemble(Wires.decode(Wires.encode(cited).getBytes(UTF_8), 64)))
        .isEqualTo(Wires.CODEC.readAnswer(whole));
  }

  @Test
  void blocksThatAreTornApartComeOutOneAfterTheOther() {
    List<ChatEvent> events =
        Wires.decode(
            events(
                    BEGIN,
                    start(0, TEXT),
                    start(1, "{'type':'tool_use','id':'t','name':'f','input':{}}"),
                    delta(1, "{'type':'input_json_delta','partial_json':'{}'}"),
                    delta(0, "{'type':'text_delta','text':'a'}"),
                    stop(1),
                    delta(0, "{'type':'text_delta','text':'b'}"),
                    stop(0),
                    END)
                .getBytes(UTF_8),
            64);
    assertThat(events)
        .containsExactly(
            new ChatEvent.Started("msg_1", "m", Optional.of(new TokenUsage(3, 0, 0, 0, 0, 0))),
            new ChatEvent.BlockStarted(0, 0, new Text("")),
            new ChatEvent.BlockGrew(0, 0, Part.TEXT, "a"),
            new ChatEvent.BlockGrew(0, 0, Part.TEXT, "b"),
            new ChatEvent.BlockEnded(0, 0),
            new ChatEvent.BlockStarted(0, 1, new ToolUse("t", "f", "")),
            new ChatEvent.BlockGrew(0, 1, Part.ARGUMENTS, "{}"),
            new ChatEvent.BlockEnded(0, 1),
            new ChatEvent.ChoiceEnded(0, FinishReason.of(Kind.TOOL_USE)),
            new ChatEvent.Ended(Optional.of(new TokenUsage(3, 0, 0, 0, 0, 0)), Optional.empty()));
  }

  @Test
  void aDeltaThatComesBeforeItsBlockIsKept() {
    ChatAnswer answer =
        decoded(delta(0, "{'type':'text_delta','text':'a'}"), stop(0), BEGIN, BEGIN, END, END);
    assertThat(answer.choices().get(0).content()).containsExactly(new Text("a"));
  }

  @Test
  void blocksOfHostedToolsLeaveNoGap() {
    ChatAnswer answer =
        decoded(
            BEGIN,
            start(0, "{'type':'server_tool_use','id':'s','name':'web_search','input':{}}"),
            delta(0, "{'type':'input_json_delta','partial_json':'{}'}"),
            stop(0),
            start(1, TEXT),
            delta(1, "{'type':'text_delta','text':'a'}"),
            stop(1),
            END);
    assertThat(answer.choices().get(0).content()).containsExactly(new Text("a"));
  }

  @Test
  void argumentsThatCameWithTheStartAreKept() {
    ChatAnswer answer =
        decoded(
            BEGIN,
            start(0, "{'type':'tool_use','id':'t','name':'f','input':{'a':1}}"),
            stop(0),
            END);
    assertThat(answer.choices().get(0).content())
        .containsExactly(new ToolUse("t", "f", "{\"a\":1}"));
  }

  @Test
  void argumentsThatCameBothWaysAreThoseOfTheDeltas() {
    ChatAnswer answer =
        decoded(
            BEGIN,
            start(0, "{'type':'tool_use','id':'t','name':'f','input':{'a':1}}"),
            delta(0, "{'type':'input_json_delta','partial_json':'{\\'a\\':1}'}"),
            stop(0),
            END);
    assertThat(answer.choices().get(0).content())
        .containsExactly(new ToolUse("t", "f", "{\"a\":1}"));
  }

  @Test
  void anAnswerGivenThroughAToolIsTheText() {
    String call = "{'type':'tool_use','id':'t','name':'routerly_json_response','input':";
    ChatAnswer streamed =
        decoded(
            BEGIN,
            start(0, call + "{}}"),
            delta(0, "{'type':'input_json_delta','partial_json':'{\\'a\\':1}'}"),
            stop(0),
            "{'type':'message_delta','delta':{'stop_reason':'tool_use'}}",
            END);
    ChatAnswer whole =
        Wires.CODEC.readAnswer(
            Wires.json("{'content':[" + call + "{'a':1}}],'stop_reason':'tool_use'}"));
    assertThat(streamed.choices()).isEqualTo(whole.choices());
    assertThat(whole.choices().get(0).content()).containsExactly(new Text("{\"a\":1}"));
    assertThat(whole.choices().get(0).finish()).isEqualTo(FinishReason.of(Kind.STOP));
  }

  @Test
  void tellsOfAFailureInTheMiddle() {
    assertThat(new String(Wires.CODEC.encoder(Wires.FRAME).failure("x", "It broke."), UTF_8))
        .isEqualTo(events("{'type':'error','error':{'type':'api_error','message':'It broke.'}}"));
    assertThat(new String(Wires.CODEC.encoder(Wires.FRAME).signOfLife(), UTF_8))
        .isEqualTo(events("{'type':'ping'}"));
  }
}
