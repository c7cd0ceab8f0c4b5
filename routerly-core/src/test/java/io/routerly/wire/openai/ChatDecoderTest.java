package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.FinishReason.Kind;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.Vendor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChatDecoderTest {
  private static final String FIRST =
      "'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'{\\'x\\':'}}]"
          .replace("\\'", "\\\"");
  private static final String SECOND =
      "'tool_calls':[{'index':1,'id':'b','function':{'name':'g','arguments':'{'}}]";

  @Test
  void interleavedCallsComeOneAfterTheOther() {
    List<ContentBlock> blocks =
        blocks(
            Decoding.deltas(
                FIRST,
                SECOND,
                "'tool_calls':[{'index':0,'function':{'arguments':'1'}}]",
                "'tool_calls':[{'index':1,'function':{'arguments':'}'}}]",
                "'tool_calls':[{'index':0,'function':{'arguments':'}'}}]"));

    assertThat(blocks)
        .containsExactly(new ToolUse("a", "f", "{\"x\":1}"), new ToolUse("b", "g", "{}"));
  }

  @Test
  void textAfterAnOpenCallWaits() {
    List<ContentBlock> blocks =
        blocks(
            Decoding.deltas(
                "'content':'Before.'",
                FIRST,
                "'content':'After.'",
                "'tool_calls':[{'index':0,'function':{'arguments':'2}'}}]"));

    assertThat(blocks)
        .containsExactly(
            new Text("Before."), new ToolUse("a", "f", "{\"x\":2}"), new Text("After."));
  }

  @Test
  void aProviderMayRepeatIdAndNameInEveryChunk() {
    String piece = "'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'%s'}}]";

    assertThat(blocks(Decoding.deltas(piece.formatted("{"), piece.formatted("}"))))
        .containsExactly(new ToolUse("a", "f", "{}"));
  }

  @Test
  void wholeCallsMayAllBeNumberedZero() {
    String call = "'tool_calls':[{'index':0,'id':'%s','function':{'name':'f','arguments':'{}'}}]";

    assertThat(blocks(Decoding.deltas(call.formatted("a"), call.formatted("b"))))
        .containsExactly(new ToolUse("a", "f", "{}"), new ToolUse("b", "f", "{}"));
  }

  @Test
  void callsWithoutNumbersAreToldApartByTheirIds() {
    assertThat(
            blocks(
                Decoding.deltas(
                    "'tool_calls':[{'id':'a','function':{'name':'f','arguments':'{'}},"
                        + "{'id':'b','function':{'name':'f','arguments':'{}'}}]",
                    "'tool_calls':[{'id':'a','function':{'arguments':'}'}}]")))
        .containsExactly(new ToolUse("a", "f", "{}"), new ToolUse("b", "f", "{}"));
  }

  @Test
  void callsWithoutIdsAreGivenDifferentOnes() {
    List<ContentBlock> blocks =
        blocks(
            Decoding.deltas(
                "'tool_calls':[{'function':{'name':'f','arguments':{'x':1}}}]",
                "'tool_calls':[{'function':{'name':'f','arguments':''}}]"));

    assertThat(blocks)
        .extracting(block -> ((ToolUse) block).arguments())
        .containsExactly("{\"x\":1}", "{}");
    assertThat(blocks)
        .extracting(block -> ((ToolUse) block).id())
        .doesNotHaveDuplicates()
        .allMatch(id -> id.startsWith("call_"));
  }

  @Test
  void callsOfTwoAnswersWithoutAnyIdsAreGivenDifferentOnes() {
    String answer =
        "{'created':%d,'choices':[{'message':{'tool_calls':[{'function':{'name':'f'}}]}}]}";

    assertThat(ids(Decoding.CODEC.readAnswer(Decoding.json(answer.formatted(1)))))
        .doesNotContainAnyElementsOf(
            ids(Decoding.CODEC.readAnswer(Decoding.json(answer.formatted(2)))));
    assertThat(ids(Decoding.assembled(streamed(answer.formatted(1)))))
        .doesNotContainAnyElementsOf(ids(Decoding.assembled(streamed(answer.formatted(2)))));
  }

  private static byte[] streamed(String answer) {
    return ("data: " + answer.replace('\'', '"') + "\n\ndata: [DONE]\n\n").getBytes(UTF_8);
  }

  private static List<String> ids(ChatAnswer answer) {
    return answer.choices().get(0).content().stream().map(block -> ((ToolUse) block).id()).toList();
  }

  @Test
  void aCallWaitsForItsName() {
    assertThat(
            blocks(
                Decoding.deltas(
                    "'tool_calls':[{'index':0,'id':'a','function':{'arguments':''}}]",
                    "'tool_calls':[{'index':0,'function':{'name':'f'}}]",
                    "'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]")))
        .containsExactly(new ToolUse("a", "f", "{}"));
  }

  @Test
  void aCallThatNeverGetsANameIsNone() {
    ChatAnswer answer =
        Decoding.assembled(
            Decoding.deltas(
                "'tool_calls':[{'index':0,'id':'','function':{'name':'','arguments':''}}]",
                "'content':'Hi'"));

    assertThat(answer.choices().get(0).content()).containsExactly(new Text("Hi"));
    assertThat(answer.choices().get(0).finish().kind()).isEqualTo(Kind.STOP);
  }

  @Test
  void freeTextOfACustomToolIsKept() {
    assertThat(
            blocks(
                Decoding.deltas(
                    "'tool_calls':[{'index':0,'id':'a','type':'custom',"
                        + "'custom':{'name':'patch','input':''}}]",
                    "'tool_calls':[{'index':0,'custom':{'input':'{ not json'}}]")))
        .containsExactly(
            new ToolUse(
                Tool.Kind.CUSTOM, "a", "patch", "{ not json", Optional.empty(), Optional.empty()));
  }

  @Test
  void reasoningComesBeforeTextUnderEitherName() {
    assertThat(blocks(Decoding.deltas("'reasoning':'Hm.'", "'content':'4'")))
        .containsExactly(new Thinking("Hm.", Optional.empty()), new Text("4"));
    assertThat(blocks(Decoding.deltas("'reasoning_content':'Hm.','reasoning':'Hm.','content':'4'")))
        .containsExactly(new Thinking("Hm.", Optional.empty()), new Text("4"));
  }

  @Test
  void partsOfMistralAreUnderstood() {
    assertThat(
            blocks(
                Decoding.deltas(
                    "'content':[{'type':'thinking','thinking':[{'type':'text','text':'Hm.'}]}]",
                    "'content':[{'type':'text','text':'4'}]")))
        .containsExactly(new Thinking("Hm.", Optional.empty()), new Text("4"));
  }

  @Test
  void theSealOfGeminiStaysOnItsCall() {
    List<ContentBlock> blocks =
        blocks(
            Decoding.deltas(
                "'tool_calls':[{'index':0,'id':'a','type':'function',"
                    + "'function':{'name':'f','arguments':'{}'},"
                    + "'extra_content':{'google':{'thought_signature':'seal'}}}]"));

    assertThat(((ToolUse) blocks.get(0)).signature())
        .contains(new Signature(Vendor.GEMINI, "seal"));
  }

  @Test
  void whatComesAfterTheReasonOfTheEndIsKept() {
    ChatAnswer answer =
        Decoding.assembled(
            Decoding.chunks(
                "{'index':0,'delta':{'content':'a'},'finish_reason':'length'}",
                "{'index':0,'delta':{'content':'b'},'finish_reason':'stop'}"));

    assertThat(answer.choices().get(0).content()).containsExactly(new Text("a"), new Text("b"));
    assertThat(answer.choices().get(0).finish().kind()).isEqualTo(Kind.LENGTH);
  }

  @Test
  void citationsAreCountedFromTheirBlock() {
    List<ContentBlock> blocks =
        blocks(
            Decoding.deltas(
                "'content':'One.'",
                "'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}]",
                "'content':'Two.'",
                "'annotations':[{'type':'url_citation','url_citation':"
                    + "{'start_index':4,'end_index':8,'url':'https://e.org','title':'E'}}]"));

    assertThat(((Text) blocks.get(2)).citations())
        .containsExactly(
            new Citation(
                new Citation.Source.Page("https://e.org"),
                Optional.of("E"),
                Optional.empty(),
                Optional.of(new Citation.Range(0, 4))));
  }

  @Test
  void choicesAreKeptApart() {
    ChatAnswer answer =
        Decoding.assembled(
            Decoding.chunks(
                "{'index':1,'delta':{'content':'b'}}",
                "{'index':0,'delta':{'content':'a'}}",
                "{'index':1,'delta':{'content':'b'},'finish_reason':'stop'}"));

    assertThat(answer.choices())
        .extracting(ChatAnswer.Choice::content)
        .containsExactly(List.of(new Text("a")), List.of(new Text("bb")));
  }

  @Test
  void anAnswerThatSaysNothingHasAChoiceStill() {
    assertThat(Decoding.assembled(Decoding.chunks()).choices()).hasSize(1);
  }

  private static List<ContentBlock> blocks(byte[] stream) {
    return Decoding.assembled(stream).choices().get(0).content();
  }
}
