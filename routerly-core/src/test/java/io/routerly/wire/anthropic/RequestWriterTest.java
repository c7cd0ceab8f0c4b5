package io.routerly.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Reasoning;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Role;
import io.routerly.chat.Sampling;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.FreeText;
import io.routerly.wire.Target;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the settings of other formats. */
class RequestWriterTest {
  private static final ToolChoice AUTO = new ToolChoice.Auto();
  private static final JsonObject CLOSED =
      Wires.json(
          "{'type':'object','properties':{'a':{'type':'string'}},'additionalProperties':false}");

  private final Losses losses = new Losses();

  private JsonObject write(ChatRequest request, Quirk... quirks) {
    ApiTraits traits = new ApiTraits(Set.of(), Map.of(), Set.of(quirks));
    return Wires.CODEC.writeRequest(request, new Target("claude-test", traits), losses);
  }

  private List<String> lost() {
    return losses.fields().stream().map(Enum::name).toList();
  }

  private static JsonObject json(String text) {
    return Wires.json(text);
  }

  @Test
  void aPlainRequestNamesModelLimitAndMessages() {
    assertThat(write(Requests.PLAIN))
        .isEqualTo(
            json(
                "{'model':'claude-test','max_tokens':32000,"
                    + "'messages':[{'role':'user','content':'Hi.'}]}"));
    assertThat(losses.isEmpty()).isTrue();
  }

  @ParameterizedTest(name = "temperature {0}, top_p {1}")
  @CsvSource(
      nullValues = "-",
      value = {
        "'',  '',   -, -,    -",
        "0.7, '',   0.7, -,  -",
        "1,   0.9,  -, 0.9,  -",
        "1.7, 0.9,  -, 0.9,  TEMPERATURE",
        "1.7, '',   1, -,    TEMPERATURE",
        "0.7, 0.9,  0.7, -,  TOP_P",
        "0.7, 1.0,  0.7, -,  -",
      })
  void samplesAsFarAsModelsAllow(
      String temperature, String topP, String writtenTemperature, String writtenTopP, String lost) {
    JsonObject body =
        write(
            Requests.with(Requests.PLAIN, Requests.sampling(temperature, topP)),
            Quirk.TEMPERATURE_OR_TOP_P);
    assertThat(String.valueOf(body.get("temperature"))).isEqualTo(text(writtenTemperature));
    assertThat(String.valueOf(body.get("top_p"))).isEqualTo(text(writtenTopP));
    assertThat(lost()).isEqualTo(lost == null ? List.of() : List.of(lost));
  }

  private static String text(String value) {
    return String.valueOf(value);
  }

  @Test
  void leavesOutWhatAnApiRefuses() {
    Target strict =
        new Target(
            "claude-test",
            new ApiTraits(Set.of("temperature", "top_p", "top_k"), Map.of(), Set.of()));
    ChatRequest usual = Requests.with(Requests.PLAIN, Requests.sampling("1.0", "1"));
    assertThat(Wires.CODEC.writeRequest(usual, strict, losses)).doesNotContainKey("temperature");
    assertThat(lost()).isEmpty();

    ChatRequest cool = Requests.with(Requests.PLAIN, Requests.sampling("0.2", ""));
    assertThat(Wires.CODEC.writeRequest(cool, strict, losses)).doesNotContainKey("temperature");
    assertThat(lost()).containsExactly("TEMPERATURE");
  }

  @Test
  void namesWhatTheFormatLacks() {
    ChatRequest request =
        new ChatRequest(
            "auto",
            Requests.PLAIN.messages(),
            Toolbox.NONE,
            new Sampling(
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of(BigDecimal.ONE),
                Optional.of(BigDecimal.ZERO),
                OptionalLong.of(7)),
            new OutputRules(
                OptionalLong.of(10),
                List.of("END", " "),
                2,
                Optional.empty(),
                Optional.of("low"),
                true,
                OptionalInt.of(3)),
            Optional.empty(),
            new CallOptions(
                Optional.of("u"),
                Map.of("a", "b"),
                Optional.of("flex"),
                Optional.of("key"),
                Optional.of("24h"),
                Optional.of(true),
                Optional.of("resp_1")),
            true);
    assertThat(write(request))
        .isEqualTo(
            json(
                "{'model':'claude-test','max_tokens':10,"
                    + "'messages':[{'role':'user','content':'Hi.'}],'stop_sequences':['END'],"
                    + "'metadata':{'user_id':'u'},'stream':true}"));
    assertThat(lost())
        .containsExactlyInAnyOrder(
            "FREQUENCY_PENALTY",
            "SEED",
            "STOP",
            "N",
            "VERBOSITY",
            "LOGPROBS",
            "METADATA",
            "SERVICE_TIER",
            "PROMPT_CACHE_KEY",
            "PROMPT_CACHE_RETENTION",
            "STORE",
            "PREVIOUS_RESPONSE_ID");
  }

  @Test
  void fieldsAreNamedAsInTheReference() {
    losses.drop(ChatField.STOP);
    losses.drop(ChatField.TOP_K);
    losses.drop(ChatField.USER);
    assertThat(losses.names(Wires.CODEC::nameOf))
        .containsExactlyInAnyOrder("stop_sequences", "top_k", "metadata.user_id");
  }

  @ParameterizedTest(name = "effort {0} in {1} tokens is a budget of {2}")
  @CsvSource({
    "low,     4000, 1024",
    "minimal, 32000, 1024",
    "medium,  32000, 8192",
    "high,  32000, 24000",
    "high,    4000, 3000",
    "medium,  1365, 1024"
  })
  void anEffortIsABudgetWithinTheLimit(String effort, long maxTokens, long budget) {
    ChatRequest request =
        Requests.with(
            Requests.with(Requests.PLAIN, Requests.atMost(maxTokens)), Requests.effort(effort));
    assertThat(write(request).getJsonObject("thinking"))
        .isEqualTo(json("{'type':'enabled','budget_tokens':" + budget + "}"));
    assertThat(lost()).isEmpty();
  }

  @Test
  void aLimitThatLeavesNoRoomToThinkIsKept() {
    ChatRequest request =
        Requests.with(Requests.with(Requests.PLAIN, Requests.atMost(500)), Requests.effort("low"));
    assertThat(write(request)).doesNotContainKey("thinking");
    assertThat(lost()).containsExactly("REASONING_EFFORT");
  }

  @Test
  void aModelWithoutABudgetThinksByEffort() {
    ChatRequest request = Requests.with(Requests.PLAIN, Requests.effort("minimal"));
    JsonObject body = write(request, Quirk.ADAPTIVE_THINKING_ONLY);
    assertThat(body.getJsonObject("thinking")).isEqualTo(json("{'type':'adaptive'}"));
    assertThat(body.getJsonObject("output_config")).isEqualTo(json("{'effort':'low'}"));
    assertThat(lost()).isEmpty();
  }

  @Test
  void noEffortSwitchesThinkingOffWhereThatCanBe() {
    ChatRequest request = Requests.with(Requests.PLAIN, Requests.effort("none"));
    assertThat(write(request, Quirk.ADAPTIVE_THINKING_ONLY).getJsonObject("thinking"))
        .isEqualTo(json("{'type':'disabled'}"));
    assertThat(lost()).isEmpty();
    assertThat(write(request, Quirk.ALWAYS_THINKS)).doesNotContainKey("thinking");
    assertThat(lost()).containsExactly("REASONING_EFFORT");
  }

  @Test
  void aModelThatThinksSamplesInOneWay() {
    ChatRequest request =
        Requests.with(
            Requests.with(Requests.PLAIN, Requests.effort("low")),
            new Sampling(
                Optional.of(new BigDecimal("0.2")),
                Optional.of(new BigDecimal("0.5")),
                OptionalLong.of(5),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty()));
    assertThat(write(request)).doesNotContainKeys("temperature", "top_p", "top_k");
    assertThat(lost()).containsExactlyInAnyOrder("TEMPERATURE", "TOP_P", "TOP_K");
  }

  @Test
  void aModelThatIsForcedToCallDoesNotThink() {
    ChatRequest request =
        Requests.with(
            Requests.with(Requests.PLAIN, Requests.effort("low")),
            Requests.tools(new ToolChoice.Named("f"), "f"));
    JsonObject body = write(request);
    assertThat(body.getJsonObject("tool_choice")).isEqualTo(json("{'type':'tool','name':'f'}"));
    assertThat(body).doesNotContainKey("thinking");
    assertThat(lost()).containsExactly("REASONING_EFFORT");
  }

  @Test
  void aModelThatThinksByItselfIsKeptFromItWhereAToolIsForced() {
    ChatRequest request =
        Requests.with(Requests.PLAIN, Requests.tools(new ToolChoice.Required(), "f"));
    assertThat(write(request, Quirk.ADAPTIVE_THINKING_ONLY).getJsonObject("thinking"))
        .isEqualTo(json("{'type':'disabled'}"));
    assertThat(write(request)).doesNotContainKey("thinking");
    assertThat(lost()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"Required, 2", "Named, 1", "Unknown, 2"})
  void aModelThatAlwaysThinksIsForcedToNothing(String kind, int offered) {
    ToolChoice choice =
        switch (kind) {
          case "Named" -> new ToolChoice.Named("f");
          case "Unknown" -> new ToolChoice.Named("h");
          default -> new ToolChoice.Required();
        };
    ChatRequest request =
        Requests.with(
            Requests.with(Requests.PLAIN, Requests.effort("low")),
            Requests.tools(choice, "f", "g"));
    JsonObject body = write(request, Quirk.ADAPTIVE_THINKING_ONLY, Quirk.ALWAYS_THINKS);

    assertThat(body.getJsonObject("tool_choice")).isEqualTo(json("{'type':'auto'}"));
    assertThat(body.getJsonArray("tools")).hasSize(offered);
    assertThat(body.getJsonObject("thinking")).isEqualTo(json("{'type':'adaptive'}"));
    assertThat(lost()).containsExactly("TOOL_CHOICE");
  }

  @Test
  void aModelThatAlwaysThinksIsOfferedTheToolThroughWhichToAnswer() {
    ChatRequest request =
        Requests.with(
            Requests.with(Requests.PLAIN, Requests.format(Requests.schema(CLOSED))),
            Requests.tools(new ToolChoice.None(), "f"));
    JsonObject body = write(request, Quirk.NO_STRUCTURED_OUTPUT, Quirk.ALWAYS_THINKS);

    assertThat(body.getJsonObject("tool_choice")).isEqualTo(json("{'type':'auto'}"));
    assertThat(body.getJsonArray("tools")).hasSize(1);
    assertThat(lost()).containsExactly("RESPONSE_SCHEMA");
  }

  @Test
  void anEffortThatIsWrittenIsNotLostWhereAToolIsForced() {
    ChatRequest request =
        Requests.with(
            Requests.with(Requests.PLAIN, Requests.effort("low")),
            Requests.tools(new ToolChoice.Required(), "f"));
    JsonObject body = write(request, Quirk.ADAPTIVE_THINKING_ONLY);

    assertThat(body.getJsonObject("output_config")).isEqualTo(json("{'effort':'low'}"));
    assertThat(lost()).isEmpty();
  }

  @Test
  void aTurnThatBeganWithoutThinkingGoesOnWithout() {
    Message call =
        new Message(Role.ASSISTANT, List.of(new Text("Wait."), new ToolUse("a", "f", "{}")));
    Message result =
        new Message(Role.USER, List.of(new ToolResult("a", List.of(), false, Optional.empty())));
    ChatRequest going = Requests.of(Requests.PLAIN.messages().get(0), call, result);
    assertThat(write(Requests.with(going, Requests.effort("low")))).doesNotContainKey("thinking");
    assertThat(lost()).containsExactly("REASONING_EFFORT");

    Message next = new Message(Role.USER, List.of(new Text("And now?")));
    ChatRequest over = Requests.of(Requests.PLAIN.messages().get(0), call, result, next);
    assertThat(write(Requests.with(over, Requests.effort("low")))).containsKey("thinking");
  }

  @Test
  void reasoningIsShownAsTheClientWants() {
    Reasoning shown =
        new Reasoning(
            Optional.empty(), Optional.of("low"), OptionalLong.empty(), Optional.of("detailed"));
    assertThat(write(Requests.with(Requests.PLAIN, shown)).getJsonObject("thinking"))
        .isEqualTo(json("{'type':'enabled','budget_tokens':1024,'display':'summarized'}"));
  }

  @Test
  void onlyTheToolsThatAreAllowedAreOffered() {
    Toolbox tools = Requests.tools(new ToolChoice.Allowed(List.of("g"), true), "f", "g");
    JsonObject body = write(Requests.with(Requests.PLAIN, tools));
    assertThat(body.getJsonArray("tools")).hasSize(1);
    assertThat(body.getJsonArray("tools").getJsonObject(0))
        .isEqualTo(json("{'name':'g','input_schema':{'type':'object','properties':{}}}"));
    assertThat(body.getJsonObject("tool_choice")).isEqualTo(json("{'type':'any'}"));
    assertThat(lost()).isEmpty();
  }

  @Test
  void oneCallAtATimeIsPartOfTheChoice() {
    Toolbox tools =
        new Toolbox(Requests.tools(AUTO, "f").tools(), Optional.empty(), Optional.of(false));
    assertThat(write(Requests.with(Requests.PLAIN, tools)).getJsonObject("tool_choice"))
        .isEqualTo(json("{'type':'auto','disable_parallel_tool_use':true}"));
  }

  @Test
  void aToolOfFreeTextTakesOneString() {
    Tool tool =
        new Tool(
            Tool.Kind.CUSTOM,
            "patch",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(json("{'type':'grammar','syntax':'regex','definition':'[a-z]+'}")),
            Optional.empty());
    Toolbox tools = new Toolbox(List.of(tool), Optional.empty(), Optional.empty());
    assertThat(write(Requests.with(Requests.PLAIN, tools)).getJsonArray("tools").getJsonObject(0))
        .isEqualTo(
            json(
                "{'name':'patch','description':'Give the text in `input`. It must follow this"
                    + " grammar (regex):\\n[a-z]+','input_schema':{'type':'object','properties':"
                    + "{'input':{'type':'string','description':'"
                    + FreeText.PARAMETER_DESCRIPTION
                    + "'}},'required':['input']}}"));
    assertThat(lost()).containsExactly("CUSTOM_TOOLS");
  }

  @Test
  void aSchemaIsNative() {
    ChatRequest request = Requests.with(Requests.PLAIN, Requests.format(Requests.schema(CLOSED)));
    assertThat(write(request).getJsonObject("output_config").getJsonObject("format"))
        .isEqualTo(json("{'type':'json_schema','schema':" + CLOSED + "}"));
    assertThat(lost()).isEmpty();
  }

  @Test
  void someJsonIsAskedForInWords() {
    JsonObject body =
        write(Requests.with(Requests.PLAIN, Requests.format(new ResponseFormat.AnyJson())));
    assertThat(body.getString("system")).contains("JSON");
    assertThat(lost()).containsExactly("RESPONSE_FORMAT");
  }

  @ParameterizedTest(name = "{0} with {1} tools: {2}")
  @CsvSource({
    "AUTO,     0, '{\"type\":\"tool\",\"name\":\"routerly_json_response\"}', 1",
    "NONE,     1, '{\"type\":\"tool\",\"name\":\"routerly_json_response\"}', 2",
    "AUTO,     1, '{\"type\":\"any\"}', 2",
    "REQUIRED, 1, '{\"type\":\"any\"}', 1",
  })
  void anApiWithoutSchemasAnswersThroughATool(
      String choice, int tools, String written, int offered) {
    ToolChoice wanted =
        switch (choice) {
          case "NONE" -> new ToolChoice.None();
          case "REQUIRED" -> new ToolChoice.Required();
          default -> AUTO;
        };
    ChatRequest request =
        Requests.with(
            Requests.with(Requests.PLAIN, Requests.format(Requests.schema(CLOSED))),
            tools == 0 ? Toolbox.NONE : Requests.tools(wanted, "f"));
    JsonObject body = write(request, Quirk.NO_STRUCTURED_OUTPUT);
    assertThat(body.getJsonObject("tool_choice")).isEqualTo(json(written));
    assertThat(body.getJsonArray("tools")).hasSize(offered);
    assertThat(body).doesNotContainKey("output_config");
  }
}
