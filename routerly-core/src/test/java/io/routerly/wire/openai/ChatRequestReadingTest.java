package io.routerly.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.chat.CacheControl;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Image;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Message;
import io.routerly.chat.Reasoning.Mode;
import io.routerly.chat.Role;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Vendor;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestReadingTest {
  private final Losses losses = new Losses();

  @Test
  void resultsThatFollowEachOtherAreOneMessageOfTheUser() {
    List<Message> messages =
        messages(
            "{'role':'assistant','content':null,'tool_calls':["
                + "{'id':'a','type':'function','function':{'name':'f','arguments':''}},"
                + "{'id':'b','type':'custom','custom':{'name':'p','input':'x'}}]},"
                + "{'role':'tool','tool_call_id':'a','content':'1'},"
                + "{'role':'tool','tool_call_id':'b','content':[{'type':'text','text':'2'}]},"
                + "{'role':'user','content':'Go on.'}");

    assertThat(messages)
        .containsExactly(
            new Message(
                Role.ASSISTANT,
                List.of(
                    new ToolUse("a", "f", "{}"),
                    new ToolUse(
                        Tool.Kind.CUSTOM, "b", "p", "x", Optional.empty(), Optional.empty()))),
            new Message(Role.USER, List.of(result("a", "1"), result("b", "2"))),
            new Message(Role.USER, List.of(new Text("Go on."))));
    assertThat(dropped()).isEmpty();
  }

  @Test
  void legacyCallsAndTheirResultsFindEachOther() {
    List<Message> messages =
        messages(
            "{'role':'assistant','content':null,'function_call':{'name':'f','arguments':'{}'}},"
                + "{'role':'function','name':'f','content':'1'}");

    ToolUse call = (ToolUse) messages.get(0).content().get(0);
    assertThat(messages.get(1).content()).containsExactly(result(call.id(), "1"));
  }

  @Test
  void anEditorsMixOfTwoFormatsIsUnderstood() {
    ChatRequest request =
        read(
            "'instructions':'Be kind.','max_output_tokens':5,'text':{'verbosity':'low'},"
                + "'reasoning':{'effort':'high','summary':'auto'},"
                + "'tools':[{'type':'function','name':'f','parameters':{'type':'object'}}],"
                + "'tool_choice':{'type':'function','name':'f'},"
                + "'input':[{'role':'user','content':[{'type':'input_text','text':'Hi'},"
                + "{'type':'input_image','image_url':'https://e.org/i'}]},"
                + "{'type':'function_call','call_id':'a','name':'f','arguments':'{}'},"
                + "{'type':'function_call','call_id':'b','name':'f','arguments':'{}'},"
                + "{'type':'function_call_output','call_id':'a','output':'1'},"
                + "{'type':'function_call_output','call_id':'b','output':'2'},"
                + "{'type':'reasoning','summary':[]}]");

    assertThat(request.messages())
        .containsExactly(
            new Message(Role.SYSTEM, List.of(new Text("Be kind."))),
            new Message(
                Role.USER,
                List.of(
                    new Text("Hi"),
                    new Image(
                        new MediaSource.Url("https://e.org/i"),
                        Optional.empty(),
                        Optional.empty()))),
            new Message(
                Role.ASSISTANT, List.of(new ToolUse("a", "f", "{}"), new ToolUse("b", "f", "{}"))),
            new Message(Role.USER, List.of(result("a", "1"), result("b", "2"))));
    assertThat(request.toolbox().tools()).extracting(Tool::name).containsExactly("f");
    assertThat(request.toolbox().choice()).contains(new ToolChoice.Named("f"));
    assertThat(request.output().maxTokens()).hasValue(5);
    assertThat(request.output().verbosity()).contains("low");
    assertThat(request.reasoning().orElseThrow().effort()).contains("high");
    assertThat(dropped()).containsExactly("input.reasoning");
  }

  @Test
  void marksOfTheCacheAreReadWhereverTheyStand() {
    ChatRequest request =
        read(
            "'tools':[{'type':'function','function':{'name':'f'},"
                + "'cache_control':{'type':'ephemeral'}}],"
                + "'messages':[{'role':'system','content':'s',"
                + "'cache_control':{'type':'ephemeral','ttl':'1h'}},"
                + "{'role':'user','content':[{'type':'text','text':'u',"
                + "'cache_control':{'type':'ephemeral'}}]}]");

    assertThat(request.toolbox().tools().get(0).cache()).isPresent();
    assertThat(request.messages())
        .extracting(message -> CacheMarks.last(message.content()))
        .containsExactly(
            Optional.of(new CacheControl(Optional.of("1h"))),
            Optional.of(new CacheControl(Optional.empty())));
    assertThat(dropped()).isEmpty();
  }

  @Test
  void theSealOfGeminiIsReadFromWhereGooglePutsIt() {
    List<Message> messages =
        messages(
            "{'role':'assistant','tool_calls':[{'id':'a','type':'function',"
                + "'function':{'name':'f','arguments':'{}'},"
                + "'extra_content':{'google':{'thought_signature':'s'}}}]}");

    assertThat(((ToolUse) messages.get(0).content().get(0)).signature())
        .contains(new Signature(Vendor.GEMINI, "s"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "'reasoning_content':'Hm.'",
        "'reasoning':'Hm.'",
        "'reasoning':'Hm.','audio':null"
      })
  void reasoningComesFirst(String field) {
    List<Message> messages = messages("{'role':'assistant','content':'4'," + field + "}");

    assertThat(messages.get(0).content())
        .containsExactly(new Thinking("Hm.", Optional.empty()), new Text("4"));
    assertThat(dropped()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'file_id':'f1'                                        | FileId",
        "'file_data':'data:application/pdf;base64,QQ=='        | Base64",
        "'file_data':'QQ==','filename':'a.pdf'                 | Base64",
        "'file_data':'https://e.org/a.pdf'                     | Url"
      })
  void filesComeInSeveralForms(String file, String source) {
    List<ContentBlock> content =
        messages("{'role':'user','content':[{'type':'file','file':{" + file + "}}]}")
            .get(0)
            .content();

    assertThat(((Document) content.get(0)).source().getClass().getSimpleName()).isEqualTo(source);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"a.csv, text/csv", "a.pdf, application/pdf", "a, application/pdf"})
  void theNameOfAFileTellsWhatItsBareBytesAre(String name, String type) {
    String file = "{'file_data':'QQ==','filename':'%s'}".formatted(name);
    List<ContentBlock> content =
        messages("{'role':'user','content':[{'type':'file','file':" + file + "}]}")
            .get(0)
            .content();

    assertThat(((Document) content.get(0)).source())
        .isEqualTo(new MediaSource.Base64(type, "QQ=="));
  }

  @ParameterizedTest(name = "{0} is no loss")
  @ValueSource(
      strings = {
        "'n':1",
        "'logprobs':false",
        "'presence_penalty':0,'frequency_penalty':0.0",
        "'service_tier':'auto'",
        "'store':false",
        "'response_format':{'type':'text'}",
        "'logit_bias':{}",
        "'modalities':['text']",
        "'parallel_tool_calls':true",
        "'tools':[],'functions':[]",
        "'stream_options':{'include_usage':true}",
        "'audio':null",
        "'max_tokens':-1",
        "'top_k':-1"
      })
  void defaultsSayNothing(String field) {
    read("'messages':[]," + field);

    assertThat(dropped()).isEmpty();
  }

  @ParameterizedTest(name = "{0} is dropped as {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'logit_bias':{'5':1}                                  | logit_bias",
        "'modalities':['text','audio']                         | modalities",
        "'prediction':{'type':'content','content':'x'}         | prediction",
        "'web_search_options':{'a':1}                          | web_search_options",
        "'tools':[{'type':'web_search_preview'}]               | tools.web_search_preview",
        "'tools':[{'type':'function','function':{'name':'f','x':1}}] | tools.function.x",
        "'tool_choice':'odd'                                   | tool_choice.odd",
        "'response_format':{'type':'grammar'}                  | response_format.grammar",
        "'user':'a','safety_identifier':'b'                    | safety_identifier",
        "'stream_options':{'x':1}                              | stream_options.x",
        "'messages':[{'role':'user','content':'x','prefix':true}] | messages.prefix",
        "'messages':[{'role':'user','content':[{'type':'video_url','video_url':{}}]}]"
            + " | messages.content.video_url",
        "'messages':[{'role':'user','content':[{'type':'text','text':'x','y':1}]}]"
            + " | messages.content.y",
        "'messages':[{'role':'assistant','audio':{'id':'x'}}]  | messages.audio",
        "'messages':[{'role':'assistant','tool_calls':[{'id':'a','type':'odd'}]}]"
            + " | messages.tool_calls.odd"
      })
  void whatHasNoPlaceIsNamed(String field, String name) {
    read(field.contains("'messages'") ? field : "'messages':[]," + field);

    assertThat(dropped()).containsExactly(name);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'x':1                                          | messages must be an array.",
        "'messages':'x'                                 | messages must be an array.",
        "'messages':[{'role':'king','content':'x'}]     | messages[0].role must be system,",
        "'messages':[{'role':'user','content':1}]       | messages[0].content must be a string",
        "'messages':[{'role':'user','content':[{}]}]    | messages[0].content[0].type is missing.",
        "'messages':[{'role':'tool','content':'x'}]     | messages[0].tool_call_id is missing.",
        "'messages':[],'temperature':'hot'              | temperature must be a number.",
        "'messages':[],'n':1e9                          | n must be a number from 0 to",
        "'messages':[],'tools':[{'type':'function'}]    | tools[0].name is missing.",
        "'messages':[],'metadata':{'a':1}               | metadata.a must be a string.",
        "'messages':[],'stop':[1]                       | stop[0] must be a string.",
        "'messages':[{'role':'user','content':[{'type':'file','file':{}}]}]"
            + " | messages[0].content[0].file.file_data must be"
      })
  void whatIsWrongIsToldWithItsPath(String body, String message) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
        .hasMessageContaining(message);
  }

  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'thinking':{'type':'disabled'}                       | DISABLED",
        "'thinking':{'type':'enabled','budget_tokens':2048}   | ENABLED",
        "'reasoning':{'enabled':false}                        | DISABLED"
      })
  void thinkingIsSwitchedInSeveralWays(String field, Mode mode) {
    assertThat(read("'messages':[]," + field).reasoning().orElseThrow().mode()).contains(mode);
    assertThat(dropped()).isEmpty();
  }

  private List<Message> messages(String messages) {
    return read("'messages':[" + messages + "]").messages();
  }

  private ChatRequest read(String fields) {
    return Decoding.CODEC.readRequest(Decoding.json("{'model':'m'," + fields + "}"), losses);
  }

  private List<String> dropped() {
    return losses.names(Decoding.CODEC::nameOf);
  }

  private static ToolResult result(String id, String text) {
    return new ToolResult(id, List.of(new Text(text)), false, Optional.empty());
  }
}
