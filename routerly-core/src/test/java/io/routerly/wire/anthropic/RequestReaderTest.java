package io.routerly.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.chat.CacheControl;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Message;
import io.routerly.chat.Reasoning;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Role;
import io.routerly.chat.Signature;
import io.routerly.chat.Vendor;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private final Losses losses = new Losses();

  private ChatRequest read(String body) {
    return Wires.CODEC.readRequest(Wires.json(body), losses);
  }

  private ChatRequest readWith(String field) {
    return read("{'model':'m','messages':[{'role':'user','content':'Hi.'}]," + field + "}");
  }

  private List<ContentBlock> readBlocks(String role, String blocks) {
    return read("{'model':'m','messages':[{'role':'" + role + "','content':[" + blocks + "]}]}")
        .messages()
        .get(0)
        .content();
  }

  private List<String> lost() {
    return losses.names(Wires.CODEC::nameOf);
  }

  @Test
  void aRequestToCountTokensLacksALimit() {
    ChatRequest request = readWith("'system':'Be brief.'");
    assertThat(request.messages())
        .containsExactly(
            new Message(Role.SYSTEM, List.of(new Text("Be brief."))),
            new Message(Role.USER, List.of(new Text("Hi."))));
    assertThat(request.output().maxTokens()).isEmpty();
    assertThat(lost()).isEmpty();
  }

  @Test
  void whatIsSaidForAnthropicsBillingAloneIsNoInstruction() {
    String billing = "x-anthropic-billing-header: cc_version=2.1.177.01c; cch=36ee5;";
    List<Message> blocks =
        readWith(
                "'system':[{'type':'text','text':'"
                    + billing
                    + "'},{'type':'text','text':'You help.'}]")
            .messages();
    assertThat(blocks.get(0)).isEqualTo(new Message(Role.SYSTEM, List.of(new Text("You help."))));
    assertThat(readWith("'system':'" + billing + "\\nYou help.'").messages()).isEqualTo(blocks);
    assertThat(readWith("'system':'" + billing + "'").messages()).hasSize(1);
    assertThat(lost()).isEmpty();
  }

  @Test
  void whatTheUserSaysOfBillingStays() {
    assertThat(
            readBlocks("user", "{'type':'text','text':'x-anthropic-billing-header: what is it?'}"))
        .containsExactly(new Text("x-anthropic-billing-header: what is it?"));
  }

  @Test
  void systemBlocksKeepTheirCacheMarks() {
    ChatRequest request =
        readWith(
            "'system':[{'type':'text','text':'A'},"
                + "{'type':'text','text':'B','cache_control':{'type':'ephemeral','ttl':'1h'}}]");
    assertThat(request.messages().get(0).content())
        .containsExactly(
            new Text("A"),
            new Text("B", List.of(), Optional.of(new CacheControl(Optional.of("1h")))));
  }

  @Test
  void instructionsInMidConversationStayInTheirPlace() {
    ChatRequest request =
        read(
            "{'model':'m','messages':[{'role':'user','content':'Hi.'},"
                + "{'role':'system','content':'Be brief.'}]}");
    assertThat(request.messages())
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.SYSTEM);
  }

  @Test
  void reasoningOfAnotherProviderIsFoundUnderItsCover() {
    Signature foreign = new Signature(Vendor.OPENAI, Optional.of("rs_1"), "gAAA");
    List<ContentBlock> blocks =
        readBlocks(
            "assistant",
            AnswerWriter.thinking("Hm.", AnswerWriter.sealed(foreign))
                + ",{'type':'thinking','thinking':'So.','signature':''}");
    assertThat(blocks)
        .containsExactly(
            new Thinking("Hm.", Optional.of(foreign)), new Thinking("So.", Optional.empty()));
  }

  @Test
  void theSealOfACallIsFoundBesideIt() {
    Signature seal = new Signature(Vendor.GEMINI, "c2VhbA==");
    String carried = AnswerWriter.sealOf("toolu_1", Optional.of(seal)).orElseThrow().toString();
    List<ContentBlock> blocks =
        readBlocks(
            "assistant", "{'type':'tool_use','id':'toolu_1','name':'f','input':{}}," + carried);
    assertThat(blocks)
        .singleElement()
        .isInstanceOfSatisfying(ToolUse.class, use -> assertThat(use.signature()).contains(seal));
  }

  @Test
  void whatASearchFoundIsADocument() {
    assertThat(
            readBlocks(
                "user",
                "{'type':'search_result','source':'https://a','title':'A',"
                    + "'content':[{'type':'text','text':'x'},{'type':'text','text':'y'}],"
                    + "'citations':{'enabled':true}}"))
        .containsExactly(
            new Document(
                new MediaSource.PlainText("x\n\ny"),
                Optional.of("A"),
                Optional.of("https://a"),
                true,
                Optional.empty()));
    assertThat(lost()).isEmpty();
  }

  @Test
  void theOlderPlaceOfAFormatIsKnown() {
    String format = "{'type':'json_schema','schema':{'type':'object'}}";
    assertThat(readWith("'output_format':" + format).output().format())
        .isEqualTo(readWith("'output_config':{'format':" + format + "}").output().format())
        .containsInstanceOf(ResponseFormat.JsonSchema.class);
    assertThat(lost()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'enabled','budget_tokens':2048} | ENABLED",
        "{'type':'adaptive','display':'summarized'} | ADAPTIVE",
        "{'type':'disabled'} | DISABLED"
      })
  void readsHowTheModelIsToThink(String thinking, Reasoning.Mode mode) {
    assertThat(readWith("'thinking':" + thinking).reasoning().orElseThrow().mode()).contains(mode);
    assertThat(lost()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "'mcp_servers':[]",
        "'metadata':{}",
        "'container':null",
        "'tools':[{'name':'f','input_schema':{},'defer_loading':false}]",
        "'tool_choice':{'type':'auto','disable_parallel_tool_use':false}",
      })
  void whatSaysNoMoreThanTheDefaultIsNoLoss(String field) {
    readWith(field);
    assertThat(lost()).isEmpty();
  }

  @ParameterizedTest(name = "{0} is lost")
  @CsvSource(
      delimiter = '|',
      value = {
        "container                | 'container':'c'",
        "context_management       | 'context_management':{'edits':[1]}",
        "mcp_servers              | 'mcp_servers':[{'name':'a'}]",
        "output_config.task_budget | 'output_config':{'task_budget':1}",
        "output_config.format.n   | "
            + "'output_config':{'format':{'type':'json_schema','schema':{},'n':1}}",
        "output_config.format     | 'output_config':{'format':{'type':'novel'}}",
        "thinking.type            | 'thinking':{'type':'novel'}",
        "thinking.novel           | 'thinking':{'type':'adaptive','novel':1}",
        "metadata.novel           | 'metadata':{'novel':1}",
        "tools.web_search         | 'tools':[{'type':'web_search_20250305','name':'web_search'}]",
        "tools.input_examples     | 'tools':[{'name':'f','input_examples':[1]}]",
        "tool_choice.novel        | 'tool_choice':{'type':'auto','novel':1}",
        "system.image_map         | 'system':[{'type':'image_map'}]",
      })
  void namesWhatHasNoPlaceInAConversation(String name, String field) {
    readWith(field);
    assertThat(lost()).containsExactly(name);
  }

  @ParameterizedTest(name = "{0} is lost")
  @CsvSource(
      delimiter = '|',
      value = {
        "messages.content.server_tool_use | {'type':'server_tool_use','id':'s','name':'n'}",
        "messages.content.novel           | {'type':'text','text':'x','novel':1}",
        "messages.content.cache_control.n | "
            + "{'type':'text','text':'x','cache_control':{'type':'ephemeral','n':1}}",
        "messages.content.source.n        | "
            + "{'type':'image','source':{'type':'url','url':'u','n':1}}",
        "messages.content.source.novel    | {'type':'image','source':{'type':'novel'}}",
        "messages.content.content.novel   | "
            + "{'type':'tool_result','tool_use_id':'t','content':[{'type':'novel'}]}",
      })
  void namesWhatOfAMessageHasNoPlace(String name, String block) {
    readBlocks("user", block);
    assertThat(lost()).containsExactly(name);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "messages[0].role         | {'model':'m','messages':[{'role':'tool','content':''}]}",
        "messages[0].content      | {'model':'m','messages':[{'role':'user','content':1}]}",
        "messages[0]              | {'model':'m','messages':['Hi.']}",
        "messages[0].content[0].type | {'model':'m','messages':[{'role':'user','content':[{}]}]}",
        "model                    | {'messages':[]}",
        "max_tokens               | {'model':'m','messages':[],'max_tokens':1.5}",
        "tools[0].name            | {'model':'m','messages':[],'tools':[{}]}",
        "tool_choice.name         | {'model':'m','messages':[],'tool_choice':{'type':'tool'}}",
      })
  void namesTheFieldThatIsWrong(String path, String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
        .hasMessageStartingWith(path + " ");
  }
}
