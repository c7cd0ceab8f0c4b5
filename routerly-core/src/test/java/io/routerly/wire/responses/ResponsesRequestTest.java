package io.routerly.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Image;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Message;
import io.routerly.chat.Reasoning;
import io.routerly.chat.Role;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Vendor;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesRequestTest {
  private final Losses losses = new Losses();

  @Test
  void readsTheConversationThatCodexSends() {
    ChatRequest request =
        read(
            "{'model':'gpt-5-codex','instructions':'You are Codex.','input':["
                + "{'type':'message','role':'developer','content':[{'type':'input_text',"
                + "'text':'Sandbox.'}]},"
                + "{'type':'message','role':'user','content':[{'type':'input_text','text':'Go'}]},"
                + "{'type':'reasoning','summary':[{'type':'summary_text','text':'Hm.'}],"
                + "'content':null,'encrypted_content':'gAAA'},"
                + "{'type':'message','role':'assistant','content':[{'type':'output_text',"
                + "'text':'Look:'}]},"
                + "{'type':'function_call','name':'shell','arguments':'{}','call_id':'c1'},"
                + "{'type':'custom_tool_call','name':'apply_patch','input':'*','call_id':'c2'},"
                + "{'type':'function_call_output','call_id':'c1','output':'ok'},"
                + "{'type':'custom_tool_call_output','call_id':'c2','output':'done'},"
                + "{'role':'user','content':'Next'}],"
                + "'tools':[{'type':'function','name':'shell','description':'Runs.',"
                + "'strict':false,'parameters':{'type':'object','properties':{}}},"
                + "{'type':'custom','name':'apply_patch','format':{'type':'grammar',"
                + "'syntax':'lark','definition':'x'}},{'type':'web_search'}],"
                + "'tool_choice':'auto','parallel_tool_calls':false,"
                + "'reasoning':{'effort':'medium','summary':'auto'},'store':false,'stream':true,"
                + "'include':['reasoning.encrypted_content'],'prompt_cache_key':'k'}");

    assertThat(request.messages())
        .containsExactly(
            new Message(Role.SYSTEM, List.of(new Text("You are Codex."))),
            new Message(Role.DEVELOPER, List.of(new Text("Sandbox."))),
            new Message(Role.USER, List.of(new Text("Go"))),
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Thinking("Hm.", Optional.of(new Signature(Vendor.OPENAI, "gAAA"))),
                    new Text("Look:"),
                    new ToolUse("c1", "shell", "{}"),
                    new ToolUse(
                        Tool.Kind.CUSTOM,
                        "c2",
                        "apply_patch",
                        "*",
                        Optional.empty(),
                        Optional.empty()))),
            new Message(
                Role.USER, List.of(result("c1", "ok"), result("c2", "done"), new Text("Next"))));
    assertThat(request.toolbox().tools()).extracting(Tool::name).contains("apply_patch");
    assertThat(request.toolbox().parallel()).contains(false);
    assertThat(request.options().promptCacheKey()).contains("k");
    assertThat(losses.names(ChatField::plainName)).containsExactly("tools.web_search");
  }

  @Test
  void outputsOfToolsFollowTheTurnThatCalledWhateverWasSaidBetween() {
    assertThat(
            read("{'input':[{'type':'function_call','name':'f','call_id':'a'},"
                    + "{'type':'function_call','name':'f','call_id':'b'},"
                    + "{'type':'function_call_output','call_id':'b','output':'2'},"
                    + "{'role':'user','content':'Well?'},"
                    + "{'type':'function_call_output','call_id':'a','output':[{'type':"
                    + "'input_text','text':'1'}]}]}")
                .messages())
        .element(1)
        .isEqualTo(
            new Message(Role.USER, List.of(result("b", "2"), result("a", "1"), new Text("Well?"))));
  }

  @Test
  void manyOutputsOfToolsKeepTheirOrder() {
    StringBuilder items = new StringBuilder();
    List<ContentBlock> results = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      items.append(",{'type':'function_call','name':'f','call_id':'").append(i).append("'}");
    }
    for (int i = 0; i < 5_000; i++) {
      String item = ",{'type':'function_call_output','output':'ok','call_id':'" + i + "'}";
      items.append(item).append(i % 2 == 0 ? ",{'role':'developer','content':'On.'}" : "");
      results.add(result(String.valueOf(i), "ok"));
    }

    assertThat(read("{'input':[" + items.substring(1) + "]}").messages())
        .hasSize(2 + 2_500)
        .element(1)
        .isEqualTo(new Message(Role.USER, results));
  }

  @Test
  void callsOfTheLocalShellAreCallsOfAFunction() {
    List<Message> messages =
        read("{'input':[{'type':'local_shell_call','id':'l','call_id':'c1','status':'completed',"
                + "'action':{'type':'exec','command':['ls']}},"
                + "{'type':'function_call_output','call_id':'c1','output':'a.txt'}]}")
            .messages();

    assertThat(messages)
        .containsExactly(
            new Message(
                Role.ASSISTANT,
                List.of(
                    new ToolUse("c1", "local_shell", "{\"type\":\"exec\",\"command\":[\"ls\"]}"))),
            new Message(Role.USER, List.of(result("c1", "a.txt"))));
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void outputsGoWithTheCallsThatAreDropped() {
    assertThat(
            read("{'input':[{'role':'user','content':'Hi'},"
                    + "{'type':'novel_call','call_id':'c1'},"
                    + "{'type':'function_call_output','call_id':'c1','output':'x'}]}")
                .messages())
        .containsExactly(new Message(Role.USER, List.of(new Text("Hi"))));
    assertThat(losses.names(ChatField::plainName))
        .containsExactly("input.novel_call", "input.function_call_output");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'object','properties':{},'additionalProperties':false} | true",
        "{'type':'object','properties':{'a':{'type':'string'}},'required':['a'],"
            + "'additionalProperties':false} | true",
        "{'type':'object'} | false",
        "{'type':'object','properties':{}} | false",
        "{'type':'object','properties':{'a':{'type':'array','items':{'type':'object'}}},"
            + "'required':['a'],'additionalProperties':false} | false",
        "{'type':'object','properties':{'a':{'anyOf':[{'type':['object','null']}]}},"
            + "'required':['a'],'additionalProperties':false} | false",
        "{'type':'object','properties':{},'additionalProperties':false,"
            + "'$defs':{'d':{'properties':{'x':{}}}}} | false",
        "{'type':'object','properties':{'a':{}},'additionalProperties':false} | false",
        "{'type':'object','properties':{},'additionalProperties':true} | false"
      })
  void aFunctionIsStrictByItselfOnlyIfAllItsObjectsAreClosed(String schema, boolean strict) {
    ChatRequest request =
        read("{'input':'Hi','tools':[{'type':'function','name':'f','parameters':" + schema + "}]}");

    assertThat(request.toolbox().tools().get(0).strict())
        .isEqualTo(strict ? Optional.of(true) : Optional.empty());
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "a.csv, text/csv",
    "A.JSON, application/json",
    "a.b.html, text/html",
    "a.pdf, application/pdf",
    "a, application/pdf"
  })
  void theNameOfAFileTellsWhatItsBytesAre(String name, String type) {
    assertThat(file(name)).isEqualTo(new MediaSource.Base64(type, "QQ=="));
  }

  @Test
  void theBytesOfATextAreTheText() {
    assertThat(file("a.txt")).isEqualTo(new MediaSource.PlainText("A"));
  }

  private MediaSource file(String name) {
    ContentBlock block =
        read("{'input':[{'role':'user','content':[{'type':'input_file','filename':'"
                + name
                + "','file_data':'QQ=='}]}]}")
            .messages()
            .get(0)
            .content()
            .get(0);
    return ((Document) block).source();
  }

  @Test
  void readsImagesFilesAndRefusals() {
    List<Message> messages =
        read("{'input':[{'role':'user','content':["
                + "{'type':'input_image','image_url':'https://e.com/a.png','detail':'auto'},"
                + "{'type':'input_image','image_url':'data:image/png;base64,QQ==',"
                + "'detail':'low'},"
                + "{'type':'input_image','file_id':'file_1'},"
                + "{'type':'input_file','filename':'a.pdf',"
                + "'file_data':'data:application/pdf;base64,QQ=='},"
                + "{'type':'input_file','file_url':'https://e.com/a.pdf'}]},"
                + "{'role':'assistant','content':[{'type':'refusal','refusal':'No.'}]}]}")
            .messages();

    assertThat(messages.get(0).content())
        .containsExactly(
            image(new MediaSource.Url("https://e.com/a.png"), Optional.empty()),
            image(new MediaSource.Base64("image/png", "QQ=="), Optional.of("low")),
            image(new MediaSource.FileId(Vendor.OPENAI, "file_1"), Optional.empty()),
            file(new MediaSource.Base64("application/pdf", "QQ=="), Optional.of("a.pdf")),
            file(new MediaSource.Url("https://e.com/a.pdf"), Optional.empty()));
    assertThat(messages.get(1).content()).containsExactly(new Refusal("No."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'input':'x','truncation':'disabled','background':false,'service_tier':'auto',"
            + "'text':{'format':{'type':'text'}},'stream_options':{'include_obfuscation':false},"
            + "'store':false,'top_logprobs':0,'include':[],'metadata':{},'prompt':null} | ''",
        "{'input':'x','truncation':'auto'} | truncation",
        "{'input':'x','background':true} | background",
        "{'input':'x','max_tool_calls':3} | max_tool_calls",
        "{'input':'x','conversation':'conv_1'} | conversation",
        "{'input':'x','include':['file_search_call.results']} | include.file_search_call.results",
        "{'input':'x','tools':[{'type':'mcp'}]} | tools.mcp",
        "{'input':'x','tool_choice':{'type':'file_search'}} | tool_choice.file_search",
        "{'input':'x','tools':[{'type':'function','name':'f','defer_loading':true}]} "
            + "| tools.defer_loading",
        "{'input':'x','reasoning':{'mode':'pro'}} | reasoning.mode",
        "{'input':'x','text':{'format':{'type':'grammar'}}} | text.format.grammar",
        "{'input':'x','user':'a','safety_identifier':'b'} | safety_identifier",
        "{'input':[{'type':'item_reference','id':'rs_1'}]} | input.item_reference",
        "{'input':[{'type':'web_search_call','id':'ws_1'}]} | input.web_search_call",
        "{'input':[{'type':'reasoning','id':'rs_1','summary':[]}]} | input.reasoning",
        "{'input':[{'role':'assistant','phase':'commentary','content':'x'}]} | input.phase",
        "{'input':[{'role':'user','content':[{'type':'hologram'}]}]} | input.content.hologram",
        "{'input':[{'role':'user','content':[{'type':'input_text','text':'x','mood':1}]}]} "
            + "| input.content.mood"
      })
  void namesWhatItDoesNotUnderstandAndNothingElse(String body, String name) {
    read(body);

    assertThat(losses.names(ChatField::plainName))
        .isEqualTo(name.isEmpty() ? List.of() : List.of(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | input must be a string or a list of items.",
        "{'input':7} | input must be an array.",
        "{'input':[7]} | input[0] must be an object.",
        "{'input':[{'role':'robot','content':''}]} | input[0].role must be",
        "{'input':[{'role':'user'}]} | input[0].content must be a string or a list of parts.",
        "{'input':[{'role':'user','content':[{'type':'input_text'}]}]} "
            + "| input[0].content[0].text is missing.",
        "{'input':[{'role':'user','content':[{'type':'input_image'}]}]} "
            + "| input[0].content[0].image_url must be",
        "{'input':[{'type':'function_call','name':'f'}]} | input[0].call_id is missing.",
        "{'input':'x','tools':[{'type':'function'}]} | tools[0].name is missing.",
        "{'input':'x','temperature':'hot'} | temperature must be a number.",
        "{'input':'x','metadata':{'a':1}} | metadata.a must be a string.",
        "{'input':'x','text':{'format':{'type':'json_schema','name':'n'}}} "
            + "| text.format.schema must be an object."
      })
  void refusesWrongTypesByTheirPath(String body, String message) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
        .hasMessageContaining(message);
  }

  @Test
  void readsWhichToolsMayBeCalled() {
    assertThat(choice("'required'")).contains(new ToolChoice.Required());
    assertThat(choice("{'type':'custom','name':'f'}")).contains(new ToolChoice.Named("f"));
    assertThat(
            choice(
                "{'type':'allowed_tools','mode':'required','tools':[{'type':'function',"
                    + "'name':'f'},{'type':'mcp','server_label':'x'}]}"))
        .contains(new ToolChoice.Allowed(List.of("f"), true));
    assertThat(losses.names(ChatField::plainName)).containsExactly("tool_choice.tools.mcp");
  }

  @Test
  void understandsTheOldNameOfTheSummary() {
    assertThat(read("{'input':'x','reasoning':{'generate_summary':'detailed'}}").reasoning())
        .contains(
            new Reasoning(
                Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.of("detailed")));
  }

  private Optional<ToolChoice> choice(String json) {
    return read("{'input':'x','tool_choice':" + json + "}").toolbox().choice();
  }

  private static ToolResult result(String id, String text) {
    return new ToolResult(id, List.of(new Text(text)), false, Optional.empty());
  }

  private static ContentBlock image(MediaSource source, Optional<String> detail) {
    return new Image(source, detail, Optional.empty());
  }

  private static ContentBlock file(MediaSource source, Optional<String> name) {
    return new Document(source, name, Optional.empty(), false, Optional.empty());
  }

  private ChatRequest read(String body) {
    return new ResponsesCodec().readRequest(Answers.json(body), losses);
  }
}
