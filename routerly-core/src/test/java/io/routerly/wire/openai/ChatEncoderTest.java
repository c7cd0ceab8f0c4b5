package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.AnswerEvents;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.ChatEvent.Part;
import io.routerly.chat.ContentBlock;
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
import io.routerly.wire.EventEncoder;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChatEncoderTest {
  private static final String HEAD =
      "data: {'id':'chatcmpl-u1','object':'chat.completion.chunk','created':1762300800,"
          + "'model':'m','choices':[";
  private static final String CUSTOM_TOOL =
      "{'tools':[{'type':'custom','custom':{'name':'patch'}}]}";

  @Test
  void aStreamIsRoleThenTextThenReasonThenTheEnd() {
    assertThat(stream("{}", Kind.STOP, new Text("Hi")))
        .isEqualTo(
            chunk("{'role':'assistant','content':'','refusal':null}", "null", "")
                + chunk("{'content':'Hi'}", "null", "")
                + chunk("{}", "'stop'", "")
                + "data: [DONE]\n\n");
  }

  @Test
  void usageComesInAChunkOfItsOwnForThoseWhoAsked() {
    String stream = stream("{'stream_options':{'include_usage':true}}", Kind.STOP, new Text("Hi"));

    assertThat(stream)
        .startsWith(
            chunk("{'role':'assistant','content':'','refusal':null}", "null", ",'usage':null"))
        .endsWith(
            HEAD
                + "],'usage':{'prompt_tokens':10,'completion_tokens':5,'total_tokens':15,"
                + "'prompt_tokens_details':{'cached_tokens':4,'cache_write_tokens':2,"
                + "'audio_tokens':0},'completion_tokens_details':{'reasoning_tokens':3,"
                + "'audio_tokens':0,'accepted_prediction_tokens':0,"
                + "'rejected_prediction_tokens':0}}}\n\ndata: [DONE]\n\n");
  }

  @Test
  void callsAreNumberedFromZeroAndHaveAnObjectAtLeast() {
    assertThat(
            stream(
                "{}",
                Kind.TOOL_USE,
                new Text("Hi"),
                new ToolUse("a", "f", "{'x':1}"),
                new ToolUse("b", "g", "")))
        .contains(
            "{'tool_calls':[{'index':0,'id':'a','type':'function',"
                + "'function':{'name':'f','arguments':''}}]}",
            "{'tool_calls':[{'index':0,'function':{'arguments':'{\\'x\\':1}'}}]}"
                .replace("\\'", "'"),
            "{'tool_calls':[{'index':1,'id':'b','type':'function',"
                + "'function':{'name':'g','arguments':''}}]}",
            "{'tool_calls':[{'index':1,'function':{'arguments':'{}'}}]}",
            "'finish_reason':'tool_calls'");
  }

  @Test
  void onlyTheWordsOfThinkingGoOut() {
    Thinking thinking = new Thinking("Hm.", Optional.of(new Signature(Vendor.ANTHROPIC, "secret")));

    assertThat(stream("{}", Kind.STOP, thinking, new Text("4")))
        .contains("{'reasoning_content':'Hm.'}")
        .doesNotContain("secret");
  }

  @Test
  void freeTextThatCameInArgumentsIsUnwrappedForItsTool() {
    ToolUse wrapped = new ToolUse("a", "patch", "{\"input\":\"free\"}");

    assertThat(stream(CUSTOM_TOOL, Kind.TOOL_USE, wrapped))
        .contains(
            "{'tool_calls':[{'index':0,'id':'a','type':'custom',"
                + "'custom':{'name':'patch','input':''}}]}",
            "{'tool_calls':[{'index':0,'custom':{'input':'free'}}]}");
    assertThat(whole(CUSTOM_TOOL, Kind.TOOL_USE, wrapped))
        .contains("{'id':'a','type':'custom','custom':{'name':'patch','input':'free'}}");
  }

  @Test
  void clientsOfTheOldFunctionsAreToldOfOneCall() {
    String functions = "{'functions':[{'name':'f'}]}";
    ToolUse first = new ToolUse("a", "f", "{}");
    ToolUse second = new ToolUse("b", "f", "{}");

    assertThat(stream(functions, Kind.TOOL_USE, first, second))
        .contains(
            "{'function_call':{'name':'f','arguments':''}}",
            "{'function_call':{'arguments':'{}'}}",
            "'finish_reason':'function_call'")
        .doesNotContain("tool_calls");
    assertThat(whole(functions, Kind.TOOL_USE, first))
        .contains("'function_call':{'name':'f','arguments':'{}'}", "'function_call'}")
        .doesNotContain("tool_calls");
  }

  @ParameterizedTest(name = "{0} is told as {1}")
  @CsvSource({
    "STOP,stop",
    "STOP_SEQUENCE,stop",
    "LENGTH,length",
    "CONTEXT_FULL,length",
    "TOOL_USE,tool_calls",
    "CONTENT_FILTER,content_filter",
    "REFUSAL,content_filter",
    "PAUSE,stop",
    "OTHER,stop"
  })
  void everyReasonHasAWordThatClientsKnow(Kind kind, String word) {
    assertThat(stream("{}", kind, new Text("Hi"))).contains("'finish_reason':'" + word + "'");
    assertThat(whole("{}", kind, new Text("Hi"))).contains("'finish_reason':'" + word + "'");
  }

  @Test
  void theLaneIsToldWithTheReasonOfTheEnd() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    ChatAnswer answer = answer(Kind.STOP, new Text("Hi"));
    EventEncoder encoder = Decoding.CODEC.encoder(Decoding.frame("{}"));
    AnswerEvents.tell(
        new ChatAnswer("x", "m", answer.choices(), answer.usage(), Optional.of("flex")),
        event -> encoder.write(event, stream));

    assertThat(plain(stream.toString(UTF_8)))
        .contains("'model':'m','service_tier':'flex','choices':[{'index':0,'delta':{}");
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void aCharacterThatCameInTwoHalvesIsWhole(Part part) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    EventEncoder encoder = Decoding.CODEC.encoder(Decoding.frame("{}"));
    for (ChatEvent event :
        List.of(
            new ChatEvent.Started("x", "m", Optional.empty()),
            new ChatEvent.BlockStarted(0, 0, opening(part)),
            new ChatEvent.BlockGrew(0, 0, part, "a\uD83D"),
            new ChatEvent.BlockGrew(0, 0, part, "\uDE00"),
            new ChatEvent.BlockEnded(0, 0))) {
      encoder.write(event, stream);
    }

    assertThat(stream.toString(UTF_8)).contains("\"a\"", "\"\uD83D\uDE00\"");
  }

  private static ContentBlock opening(Part part) {
    return switch (part) {
      case TEXT -> new Text("");
      case THINKING -> new Thinking("", Optional.empty());
      case REFUSAL -> new Refusal("");
      case ARGUMENTS ->
          new ToolUse(Tool.Kind.CUSTOM, "a", "f", "", Optional.empty(), Optional.empty());
    };
  }

  @Test
  void aFailureIsToldByItsKind() {
    byte[] told =
        Decoding.CODEC.encoder(Decoding.frame("{}")).failure("overloaded_error", "Later.");
    byte[] limited =
        Decoding.CODEC.encoder(Decoding.frame("{}")).failure("rate_limit_error", "Slower.");

    assertThat(new String(told, UTF_8)).contains("\"type\":\"server_error\"");
    assertThat(new String(limited, UTF_8)).contains("\"type\":\"rate_limit_error\"");
  }

  private static String chunk(String delta, String reason, String more) {
    return HEAD
        + "{'index':0,'delta':"
        + delta
        + ",'logprobs':null,'finish_reason':"
        + reason
        + "}]"
        + more
        + "}\n\n";
  }

  private static String stream(String request, Kind kind, ContentBlock... blocks) {
    byte[] stream = Decoding.stream(answer(kind, blocks), Decoding.frame(request));
    return plain(new String(stream, UTF_8));
  }

  private static String whole(String request, Kind kind, ContentBlock... blocks) {
    return plain(
        Nodes.text(
            Decoding.CODEC.writeAnswer(
                answer(kind, blocks), Decoding.frame(request), new Losses())));
  }

  private static String plain(String json) {
    return json.replace("\\\"", "'").replace('"', '\'');
  }

  private static ChatAnswer answer(Kind kind, ContentBlock... blocks) {
    return new ChatAnswer(
        "x",
        "m",
        List.of(new ChatAnswer.Choice(List.of(blocks), FinishReason.of(kind), List.of())),
        Optional.of(new TokenUsage(10, 4, 2, 0, 5, 3)),
        Optional.empty());
  }
}
