package io.routerly.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.AnswerEvents;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.FinishReason;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.wire.AnswerFrame;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tools in namespaces, which is how Codex declares those of its MCP servers. */
class ResponsesNamespacesTest {
  private static final String DOCS =
      "{'type':'namespace','name':'mcp__docs','tools':[{'type':'function','name':'search',"
          + "'description':'Finds.','strict':false,'parameters':{'type':'object'},"
          + "'defer_loading':true}]}";

  private static final String SEARCH =
      "{'type':'tool_search','execution':'client','description':'Finds tools.',"
          + "'parameters':{'type':'object','properties':{'query':{'type':'string'}}}}";

  private final ResponsesCodec codec = new ResponsesCodec();
  private final Losses losses = new Losses();

  @Test
  void toolsOfANamespaceAreFunctionsUnderBothNames() {
    ChatRequest request =
        read(
            "{'input':'Hi','tools':["
                + DOCS
                + "],'tool_choice':{'type':'function','namespace':'mcp__docs','name':'search'}}");

    assertThat(request.toolbox().tools())
        .containsExactly(
            new Tool(
                Tool.Kind.FUNCTION,
                "mcp__docs__search",
                Optional.of("Finds."),
                Optional.of(Answers.json("{'type':'object'}")),
                Optional.of(false),
                Optional.empty(),
                Optional.empty()));
    assertThat(request.toolbox().choice()).contains(new ToolChoice.Named("mcp__docs__search"));
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void callsInTheHistoryHaveTheNamesThatTheToolsHave() {
    ChatRequest request =
        read(
            "{'input':[{'type':'function_call','namespace':'mcp__docs','name':'search',"
                + "'arguments':'{}','call_id':'c1'},{'type':'function_call','namespace':'gone__',"
                + "'name':'f','arguments':'{}','call_id':'c2'}],'tools':["
                + DOCS
                + "]}");

    assertThat(request.messages().get(0).content())
        .containsExactly(
            new ToolUse("c1", "mcp__docs__search", "{}"), new ToolUse("c2", "gone__f", "{}"));
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void aCallGoesBackToItsNamespaceInEveryItemOfIt() {
    AnswerFrame frame = Answers.frame("{'input':'Hi','tools':[" + DOCS + "]}");
    ChatAnswer answer = calling(new ToolUse("c1", "mcp__docs__search", "[1]"));

    assertThat(codec.writeAnswer(answer, frame, losses).getJsonArray("output"))
        .containsExactly(
            Answers.json(
                "{'id':'fc_abc_0','type':'function_call','status':'completed',"
                    + "'arguments':'[1]','call_id':'c1','name':'search',"
                    + "'namespace':'mcp__docs'}"));
    assertThat(
            stream(answer, frame)
                .lines()
                .filter(line -> line.contains("\"type\":\"function_call\"")))
        .hasSize(3) // added, done, and the whole response
        .allMatch(line -> line.contains("\"namespace\":\"mcp__docs\""));
  }

  @Test
  void namesThatWouldBeTheSameDiffer() {
    String request =
        "{'input':'Hi','tools':[{'type':'namespace','name':'a','tools':[{'type':'function',"
            + "'name':'b__c'}]},{'type':'namespace','name':'a__b','tools':[{'type':'custom',"
            + "'name':'c'}]},{'type':'function','name':'a__b__c'}]}";
    List<String> names = names(read(request));

    assertThat(names).doesNotHaveDuplicates().element(2).isEqualTo("a__b__c");
    assertThat(names).allMatch(name -> name.matches("[a-zA-Z0-9_-]{1,64}"));
    assertThat(names(read(request))).isEqualTo(names);
    JsonObject item =
        codec
            .writeAnswer(
                calling(new ToolUse("c1", names.get(1), "{\"input\":\"ls\"}")),
                Answers.frame(request),
                losses)
            .getJsonArray("output")
            .getJsonObject(0);
    assertThat(item.getString("type")).isEqualTo("custom_tool_call");
    assertThat(item.getString("namespace") + "/" + item.getString("name")).isEqualTo("a__b/c");
    assertThat(item.getString("input")).isEqualTo("ls");
  }

  @Test
  void aNameThatIsTooLongIsCutToOneThatNoOtherToolHas() {
    String space = "mcp__" + "long".repeat(14);
    List<String> names =
        names(
            read(
                "{'input':'Hi','tools':[{'type':'namespace','name':'"
                    + space
                    + "','tools':[{'type':'function','name':'find.one'},"
                    + "{'type':'function','name':'find.two'}]}]}"));

    assertThat(names).hasSize(2).doesNotHaveDuplicates();
    assertThat(names).allMatch(name -> name.matches("[a-zA-Z0-9_-]{64}"));
  }

  @Test
  void aSearchThatTheClientRunsIsAFunctionThatLoadsTools() {
    ChatRequest request =
        read(
            "{'input':[{'type':'tool_search_call','call_id':'s1','execution':'client',"
                + "'status':'completed','arguments':{'query':'docs'}},"
                + "{'type':'tool_search_output','call_id':'s1','execution':'client',"
                + "'status':'completed','tools':["
                + DOCS
                + "]}],'tools':["
                + SEARCH
                + "]}");

    assertThat(request.messages())
        .containsExactly(
            new Message(
                Role.ASSISTANT, List.of(new ToolUse("s1", "tool_search", "{\"query\":\"docs\"}"))),
            new Message(
                Role.USER,
                List.of(
                    new ToolResult(
                        "s1",
                        List.of(new Text("Ready to be called: mcp__docs__search")),
                        false,
                        Optional.empty()))));
    assertThat(names(request)).containsExactly("tool_search", "mcp__docs__search");
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void aCallOfTheSearchIsAnItemOfItsOwnKind() {
    AnswerFrame frame = Answers.frame("{'input':'Hi','tools':[" + SEARCH + "]}");
    ChatAnswer answer = calling(new ToolUse("s1", "tool_search", "{\"query\":\"docs\"}"));
    JsonValue item = codec.writeAnswer(answer, frame, losses).getJsonArray("output").get(0);

    assertThat(item)
        .isEqualTo(
            Answers.json(
                "{'id':'tsc_abc_0','type':'tool_search_call','execution':'client',"
                    + "'call_id':'s1','status':'completed','arguments':{'query':'docs'}}"));
    assertThat(stream(answer, frame)).doesNotContain("function_call");
  }

  @Test
  void whatTheProviderItselfSearchesIsNamedAsALoss() {
    read("{'input':'Hi','tools':[{'type':'tool_search'}," + DOCS + "]}");

    assertThat(losses.names(ChatField::plainName)).containsExactly("tools.tool_search");
  }

  private ChatRequest read(String request) {
    return codec.readRequest(Answers.json(request), losses);
  }

  private static List<String> names(ChatRequest request) {
    return request.toolbox().tools().stream().map(Tool::name).toList();
  }

  private static String stream(ChatAnswer answer, AnswerFrame frame) {
    List<ChatEvent> told = new ArrayList<>();
    AnswerEvents.tell(answer, told::add);
    return new String(Answers.encode(told, frame), StandardCharsets.UTF_8);
  }

  private static ChatAnswer calling(ToolUse call) {
    return new ChatAnswer(
        "1",
        "m",
        List.of(
            new ChatAnswer.Choice(
                List.of(call), FinishReason.of(FinishReason.Kind.TOOL_USE), List.of())),
        Optional.empty(),
        Optional.empty());
  }
}
