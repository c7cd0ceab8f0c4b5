package io.routerly.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.CacheControl;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Audio;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Image;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.Vendor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the messages of other formats. */
class ConversationWriterTest {
  private static final Message HI = user(new Text("Hi."));
  private static final Signature OWN = new Signature(Vendor.ANTHROPIC, "c2VhbA");
  private static final Signature FOREIGN = new Signature(Vendor.OPENAI, "c2VhbA");

  private final Losses losses = new Losses();

  private static Message user(ContentBlock... content) {
    return new Message(Role.USER, List.of(content));
  }

  private static Message assistant(ContentBlock... content) {
    return new Message(Role.ASSISTANT, List.of(content));
  }

  private static ContentBlock result(String id, String text) {
    return new ToolResult(id, List.of(new Text(text)), false, Optional.empty());
  }

  private String write(Message... messages) {
    ChatRequest request = Requests.of(messages);
    return String.valueOf(Wires.CODEC.writeRequest(request, Wires.PLAIN, losses).get("messages"));
  }

  private List<String> lost() {
    return losses.fields().stream().map(Enum::name).toList();
  }

  private static String json(String text) {
    return String.valueOf(Wires.json("{'a':" + text + "}").get("a"));
  }

  @Test
  void allInstructionsAtTheBeginningAreTheSystemPrompt() {
    ChatRequest request =
        Requests.of(
            new Message(Role.SYSTEM, List.of(new Text("A"))),
            new Message(Role.DEVELOPER, List.of(new Text("B"))),
            HI);
    assertThat(String.valueOf(Wires.CODEC.writeRequest(request, Wires.PLAIN, losses).get("system")))
        .isEqualTo(json("[{'type':'text','text':'A'},{'type':'text','text':'B'}]"));
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void aModelThatDoesNotGoOnFromABeginningIsAskedTo() {
    Target unwilling =
        new Target("claude-test", new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.NO_PREFILL)));
    ChatRequest begun = Requests.of(HI, assistant(new Text("He")));

    assertThat(String.valueOf(Wires.CODEC.writeRequest(begun, unwilling, losses).get("messages")))
        .isEqualTo(
            json(
                "[{'role':'user','content':'Hi.'},{'role':'assistant','content':'He'},"
                    + "{'role':'user','content':'Go on.'}]"));
    assertThat(lost()).containsExactly("PREFILL");
  }

  @Test
  void aConversationThatEndsWithTheUserIsAsItIsForEveryModel() {
    Target unwilling =
        new Target("claude-test", new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.NO_PREFILL)));
    ChatRequest asked = Requests.of(HI, assistant(new Text("He")), HI);

    assertThat(Wires.CODEC.writeRequest(asked, unwilling, losses).getJsonArray("messages"))
        .hasSize(3);
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void laterInstructionsStayInTheirPlaceAndAreMarked() {
    assertThat(
            write(
                HI,
                assistant(new Text("Hello.")),
                new Message(Role.DEVELOPER, List.of(new Text("Be brief."))),
                user(new Text("Go on."))))
        .isEqualTo(
            json(
                "[{'role':'user','content':'Hi.'},{'role':'assistant','content':'Hello.'},"
                    + "{'role':'user','content':["
                    + "{'type':'text','text':'<system>\\nBe brief.\\n</system>'},"
                    + "{'type':'text','text':'Go on.'}]}]"));
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void consecutiveResultsAreOneTurnAndComeFirst() {
    assertThat(
            write(
                HI,
                assistant(new ToolUse("a", "f", "{}"), new ToolUse("b", "f", "")),
                user(result("a", "1")),
                user(new Text("Both?")),
                user(result("b", "2"))))
        .isEqualTo(
            json(
                "[{'role':'user','content':'Hi.'},{'role':'assistant','content':["
                    + "{'type':'tool_use','id':'a','name':'f','input':{}},"
                    + "{'type':'tool_use','id':'b','name':'f','input':{}}]},"
                    + "{'role':'user','content':["
                    + "{'type':'tool_result','tool_use_id':'a','content':'1'},"
                    + "{'type':'tool_result','tool_use_id':'b','content':'2'},"
                    + "{'type':'text','text':'Both?'}]}]"));
  }

  @Test
  void anIdThatIsRefusedIsTheSameOnCallAndResult() {
    String messages = write(assistant(new ToolUse("a:b.1", "f", "{}")), user(result("a:b.1", "")));
    assertThat(messages).doesNotContain("a:b.1").contains("\"tool_use_id\":\"toolu_");
    String id = messages.replaceAll(".*\"id\":\"([a-zA-Z0-9_-]+)\".*", "$1");
    assertThat(messages).contains("\"tool_use_id\":\"" + id + "\"");
  }

  @Test
  void callsThatAProviderNamedAlikeAreNumbered() {
    assertThat(
            write(
                    HI,
                    assistant(new ToolUse("f_0", "f", "{}"), new ToolUse("f_0", "f", "{}")),
                    user(result("f_0", "1"), result("f_0", "2")),
                    assistant(new ToolUse("f_0_2", "f", "{}"), new ToolUse("f_0", "f", "{}")),
                    user(result("f_0", "4"), result("f_0_2", "3")))
                .replaceAll(".*?(\"(?:id|tool_use_id)\":\"[^\"]*\")", "$1 ")
                .replaceAll(" [^ ]*$", ""))
        .isEqualTo(
            "'id':'f_0' 'id':'f_0_2' 'tool_use_id':'f_0' 'tool_use_id':'f_0_2' 'id':'f_0_2_2' "
                    .replace('\'', '"')
                + "'id':'f_0_3' 'tool_use_id':'f_0_3' 'tool_use_id':'f_0_2_2'".replace('\'', '"'));
  }

  @Test
  void aResultIsOfTheLastCallOfItsId() {
    String messages =
        write(
            HI,
            assistant(new ToolUse("a", "f", "{}")),
            HI,
            assistant(new ToolUse("a", "f", "{}")),
            user(result("a", "1")));

    assertThat(messages).contains("\"tool_use_id\":\"a_2\"");
  }

  @Test
  void theUserBegins() {
    assertThat(write()).isEqualTo(json("[{'role':'user','content':'Begin.'}]"));
    assertThat(write(assistant(new Text("Hello.")), HI))
        .isEqualTo(
            json(
                "[{'role':'user','content':'Begin.'},{'role':'assistant','content':'Hello.'},"
                    + "{'role':'user','content':'Hi.'}]"));
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void textsWithoutAWordAreLeftOut() {
    assertThat(write(user(new Text(""), new Text("Hi.")), assistant(new Text(" \n")), HI))
        .isEqualTo(
            json(
                "[{'role':'user','content':["
                    + "{'type':'text','text':'Hi.'},{'type':'text','text':'Hi.'}]}]"));
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void aBeginningOfTheAnswerEndsInNoWhiteSpace() {
    assertThat(write(HI, assistant(new Text("The answer is ")))).contains("\"The answer is\"");
  }

  @Test
  void thinkingOfTheSameMakerGoesBackInOrder() {
    assertThat(
            write(
                HI,
                assistant(
                    new Thinking("Hm.", Optional.of(OWN)),
                    new RedactedThinking(OWN),
                    new Text("Yes."))))
        .contains(
            json(
                "[{'type':'thinking','thinking':'Hm.','signature':'c2VhbA'},"
                    + "{'type':'redacted_thinking','data':'c2VhbA'},"
                    + "{'type':'text','text':'Yes.'}]"));
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void argumentsThatAreNoObjectAreWrapped() {
    assertThat(write(assistant(new ToolUse("a", "f", "[1"))))
        .contains("\"input\":{\"malformed_arguments\":\"[1\"}");
    assertThat(lost()).containsExactly("TOOL_ARGUMENTS");
  }

  @Test
  void freeTextStandsInAnObject() {
    ToolUse use =
        new ToolUse(
            Tool.Kind.CUSTOM, "a", "patch", "*** Begin", Optional.empty(), Optional.empty());
    assertThat(write(assistant(use))).contains("\"input\":{\"input\":\"*** Begin\"}");
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void aDocumentOfTextIsWrittenAsText() {
    assertThat(write(user(document(new MediaSource.Base64("text/csv", "YSxi")))))
        .contains(json("{'type':'text','media_type':'text/plain','data':'a,b'}"));
    assertThat(losses.isEmpty()).isTrue();
  }

  private static ContentBlock document(MediaSource source) {
    return new Document(source, Optional.empty(), Optional.empty(), false, Optional.empty());
  }

  private static ContentBlock image(MediaSource source, String detail) {
    return new Image(source, Optional.of(detail), Optional.empty());
  }

  static Stream<Arguments> lossyMessages() {
    MediaSource url = new MediaSource.Url("https://example.com/a.png");
    Citation cited =
        new Citation(
            new Citation.Source.Page("https://a"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return Stream.of(
        Arguments.of("MESSAGE_NAME", new Message(Role.USER, HI.content(), Optional.of("Ada"))),
        Arguments.of("AUDIO", user(new Audio(new MediaSource.Base64("audio/wav", "AA")))),
        Arguments.of("IMAGE_DETAIL", user(image(url, "high"))),
        Arguments.of("IMAGES", assistant(image(url, "auto"))),
        Arguments.of("DOCUMENTS", user(document(new MediaSource.Base64("application/x", "AA")))),
        Arguments.of("DOCUMENTS", user(document(new MediaSource.Base64("text/csv", "*")))),
        Arguments.of("FILE_IDS", user(document(new MediaSource.FileId(Vendor.OPENAI, "f")))),
        Arguments.of("THINKING", assistant(new Thinking("Hm.", Optional.of(FOREIGN)))),
        Arguments.of("THINKING", assistant(new Thinking("Hm.", Optional.empty()))),
        Arguments.of("THINKING_SIGNATURE", assistant(new Thinking("", Optional.of(FOREIGN)))),
        Arguments.of("REDACTED_THINKING", assistant(new RedactedThinking(FOREIGN))),
        Arguments.of("CITATIONS", assistant(new Text("a", List.of(cited), Optional.empty()))),
        Arguments.of(
            "CACHE_CONTROL",
            user(new Text("", List.of(), Optional.of(new CacheControl(Optional.empty()))))));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("lossyMessages")
  void namesWhatCannotBeSaid(String field, Message message) {
    write(message);
    assertThat(lost()).containsExactly(field);
  }

  @Test
  void whatAModelDeclinedIsText() {
    assertThat(write(HI, assistant(new Refusal("No.")))).contains("\"No.\"");
    assertThat(losses.isEmpty()).isTrue();
  }
}
