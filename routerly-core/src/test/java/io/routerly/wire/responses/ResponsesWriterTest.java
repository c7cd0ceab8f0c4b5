package io.routerly.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.CacheControl;
import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Image;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Message;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Reasoning;
import io.routerly.chat.Role;
import io.routerly.chat.Sampling;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.Toolbox;
import io.routerly.chat.Vendor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.Efforts;
import io.routerly.wire.Target;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesWriterTest {
  private final Losses losses = new Losses();

  @Test
  void writesTheFirstInstructionsApartAndOthersInTheirPlaces() {
    JsonObject body =
        write(
            new Message(Role.SYSTEM, List.of(new Text("A"))),
            new Message(Role.SYSTEM, List.of(new Text("B"))),
            new Message(Role.DEVELOPER, List.of(new Text("C"))),
            new Message(Role.USER, List.of(new Text("D"))));

    assertThat(body)
        .isEqualTo(
            Answers.json(
                "{'model':'gpt-4.1','instructions':'A','input':["
                    + "{'type':'message','role':'system','content':[{'type':'input_text',"
                    + "'text':'B'}]},"
                    + "{'type':'message','role':'developer','content':[{'type':'input_text',"
                    + "'text':'C'}]},"
                    + "{'type':'message','role':'user','content':[{'type':'input_text',"
                    + "'text':'D'}]}],'store':false}"));
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void writesATurnOfTheModelAsItemsInTheirOrder() {
    Signature seal = new Signature(Vendor.OPENAI, Optional.of("rs_1"), "gAAA");
    JsonObject body =
        write(
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Thinking("Hm.", Optional.of(seal)),
                    new Text("A"),
                    new ContentBlock.Refusal("B"),
                    new ToolUse("c1", "f", ""))),
            new Message(
                Role.USER,
                List.of(
                    new ToolResult("c1", List.of(new Text("1")), false, Optional.empty()),
                    new Text("C"))));

    assertThat(body.get("input"))
        .isEqualTo(
            Answers.json(
                    "{'a':[{'type':'reasoning','id':'rs_1','summary':[{'type':'summary_text',"
                        + "'text':'Hm.'}],'encrypted_content':'gAAA'},"
                        + "{'type':'message','role':'assistant','content':[{'type':'output_text',"
                        + "'text':'A','annotations':[]},{'type':'refusal','refusal':'B'}]},"
                        + "{'type':'function_call','call_id':'c1','name':'f','arguments':'{}'},"
                        + "{'type':'function_call_output','call_id':'c1','output':'1'},"
                        + "{'type':'message','role':'user','content':[{'type':'input_text',"
                        + "'text':'C'}]}]}")
                .get("a"));
    assertThat(body.getJsonArray("include")).hasToString("[\"reasoning.encrypted_content\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5, true",
    "openai/gpt-5.1-codex-max, true",
    "o4-mini, true",
    "gpt-4.1, false",
    "gpt-5-chat-latest, false",
    "omni, false"
  })
  void asksForSealsWhereAModelReasonsByItself(String model, boolean asks) {
    ChatRequest request = request(List.of(new Message(Role.USER, List.of(new Text("A")))));
    JsonObject body =
        new ResponsesCodec().writeRequest(request, new Target(model, ApiTraits.PLAIN), losses);

    assertThat(body.containsKey("include")).isEqualTo(asks);
    assertThat(body.getBoolean("store")).isFalse();
  }

  @Test
  void leavesOutReasoningOfOthersAndNamesIt() {
    Signature foreign = new Signature(Vendor.ANTHROPIC, "x");
    JsonObject body =
        write(
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Thinking("a", Optional.of(foreign)),
                    new RedactedThinking(foreign),
                    new ToolUse(
                        Tool.Kind.FUNCTION,
                        "c1",
                        "f",
                        "{}",
                        Optional.of(new Signature(Vendor.GEMINI, "y")),
                        Optional.empty()))));

    assertThat(body.getJsonArray("input")).hasSize(1);
    assertThat(losses.fields())
        .containsExactlyInAnyOrder(
            ChatField.THINKING, ChatField.REDACTED_THINKING, ChatField.THINKING_SIGNATURE);
  }

  @Test
  void aFileIsNamedByWhatItIs() {
    JsonObject body =
        write(
            new Message(
                Role.USER,
                List.of(
                    file(new MediaSource.Base64("application/pdf", "QQ=="), Optional.of("Report")),
                    file(new MediaSource.Base64("text/csv", "QQ=="), Optional.empty()),
                    file(new MediaSource.PlainText("A"), Optional.of("Notes")))));

    assertThat(String.valueOf(body.get("input")))
        .contains("\"Report.pdf\"", "\"document.csv\"", "\"Notes.txt\"");
    assertThat(losses.isEmpty()).isTrue();
  }

  private static Document file(MediaSource source, Optional<String> title) {
    return new Document(source, title, Optional.empty(), false, Optional.empty());
  }

  @Test
  void namesWhatTheFormatHasNoWordFor() {
    Sampling sampling =
        new Sampling(
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(5),
            Optional.of(BigDecimal.ONE),
            Optional.of(BigDecimal.ZERO),
            OptionalLong.of(7));
    OutputRules rules =
        new OutputRules(
            OptionalLong.of(1),
            List.of("END"),
            2,
            Optional.empty(),
            Optional.empty(),
            false,
            OptionalInt.empty());
    Optional<CacheControl> cache = Optional.of(new CacheControl(Optional.empty()));
    Message message =
        new Message(
            Role.USER,
            List.of(
                new Text("A", List.of(), cache),
                new ContentBlock.Audio(new MediaSource.Base64("audio/wav", "QQ==")),
                new Image(
                    new MediaSource.FileId(Vendor.ANTHROPIC, "f"),
                    Optional.empty(),
                    Optional.empty()),
                new Document(
                    new MediaSource.Url("https://e.com/a.pdf"),
                    Optional.of("title"),
                    Optional.of("context"),
                    true,
                    Optional.empty())),
            Optional.of("bob"));
    JsonObject body =
        new ResponsesCodec()
            .writeRequest(
                new ChatRequest(
                    "m",
                    List.of(message),
                    Toolbox.NONE,
                    sampling,
                    rules,
                    Optional.empty(),
                    CallOptions.NONE,
                    false),
                new Target("gpt-4.1", ApiTraits.PLAIN),
                losses);

    assertThat(losses.fields())
        .containsExactlyInAnyOrder(
            ChatField.TOP_K,
            ChatField.FREQUENCY_PENALTY,
            ChatField.SEED,
            ChatField.MAX_TOKENS,
            ChatField.STOP,
            ChatField.N,
            ChatField.CACHE_CONTROL,
            ChatField.AUDIO,
            ChatField.FILE_IDS,
            ChatField.DOCUMENT_TITLE,
            ChatField.DOCUMENT_CONTEXT,
            ChatField.DOCUMENT_CITATIONS,
            ChatField.MESSAGE_NAME);
    assertThat(body.getInt("max_output_tokens")).isEqualTo(16);
  }

  @Test
  void functionsOfOtherFormatsAreNotStrictUnlessTheySaySo() {
    Tool tool =
        new Tool(
            Tool.Kind.FUNCTION,
            "f",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Tool grammar =
        new Tool(
            Tool.Kind.CUSTOM,
            "g",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                Answers.json("{'type':'grammar','grammar':{'syntax':'lark','definition':'x'}}")),
            Optional.empty());
    ChatRequest request =
        new ChatRequest(
            "m",
            List.of(),
            new Toolbox(List.of(tool, grammar), Optional.empty(), Optional.empty()),
            Sampling.DEFAULT,
            OutputRules.NONE,
            Optional.empty(),
            CallOptions.NONE,
            true);

    assertThat(
            new ResponsesCodec()
                .writeRequest(request, new Target("gpt-4.1", ApiTraits.PLAIN), losses))
        .isEqualTo(
            Answers.json(
                "{'model':'gpt-4.1','input':[],'tools':[{'type':'function','name':'f',"
                    + "'parameters':null,'strict':false},{'type':'custom','name':'g','format':"
                    + "{'type':'grammar','syntax':'lark','definition':'x'}}],'store':false,"
                    + "'stream':true}"));
  }

  @Test
  void aModelThatWasToldToThinkIsAskedToShowIt() {
    ChatRequest request =
        new ChatRequest(
            "m",
            List.of(),
            Toolbox.NONE,
            Sampling.DEFAULT,
            OutputRules.NONE,
            Optional.of(
                new Reasoning(
                    Optional.of(Reasoning.Mode.ENABLED),
                    Optional.empty(),
                    OptionalLong.of(30_000),
                    Optional.empty())),
            CallOptions.NONE,
            false);
    JsonObject body =
        new ResponsesCodec().writeRequest(request, new Target("x", ApiTraits.PLAIN), losses);

    assertThat(body.get("reasoning")).isEqualTo(Answers.json("{'effort':'high','summary':'auto'}"));
    assertThat(body.containsKey("include")).isTrue();
    assertThat(losses.fields()).containsExactly(ChatField.REASONING_BUDGET);
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "none|minimal low|{'effort':'minimal','summary':'auto'}|REASONING_EFFORT",
        "max|low xhigh|{'effort':'xhigh','summary':'auto'}|REASONING_EFFORT",
        "low|low xhigh|{'effort':'low','summary':'auto'}|",
        "low|||REASONING_EFFORT,REASONING_SUMMARY",
        "none|||REASONING_SUMMARY",
      })
  void asksForAnEffortThatTheModelTakes(
      String effort, @Nullable String taken, @Nullable String said, @Nullable String lost) {
    Efforts efforts =
        taken == null ? Efforts.of() : new Efforts(Arrays.asList(taken.split(" ", -1)));
    JsonObject body =
        written(
            "{'model':'m','input':'Hi','reasoning':{'effort':'" + effort + "','summary':'auto'}}",
            new Target("gpt-4.1", ApiTraits.taking(efforts)));

    assertThat(body.get("reasoning")).isEqualTo(said == null ? null : Answers.json(said));
    assertThat(body.containsKey("include")).isEqualTo(said != null && !effort.equals("none"));
    assertThat(losses.fields().stream().map(ChatField::name).sorted())
        .isEqualTo(lost == null ? List.of() : Arrays.asList(lost.split(",", -1)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"none, true", "low, false"})
  void whatThinkingForbidsIsTakenWhereThereIsNone(String effort, boolean taken) {
    JsonObject body =
        written(
            "{'model':'m','input':'Hi','reasoning':{'effort':'"
                + effort
                + "'},'top_logprobs':2,'include':['message.output_text.logprobs']}",
            new Target("gpt-4.1", ApiTraits.refusingThinking(Set.of("logprobs", "top_logprobs"))));

    assertThat(body.toString().contains("logprobs")).isEqualTo(taken);
    assertThat(losses.fields()).isEqualTo(taken ? Set.of() : Set.of(ChatField.LOGPROBS));
  }

  private JsonObject written(String request, Target target) {
    ResponsesCodec codec = new ResponsesCodec();
    return codec.writeRequest(codec.readRequest(Answers.json(request), losses), target, losses);
  }

  @Test
  void leavesOutAndRenamesWhatTheApiWants() {
    Sampling sampling =
        new Sampling(
            Optional.of(BigDecimal.ONE),
            Optional.of(BigDecimal.ONE),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty());
    ChatRequest request =
        new ChatRequest(
            "m",
            List.of(new Message(Role.SYSTEM, List.of(new Text("A")))),
            Toolbox.NONE,
            sampling,
            OutputRules.NONE,
            Optional.empty(),
            CallOptions.NONE,
            false);
    ApiTraits traits =
        new ApiTraits(
            Set.of("temperature", "store", "instructions"), Map.of("top_p", "p"), Set.of());
    JsonObject body = new ResponsesCodec().writeRequest(request, new Target("x", traits), losses);

    assertThat(body.keySet()).containsExactly("model", "input", "p");
    assertThat(body.getJsonArray("input")).hasSize(1);
    assertThat(losses.fields()).containsExactly(ChatField.TEMPERATURE);
  }

  private JsonObject write(Message... messages) {
    return new ResponsesCodec()
        .writeRequest(request(List.of(messages)), new Target("gpt-4.1", ApiTraits.PLAIN), losses);
  }

  private static ChatRequest request(List<Message> messages) {
    return new ChatRequest(
        "m",
        messages,
        Toolbox.NONE,
        Sampling.DEFAULT,
        OutputRules.NONE,
        Optional.empty(),
        CallOptions.NONE,
        false);
  }
}
