package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.Gemini.CODEC;
import static io.routerly.wire.gemini.Gemini.NEWER;
import static io.routerly.wire.gemini.Gemini.OLDER;
import static io.routerly.wire.gemini.Gemini.json;
import static io.routerly.wire.gemini.Gemini.model;
import static io.routerly.wire.gemini.Gemini.request;
import static io.routerly.wire.gemini.Gemini.text;
import static io.routerly.wire.gemini.Gemini.user;
import static io.routerly.wire.gemini.Gemini.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.chat.CacheControl;
import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Message;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Role;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.Toolbox;
import io.routerly.chat.Vendor;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.FreeText;
import io.routerly.wire.Target;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiRequestWriterTest {
  private static final Text HI = new Text("Hi");
  private static final ToolUse CALL = new ToolUse("1", "f", "{}");
  private static final Signature SEAL = new Signature(Vendor.GEMINI, "c2VhbA==");

  @Test
  void instructionsAtTheBeginningHaveAPlaceOfTheirOwnAndLaterOnesStay() {
    JsonObject body =
        written(
            request(
                new Message(Role.SYSTEM, List.of(new Text("A"))),
                new Message(Role.DEVELOPER, List.of(new Text("B"))),
                user(HI),
                new Message(Role.DEVELOPER, List.of(new Text("C"))),
                user(new Text("there"))),
            OLDER);

    assertThat(body)
        .isEqualTo(
            json(
                "{'systemInstruction':{'parts':[{'text':'A'},{'text':'B'}]},"
                    + "'contents':[{'role':'user','parts':[{'text':'Hi'},"
                    + "{'text':'<system>\\nC\\n</system>'},{'text':'there'}]}]}"));
  }

  @Test
  void theUserSaysTheInstructionsWhereTheModelTakesNone() {
    Target gemma =
        new Target(
            "gemma-3-27b-it", new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.NO_INSTRUCTIONS)));
    Message system = new Message(Role.SYSTEM, List.of(new Text("A"), new Text("B")));

    assertThat(written(request(system, user(HI), model(HI)), gemma))
        .isEqualTo(
            json(
                "{'contents':[{'role':'user','parts':[{'text':'A'},{'text':'B'},{'text':'Hi'}]},"
                    + "{'role':'model','parts':[{'text':'Hi'}]}]}"));
    assertThat(written(request(system, model(HI)), gemma))
        .isEqualTo(
            json(
                "{'contents':[{'role':'user','parts':[{'text':'A'},{'text':'B'}]},"
                    + "{'role':'model','parts':[{'text':'Hi'}]}]}"));
    assertThat(text(written(request(), gemma).getJsonArray("contents")))
        .isEqualTo("[{'role':'user','parts':[{'text':' '}]}]");
  }

  @Test
  void theUserBeginsEvenWhereNobodySpoke() {
    assertThat(text(written(request(), OLDER).getJsonArray("contents")))
        .isEqualTo("[{'role':'user','parts':[{'text':' '}]}]");
    assertThat(written(request(model(HI)), OLDER).getJsonArray("contents")).hasSize(2);
  }

  @Test
  void resultsComeFirstAndTogether() {
    JsonObject body =
        written(
            request(
                user(HI),
                model(CALL, new ToolUse("2", "g", "{\"a\":1}")),
                user(result("2", false, new Text("{\"b\":2}"))),
                user(HI),
                user(result("1", true, new Text("broken")))),
            OLDER);

    assertThat(body.getJsonArray("contents")).hasSize(3);
    assertThat(text(body.getJsonArray("contents").get(2)))
        .isEqualTo(
            "{'role':'user','parts':["
                + "{'functionResponse':{'id':'2','name':'g','response':{'b':2}}},"
                + "{'functionResponse':{'id':'1','name':'f','response':{'error':'broken'}}},"
                + "{'text':'Hi'}]}");
  }

  @Test
  void imagesStandInResultsWhereThatIsUnderstoodAndBehindThemElsewhere() {
    ContentBlock image =
        new ContentBlock.Image(
            new MediaSource.Base64("image/png", "QQ=="), Optional.empty(), Optional.empty());
    ChatRequest request = request(user(HI), model(CALL), user(result("1", false, image)));

    assertThat(last(written(request, OLDER)))
        .isEqualTo(
            "{'role':'user','parts':[{'functionResponse':{'id':'1','name':'f','response':{}}},"
                + "{'inlineData':{'mimeType':'image/png','data':'QQ=='}}]}");
    assertThat(last(written(request, NEWER)))
        .isEqualTo(
            "{'role':'user','parts':[{'functionResponse':{'id':'1','name':'f','response':{},"
                + "'parts':[{'inlineData':{'mimeType':'image/png','data':'QQ=='}}]}}]}");
  }

  @Test
  void aResultWithoutItsCallIsRefused() {
    assertThatThrownBy(() -> written(request(user(result("9", false, HI))), OLDER))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
        .hasMessageContaining("\"9\"");
  }

  @ParameterizedTest(name = "{0} is written as {1}")
  @CsvSource({"f, f", "a.b:c-d, a.b:c-d", "2fa, _:2fa", "-x, _:-x"})
  void aNameThatBeginsWronglyIsMarked(String name, String expected) {
    assertThat(GeminiNames.forProvider(name)).isEqualTo(expected);
    assertThat(GeminiNames.read(expected)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"a b", "naïve", "''"})
  void aNameWithOtherCharactersIsRefused(String name) {
    assertThatThrownBy(() -> GeminiNames.forProvider(name))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("use letters, digits");
  }

  @ParameterizedTest(name = "{0} are {1}")
  @CsvSource(
      delimiter = '|',
      value = {"'' | {}", "{\"a\":[1]} | {'a':[1]}", "oops | {'malformed_arguments':'oops'}"})
  void argumentsAreAnObject(String arguments, String expected) {
    Losses losses = new Losses();
    JsonObject body =
        CODEC.writeRequest(
            request(user(HI), model(new ToolUse("1", "f", arguments))), OLDER, losses);

    assertThat(last(body)).contains("'args':" + expected);
    assertThat(losses.fields())
        .isEqualTo(arguments.equals("oops") ? Set.of(ChatField.TOOL_ARGUMENTS) : Set.of());
  }

  @Test
  void theFirstCallOfEachStepIsSealedWhereThatIsAsked() {
    ChatRequest request =
        request(
            user(HI),
            model(CALL, new ToolUse("2", "g", "{}")),
            user(result("1", false, HI), result("2", false, HI)),
            model(sealed(new ToolUse("3", "f", "{}"), SEAL)));

    JsonObject body = written(request, NEWER);
    assertThat(text(body.getJsonArray("contents").get(1)))
        .isEqualTo(
            "{'role':'model','parts':[{'functionCall':{'id':'1','name':'f','args':{}},"
                + "'thoughtSignature':'skip_thought_signature_validator'},"
                + "{'functionCall':{'id':'2','name':'g','args':{}}}]}");
    assertThat(last(body)).contains("'thoughtSignature':'c2VhbA=='");
    assertThat(text(written(request, OLDER))).doesNotContain("skip_thought");
  }

  @Test
  void aSealThatCameInAThoughtWithoutWordsGoesBackOnItsCall() {
    ChatRequest request = request(user(HI), model(HI, new Thinking("", Optional.of(SEAL)), CALL));

    assertThat(last(written(request, NEWER)))
        .isEqualTo(
            "{'role':'model','parts':[{'text':'Hi'},{'functionCall':{'id':'1','name':'f',"
                + "'args':{}},'thoughtSignature':'c2VhbA=='}]}");
  }

  @Test
  void thoughtsOfOthersAreLeftOutAndNamed() {
    Signature foreign = new Signature(Vendor.ANTHROPIC, "s");
    Losses losses = new Losses();

    JsonObject body =
        CODEC.writeRequest(
            request(
                user(HI),
                model(
                    new Thinking("Hm", Optional.of(foreign)),
                    new Thinking("So", Optional.empty()),
                    new ContentBlock.RedactedThinking(foreign),
                    sealed(CALL, foreign))),
            OLDER,
            losses);

    assertThat(last(body))
        .isEqualTo("{'role':'model','parts':[{'functionCall':{'id':'1','name':'f','args':{}}}]}");
    assertThat(losses.fields())
        .containsExactlyInAnyOrder(
            ChatField.THINKING, ChatField.REDACTED_THINKING, ChatField.THINKING_SIGNATURE);
  }

  @Test
  void whatHasNoPlaceIsNamed() {
    Optional<CacheControl> cache = Optional.of(new CacheControl(Optional.empty()));
    Losses losses = new Losses();

    CODEC.writeRequest(
        request(
            new Message(
                Role.USER,
                List.of(
                    new Text("a", List.of(), cache),
                    new ContentBlock.Image(
                        new MediaSource.Url("https://a.example/b.png"),
                        Optional.of("high"),
                        Optional.empty()),
                    new ContentBlock.Document(
                        new MediaSource.FileId(Vendor.OPENAI, "file-1"),
                        Optional.of("T"),
                        Optional.of("C"),
                        true,
                        Optional.empty())),
                Optional.of("Ann"))),
        new Target("m", new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.NO_MEDIA_URLS))),
        losses);

    assertThat(losses.fields())
        .containsExactlyInAnyOrder(
            ChatField.MESSAGE_NAME,
            ChatField.CACHE_CONTROL,
            ChatField.IMAGE_URLS,
            ChatField.IMAGE_DETAIL,
            ChatField.FILE_IDS,
            ChatField.DOCUMENT_TITLE,
            ChatField.DOCUMENT_CONTEXT,
            ChatField.DOCUMENT_CITATIONS);
  }

  @Test
  void freeTextIsOneArgument() {
    ToolUse call =
        new ToolUse(Tool.Kind.CUSTOM, "1", "f", "ls -l", Optional.empty(), Optional.empty());

    assertThat(last(written(request(user(HI), model(call)), OLDER)))
        .contains("'args':{'input':'ls -l'}");
  }

  @Test
  void aToolOfFreeTextIsToldItsGrammar() {
    Tool patch =
        new Tool(
            Tool.Kind.CUSTOM,
            "patch",
            Optional.of("Patches."),
            Optional.empty(),
            Optional.empty(),
            Optional.of(json("{'type':'grammar','syntax':'lark','definition':'start: x'}")),
            Optional.empty());
    Losses losses = new Losses();
    JsonObject body =
        CODEC.writeRequest(
            request(
                new Toolbox(List.of(patch), Optional.empty(), Optional.empty()), OutputRules.NONE),
            OLDER,
            losses);

    assertThat(text(body.getJsonArray("tools")))
        .contains(
            "'description':'Patches.\\n\\nGive the text in `input`. It must follow this grammar"
                + " (lark):\\nstart: x'")
        .contains("'type':'STRING','description':'" + FreeText.PARAMETER_DESCRIPTION + "'");
    assertThat(losses.fields()).containsExactly(ChatField.CUSTOM_TOOLS);
  }

  private static ToolResult result(String id, boolean failed, ContentBlock... content) {
    return new ToolResult(id, List.of(content), failed, Optional.empty());
  }

  private static ToolUse sealed(ToolUse call, Signature seal) {
    return new ToolUse(
        call.kind(), call.id(), call.name(), call.arguments(), Optional.of(seal), call.cache());
  }

  private static String last(JsonObject body) {
    return text(body.getJsonArray("contents").get(body.getJsonArray("contents").size() - 1));
  }
}
