package io.routerly.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.CacheControl;
import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
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
import io.routerly.chat.OutputRules;
import io.routerly.chat.Role;
import io.routerly.chat.Sampling;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.Toolbox;
import io.routerly.chat.Vendor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.Efforts;
import io.routerly.wire.FreeText;
import io.routerly.wire.Target;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestWritingTest {
  private static final Optional<CacheControl> MARK =
      Optional.of(new CacheControl(Optional.empty()));
  private static final Optional<CacheControl> HOUR =
      Optional.of(new CacheControl(Optional.of("1h")));
  private static final MediaSource PIXEL = new MediaSource.Base64("image/png", "QQ==");

  private static final Message GO_ON = user(new Text("Go on."));

  private final Losses losses = new Losses();

  @Test
  void imagesOfResultsFollowInTheUsersNextMessage() {
    Image image = new Image(PIXEL, Optional.empty(), Optional.empty());

    assertThat(
            written(
                ApiTraits.PLAIN,
                user(
                    result("a", false, new Text("Here."), image),
                    result("b", false, image),
                    new Text("So?"))))
        .isEqualTo(
            "[{'role':'tool','tool_call_id':'a','content':'Here.'},"
                + "{'role':'tool','tool_call_id':'b',"
                + "'content':'The result is in the next message of the user.'},"
                + "{'role':'user','content':["
                + "{'type':'text','text':'From the result of the tool call a:'},"
                + "{'type':'image_url','image_url':{'url':'data:image/png;base64,QQ=='}},"
                + "{'type':'text','text':'From the result of the tool call b:'},"
                + "{'type':'image_url','image_url':{'url':'data:image/png;base64,QQ=='}},"
                + "{'type':'text','text':'So?'}]}]");
    assertThat(dropped()).isEmpty();
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({"boom,Error: boom", "ERROR 5,ERROR 5", ",Error: the tool failed."})
  void aFailureIsToldInItsText(String text, String told) {
    ContentBlock[] content = text == null ? new ContentBlock[0] : new Text[] {new Text(text)};

    assertThat(written(ApiTraits.PLAIN, user(result("a", true, content))))
        .isEqualTo("[{'role':'tool','tool_call_id':'a','content':'" + told + "'}]");
    assertThat(dropped()).isEmpty();
  }

  @Test
  void thinkingGoesBackOnlyToThoseWhoWantIt() {
    Message message =
        assistant(
            new Thinking("Hm.", Optional.of(new Signature(Vendor.ANTHROPIC, "s"))),
            new ToolUse("a", "f", "{}"));
    String calls =
        "'tool_calls':[{'id':'a','type':'function','function':{'name':'f','arguments':'{}'}}]";

    assertThat(written(traits(Quirk.WANTS_REASONING_BACK), message))
        .isEqualTo("[{'role':'assistant','content':null,'reasoning_content':'Hm.'," + calls + "}]");
    assertThat(dropped()).containsExactly("thinking_signature");
    assertThat(written(ApiTraits.PLAIN, message))
        .isEqualTo("[{'role':'assistant','content':null," + calls + "}]");
    assertThat(dropped()).containsExactly("messages.reasoning_content", "thinking_signature");
  }

  @Test
  void whoWantsReasoningBackIsToldWhereThereIsNone() {
    assertThat(written(traits(Quirk.WANTS_REASONING_BACK), assistant(new Text("Hi.")), GO_ON))
        .startsWith("[{'role':'assistant','content':'Hi.','reasoning_content':''}");
    assertThat(written(ApiTraits.PLAIN, assistant(new Text("Hi.")), GO_ON))
        .doesNotContain("reasoning_content");
    assertThat(dropped()).isEmpty();
  }

  @Test
  void textsAreOneStringWhoeverSaysThem() {
    Text[] two = {new Text("One."), new Text(""), new Text("Two.")};

    assertThat(
            written(
                ApiTraits.PLAIN,
                new Message(Role.SYSTEM, List.of(two)),
                user(two),
                assistant(two),
                user(result("a", false, two))))
        .isEqualTo(
            "[{'role':'system','content':'One.\\n\\nTwo.'},"
                + "{'role':'user','content':'One.\\n\\nTwo.'},"
                + "{'role':'assistant','content':'One.\\n\\nTwo.'},"
                + "{'role':'tool','tool_call_id':'a','content':'One.\\n\\nTwo.'}]");
    assertThat(dropped()).isEmpty();
  }

  @Test
  void piecesOfATextThatCitesAreNotTornApart() {
    Citation cited =
        new Citation(
            new Citation.Source.Page("https://e.org"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Message message =
        assistant(
            new Text("The sky "),
            new Text("is blue", List.of(cited), Optional.empty()),
            new Text("."),
            new Text("Is it?"));

    assertThat(written(ApiTraits.PLAIN, message, GO_ON))
        .startsWith("[{'role':'assistant','content':'The sky is blue.\\n\\nIs it?'}");
    assertThat(dropped()).containsExactly("messages.annotations");
  }

  @Test
  void noMoreStopsAreWrittenThanTheApiTakes() {
    ChatRequest request =
        Decoding.CODEC.readRequest(
            Decoding.json("{'model':'m','messages':[],'stop':['1','2','3','4','5']}"), losses);

    assertThat(text(write(ApiTraits.PLAIN, request).getJsonArray("stop")))
        .isEqualTo("['1','2','3','4']");
    assertThat(dropped()).containsExactly("stop");
  }

  @ParameterizedTest(name = "of {0} characters")
  @CsvSource({"64, 64, true", "65, 64, false"})
  void theNameOfAUserIsNoLongerThanTheApiTakes(int length, int written, boolean same) {
    String user = "u".repeat(length);
    ChatRequest request =
        Decoding.CODEC.readRequest(
            Decoding.json("{'model':'m','messages':[],'user':'" + user + "'}"), losses);
    String told = write(ApiTraits.PLAIN, request).getString("user");

    assertThat(told).hasSize(written);
    assertThat(told.equals(user)).isEqualTo(same);
    assertThat(dropped()).isEmpty();
  }

  @Test
  void aMessageOfWhichNothingIsLeftIsLeftOut() {
    Message hidden = assistant(new RedactedThinking(new Signature(Vendor.ANTHROPIC, "s")));

    assertThat(written(ApiTraits.PLAIN, hidden, user(new Text("?"))))
        .isEqualTo("[{'role':'user','content':'?'}]");
    assertThat(dropped()).containsExactly("redacted_thinking");
  }

  @Test
  void instructionsAreKeptWhereThereIsNoDeveloper() {
    Message message = new Message(Role.DEVELOPER, List.of(new Text("d")));

    assertThat(written(ApiTraits.PLAIN, message)).isEqualTo("[{'role':'developer','content':'d'}]");
    assertThat(written(traits(Quirk.NO_DEVELOPER_ROLE), message))
        .isEqualTo("[{'role':'system','content':'d'}]");
  }

  @Test
  void sealsGoBackToGoogleAlone() {
    ToolUse sealed =
        new ToolUse(
            Tool.Kind.FUNCTION,
            "a",
            "f",
            "{}",
            Optional.of(new Signature(Vendor.GEMINI, "s")),
            Optional.empty());

    assertThat(written(traits(Quirk.SEALED_TOOL_CALLS), assistant(sealed)))
        .contains("'extra_content':{'google':{'thought_signature':'s'}}");
    assertThat(written(traits(Quirk.SEALED_TOOL_CALLS), assistant(new ToolUse("a", "f", "{}"))))
        .contains("'thought_signature':'skip_thought_signature_validator'");
    assertThat(dropped()).isEmpty();
    assertThat(written(ApiTraits.PLAIN, assistant(sealed))).doesNotContain("extra_content");
    assertThat(dropped()).containsExactly("thinking_signature");
  }

  @Test
  void bareMessagesHaveNeitherNamesNorRefusals() {
    Message message =
        new Message(Role.ASSISTANT, List.of(new Refusal("No."), call()), Optional.of("n"));

    assertThat(written(traits(Quirk.BARE_MESSAGES, Quirk.NINE_CHARACTER_TOOL_IDS), message))
        .startsWith("[{'role':'assistant','content':'No.','tool_calls':[{'id':'")
        .doesNotContain("'name':'n'", "'refusal'");
    assertThat(dropped()).containsExactly("messages.name");
  }

  @Test
  void theIdsOfCallAndResultAreFittedAlike() {
    String id = "x".repeat(60);
    JsonArray messages =
        write(
                traits(Quirk.NINE_CHARACTER_TOOL_IDS),
                request(
                    List.of(
                        assistant(new ToolUse(id, "f", "{}")),
                        user(result(id, false, new Text("1")))),
                    Toolbox.NONE,
                    OutputRules.NONE))
            .getJsonArray("messages");
    JsonObject call = messages.getJsonObject(0).getJsonArray("tool_calls").getJsonObject(0);

    assertThat(call.getString("id"))
        .matches("[0-9A-Za-z]{9}")
        .isEqualTo(messages.getJsonObject(1).getString("tool_call_id"));
  }

  @Test
  void toolsOfFreeTextBecomeFunctionsWhereThereAreNone() {
    Tool patch =
        new Tool(
            Tool.Kind.CUSTOM,
            "patch",
            Optional.of("d"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                Decoding.json(
                    "{'type':'grammar','grammar':{'syntax':'lark','definition':'start: x'}}")),
            Optional.empty());
    JsonObject body =
        write(
            new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.NO_CUSTOM_TOOLS)),
            request(
                List.of(assistant(call()), user(result("c", false, new Text("1")))),
                new Toolbox(List.of(patch), Optional.empty(), Optional.empty()),
                OutputRules.NONE));

    assertThat(text(body.getJsonArray("tools")))
        .isEqualTo(
            "[{'type':'function','function':{'name':'patch','description':'d\\n\\nGive the text in"
                + " `input`. It must follow this grammar (lark):\\nstart: x','parameters':"
                + "{'type':'object','properties':{'input':{'type':'string','description':'"
                + FreeText.PARAMETER_DESCRIPTION
                + "'}},'required':['input']}}}]");
    assertThat(text(body.getJsonArray("messages")))
        .contains("'arguments':'{\\'input\\':\\'free\\'}'");
    assertThat(dropped()).containsExactly("tools.custom");
  }

  @Test
  void whereNoSchemaIsFollowedTheModelIsToldOfIt() {
    ChatRequest request =
        Decoding.CODEC.readRequest(
            Decoding.json(
                "{'model':'m','messages':[{'role':'system','content':'s'},"
                    + "{'role':'user','content':'u'}],'response_format':{'type':'json_schema',"
                    + "'json_schema':{'name':'x','schema':{'type':'object'}}}}"),
            losses);
    JsonObject body = write(traits(Quirk.NO_JSON_SCHEMA), request);

    assertThat(text(body.getJsonObject("response_format"))).isEqualTo("{'type':'json_object'}");
    assertThat(body.getJsonArray("messages")).hasSize(3);
    assertThat(body.getJsonArray("messages").getJsonObject(1).getString("content"))
        .endsWith("{\"type\":\"object\"}");
    assertThat(dropped()).containsExactly("response_format.json_schema");
  }

  @Test
  void fieldsAreLeftOutAndRenamedAsAnApiWantsThem() {
    ChatRequest request =
        Decoding.CODEC.readRequest(
            Decoding.json(
                "{'model':'m','messages':[],'max_tokens':9,'seed':1,'top_k':5,'stream':true,"
                    + "'tools':[{'type':'function','function':{'name':'f'}}],"
                    + "'tool_choice':'required','parallel_tool_calls':true}"),
            losses);
    ApiTraits traits =
        new ApiTraits(
            Set.of("seed", "stream_options", "parallel_tool_calls"),
            Map.of("max_completion_tokens", "max_tokens"),
            Set.of(Quirk.REQUIRED_IS_ANY));

    assertThat(text(write(traits, request)))
        .isEqualTo(
            "{'model':'p','messages':[],'tools':[{'type':'function','function':{'name':'f'}}],"
                + "'tool_choice':'any','max_tokens':9,'stream':true}");
    assertThat(dropped()).containsExactlyInAnyOrder("seed", "top_k");
    assertThat(text(write(ApiTraits.PLAIN, request)))
        .endsWith("'stream':true,'stream_options':{'include_usage':true}}");
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "low,low,reasoning_effort",
    ",,reasoning_effort",
    "xhigh,xhigh,",
    "high none,high,reasoning_effort"
  })
  void theModelIsAskedForAnEffortThatItTakes(
      @Nullable String taken, @Nullable String said, @Nullable String lost) {
    Efforts efforts =
        taken == null ? Efforts.of() : new Efforts(Arrays.asList(taken.split(" ", -1)));
    JsonObject body = write(ApiTraits.taking(efforts), reasoning("xhigh"));

    assertThat(body.getString("reasoning_effort", null)).isEqualTo(said);
    assertThat(dropped()).isEqualTo(lost == null ? List.of() : List.of(lost));
  }

  @Test
  void anUnknownModelIsAskedForTheMostThatTheFormatHasAWordFor() {
    assertThat(write(ApiTraits.PLAIN, reasoning("max")).getString("reasoning_effort"))
        .isEqualTo("xhigh");
    assertThat(dropped()).containsExactly("reasoning_effort");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"none, true", "low, false"})
  void whatThinkingForbidsIsTakenWhereThereIsNone(String effort, boolean taken) {
    JsonObject body = write(ApiTraits.refusingThinking(Set.of("temperature")), reasoning(effort));

    assertThat(body.containsKey("temperature")).isEqualTo(taken);
    assertThat(dropped()).isEqualTo(taken ? List.of() : List.of("temperature"));
  }

  private ChatRequest reasoning(String effort) {
    return Decoding.CODEC.readRequest(
        Decoding.json(
            "{'model':'m','messages':[],'temperature':0.5,'reasoning_effort':'" + effort + "'}"),
        losses);
  }

  @Test
  void whoKnowsNoChoiceAmongToolsIsOfferedOnlyThose() {
    JsonObject body = write(traits(Quirk.NO_CUSTOM_TOOLS), choosing("required", "f"));

    assertThat(text(body.getJsonArray("tools")))
        .isEqualTo("[{'type':'function','function':{'name':'f'}}]");
    assertThat(body.getString("tool_choice")).isEqualTo("required");
    assertThat(write(traits(Quirk.NO_CUSTOM_TOOLS), choosing("auto", "f")).getString("tool_choice"))
        .isEqualTo("auto");
    assertThat(dropped()).isEmpty();
  }

  @Test
  void whoKnowsNoChoiceAmongToolsIsTold() {
    JsonObject none = write(traits(Quirk.NO_CUSTOM_TOOLS), choosing("required"));
    assertThat(none.getString("tool_choice")).isEqualTo("none");
    assertThat(none.getJsonArray("tools")).hasSize(2);
    assertThat(dropped()).isEmpty();

    assertThat(write(traits(Quirk.NO_CUSTOM_TOOLS), choosing("required", "other")))
        .doesNotContainKeys("tools", "tool_choice");
    assertThat(dropped()).containsExactly("tool_choice");
  }

  @Test
  void openAiChoosesAmongAllTools() {
    JsonObject body = write(ApiTraits.PLAIN, choosing("auto", "f"));

    assertThat(body.getJsonArray("tools")).hasSize(2);
    assertThat(body.getJsonObject("tool_choice").getString("type")).isEqualTo("allowed_tools");
  }

  private ChatRequest choosing(String mode, String... allowed) {
    StringBuilder tools = new StringBuilder();
    for (String name : allowed) {
      tools.append("{'type':'function','function':{'name':'").append(name).append("'}}");
    }
    return Decoding.CODEC.readRequest(
        Decoding.json(
            "{'model':'m','messages':[],'tools':["
                + "{'type':'function','function':{'name':'f'}},"
                + "{'type':'function','function':{'name':'g'}}],"
                + "'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'"
                + mode
                + "','tools':["
                + tools
                + "]}}}"),
        losses);
  }

  @Test
  void whatHasNoWordHereIsNamed() {
    MediaSource foreign = new MediaSource.FileId(Vendor.ANTHROPIC, "f");
    written(
        traits(Quirk.NO_MEDIA_URLS),
        user(
            new Text("x", List.of(), MARK),
            new Image(new MediaSource.Url("u"), Optional.empty(), Optional.empty()),
            new Document(foreign, Optional.empty(), Optional.empty(), true, Optional.empty()),
            new Document(
                new MediaSource.Url("u"),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty())),
        assistant(new Text("continue")));

    assertThat(dropped())
        .containsExactlyInAnyOrder(
            "cache_control",
            "messages.content.image_url.url",
            "messages.content.file.file_id",
            "document_citations",
            "document_urls",
            "prefill");
  }

  @ParameterizedTest(name = "{1} called {0} is {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "Report,       application/pdf,            Report.pdf",
        "report.PDF,   application/pdf,            report.PDF",
        "Report 2.1,   application/pdf,            Report 2.1.pdf",
        "-,            application/pdf,            document.pdf",
        "-,            text/csv,                   document.csv",
        "-,            text/x-new,                 document.txt",
        "main.c,       text/plain,                 main.c",
        "notes,        text/plain; charset=utf-8,  notes.txt",
        "letter,       application/rtf,            letter.rtf",
        "site,         text/html,                  site.html",
        "app.js,       text/javascript,            app.js",
        "feed.xml,     application/xml,            feed.xml",
        "as-is.xyz,    application/x-new,          as-is.xyz",
        "-,            application/x-new,          document",
      })
  void aFileIsNamedByWhatItIs(@Nullable String title, String mediaType, String name) {
    Document document =
        new Document(
            new MediaSource.Base64(mediaType, "QQ=="),
            Optional.ofNullable(title),
            Optional.empty(),
            false,
            Optional.empty());

    assertThat(written(ApiTraits.PLAIN, user(document))).contains("'filename':'" + name + "'");
  }

  @Test
  void whoTakesCacheMarksGetsThemOnTexts() {
    Message system =
        new Message(
            Role.SYSTEM, List.of(new Text("Be brief."), new Text("Be kind.", List.of(), HOUR)));
    Message asked = user(new Text("Hi.", List.of(), MARK));

    assertThat(written(traits(Quirk.TAKES_CACHE_CONTROL), system, asked, GO_ON))
        .isEqualTo(
            "[{'role':'system','content':[{'type':'text','text':'Be brief.'},"
                + "{'type':'text','text':'Be kind.',"
                + "'cache_control':{'type':'ephemeral','ttl':'1h'}}]},"
                + "{'role':'user','content':[{'type':'text','text':'Hi.',"
                + "'cache_control':{'type':'ephemeral'}}]},"
                + "{'role':'user','content':'Go on.'}]");
    assertThat(dropped()).isEmpty();

    assertThat(written(ApiTraits.PLAIN, system, asked)).doesNotContain("cache_control");
    assertThat(dropped()).containsExactly("cache_control");
  }

  @Test
  void marksElsewhereThanOnTextsAreNamed() {
    Image image = new Image(PIXEL, Optional.empty(), MARK);

    assertThat(written(traits(Quirk.TAKES_CACHE_CONTROL), user(image)))
        .doesNotContain("cache_control");
    assertThat(dropped()).containsExactly("cache_control");
  }

  private String written(ApiTraits traits, Message... messages) {
    return text(
        write(traits, request(List.of(messages), Toolbox.NONE, OutputRules.NONE))
            .getJsonArray("messages"));
  }

  private JsonObject write(ApiTraits traits, ChatRequest request) {
    return Decoding.CODEC.writeRequest(request, new Target("p", traits), losses);
  }

  private static ChatRequest request(List<Message> messages, Toolbox toolbox, OutputRules output) {
    return new ChatRequest(
        "m",
        messages,
        toolbox,
        Sampling.DEFAULT,
        output,
        Optional.empty(),
        CallOptions.NONE,
        false);
  }

  private static String text(JsonValue value) {
    return Nodes.text(value).replace('"', '\'');
  }

  private List<String> dropped() {
    return losses.names(Decoding.CODEC::nameOf);
  }

  private static ApiTraits traits(Quirk... quirks) {
    return new ApiTraits(Set.of(), Map.of(), Set.of(quirks));
  }

  private static ToolUse call() {
    return new ToolUse(Tool.Kind.CUSTOM, "c", "patch", "free", Optional.empty(), Optional.empty());
  }

  private static Message user(ContentBlock... blocks) {
    return new Message(Role.USER, List.of(blocks));
  }

  private static Message assistant(ContentBlock... blocks) {
    return new Message(Role.ASSISTANT, List.of(blocks));
  }

  private static ToolResult result(String id, boolean failed, ContentBlock... content) {
    return new ToolResult(id, List.of(content), failed, Optional.empty());
  }
}
