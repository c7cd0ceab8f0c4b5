package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.Gemini.CODEC;
import static io.routerly.wire.gemini.Gemini.NEWER;
import static io.routerly.wire.gemini.Gemini.OLDER;
import static io.routerly.wire.gemini.Gemini.json;
import static io.routerly.wire.gemini.Gemini.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Reasoning;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Sampling;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.Target;
import jakarta.json.JsonObject;
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

class GeminiConfigTest {
  private static final Target PRO = new Target("gemini-2.5-pro", ApiTraits.PLAIN);
  private static final Target PRO_3 = new Target("gemini-3-pro", NEWER.traits());

  @ParameterizedTest(name = "{0} {1} {2} {3} for {4} is {5}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "- | none | - | - | OLDER | {'thinkingBudget':0} | -",
        "DISABLED | - | - | - | PRO | {'thinkingBudget':128} | REASONING_EFFORT",
        "- | low | - | - | OLDER | {'thinkingBudget':1024} | -",
        "- | medium | - | auto | OLDER | {'thinkingBudget':8192,'includeThoughts':true} | -",
        "- | max | - | - | PRO | {'thinkingBudget':32768} | -",
        "- | max | - | - | OLDER | {'thinkingBudget':24576} | REASONING_EFFORT",
        "- | odd | - | - | OLDER | - | REASONING_EFFORT",
        "ENABLED | - | 5000 | - | OLDER | {'thinkingBudget':5000,'includeThoughts':true} | -",
        "ENABLED | - | 5000 | none | OLDER | {'thinkingBudget':5000} | -",
        "ENABLED | - | 31999 | none | OLDER | {'thinkingBudget':24576} | REASONING_BUDGET",
        "ADAPTIVE | - | - | - | OLDER | {'thinkingBudget':-1,'includeThoughts':true} | -",
        "- | - | - | detailed | OLDER | {'includeThoughts':true} | REASONING_SUMMARY",
        "- | none | - | - | NEWER | {'thinkingLevel':'MINIMAL'} | REASONING_EFFORT",
        "- | minimal | - | - | NEWER | {'thinkingLevel':'MINIMAL'} | -",
        "- | minimal | - | - | PRO_3 | {'thinkingLevel':'LOW'} | REASONING_EFFORT",
        "- | medium | - | - | PRO_3 | {'thinkingLevel':'HIGH'} | REASONING_EFFORT",
        "- | high | - | - | NEWER | {'thinkingLevel':'HIGH'} | -",
        "ENABLED | - | 1500 | none | NEWER | {'thinkingLevel':'LOW'} | REASONING_BUDGET",
        "ADAPTIVE | - | - | - | NEWER | {'includeThoughts':true} | -",
      })
  void thinkingIsSaidInTheModelsTerms(
      Reasoning.@Nullable Mode mode,
      @Nullable String effort,
      @Nullable Long budget,
      @Nullable String summary,
      String target,
      @Nullable String expected,
      @Nullable ChatField loss) {
    Reasoning reasoning =
        new Reasoning(
            Optional.ofNullable(mode),
            Optional.ofNullable(effort),
            budget == null ? OptionalLong.empty() : OptionalLong.of(budget),
            Optional.ofNullable(summary));
    Losses losses = new Losses();
    Map<String, Target> targets =
        Map.of("OLDER", OLDER, "NEWER", NEWER, "PRO", PRO, "PRO_3", PRO_3);

    JsonObject thinking =
        new GeminiThinking(targets.getOrDefault(target, OLDER), losses).write(reasoning);

    assertThat(thinking).isEqualTo(json(expected == null ? "{}" : expected));
    assertThat(losses.fields()).isEqualTo(loss == null ? Set.of() : Set.of(loss));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "DISABLED, -,      -,    -,        -",
        "-,        none,   -,    -,        -",
        "-,        high,   -,    auto,     REASONING_EFFORT",
        "ENABLED,  -,      5000, -,        REASONING_BUDGET",
        "ADAPTIVE, -,      -,    -,        REASONING_EFFORT",
        "-,        -,      -,    detailed, REASONING_SUMMARY",
      })
  void whoDoesNotThinkIsNotToldHow(
      Reasoning.@Nullable Mode mode,
      @Nullable String effort,
      @Nullable Long budget,
      @Nullable String summary,
      @Nullable ChatField loss) {
    Reasoning reasoning =
        new Reasoning(
            Optional.ofNullable(mode),
            Optional.ofNullable(effort),
            budget == null ? OptionalLong.empty() : OptionalLong.of(budget),
            Optional.ofNullable(summary));
    Losses losses = new Losses();
    ApiTraits traits = new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.NO_THINKING));

    assertThat(new GeminiThinking(new Target("gemma-3", traits), losses).write(reasoning))
        .isEmpty();
    assertThat(losses.fields()).isEqualTo(loss == null ? Set.of() : Set.of(loss));
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-2.5-pro, 128",
    "gemini-2.5-pro-preview-06-05, 128",
    "gemini-2.5-flash-prose, 1",
    "gemini-2.5-flash-lite, 512",
    "gemini-2.5-flash-literary, 1"
  })
  void theLeastBudgetIsThatOfTheModelAndNotOfOneThatIsNamedAlike(String name, int least) {
    Reasoning little =
        new Reasoning(Optional.empty(), Optional.empty(), OptionalLong.of(1), Optional.empty());

    assertThat(
            new GeminiThinking(new Target(name, ApiTraits.PLAIN), new Losses())
                .write(little)
                .getInt("thinkingBudget"))
        .isEqualTo(least);
  }

  @Test
  void jsonModeAndToolsGoTogetherFromGemini3OnOnly() {
    ChatRequest both = Gemini.request(tools(Optional.empty(), true), anyJson());
    Losses losses = new Losses();

    JsonObject older = CODEC.writeRequest(both, OLDER, losses);
    assertThat(older.keySet()).containsExactly("systemInstruction", "contents", "tools");
    assertThat(text(older.getJsonObject("systemInstruction")))
        .contains("nothing but a JSON object.");
    assertThat(losses.fields())
        .containsExactlyInAnyOrder(ChatField.RESPONSE_FORMAT, ChatField.TOOL_STRICT);
    assertThat(text(Gemini.written(both, NEWER)))
        .contains("'mode':'VALIDATED'")
        .endsWith("'generationConfig':{'responseMimeType':'application/json'}}");
  }

  @Test
  void toolsThatMayNotBeCalledGiveWayToJsonMode() {
    ChatRequest both = Gemini.request(tools(Optional.of(new ToolChoice.None()), false), anyJson());
    Losses losses = new Losses();

    assertThat(CODEC.writeRequest(both, OLDER, losses).keySet())
        .containsExactly("contents", "generationConfig");
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void aSchemaForTheAnswerIsReadAsItWasWritten() {
    ResponseFormat format =
        new ResponseFormat.JsonSchema(
            "response",
            Optional.empty(),
            json("{'type':'object','properties':{'a':{'type':'string'}},'required':['a']}"),
            Optional.empty());
    ChatRequest request = Conversations.withFormat(format);

    JsonObject body = Gemini.written(request, OLDER);

    assertThat(text(body.getJsonObject("generationConfig")))
        .startsWith("{'responseMimeType':'application/json','responseSchema':{'type':'OBJECT'");
    assertThat(CODEC.readRequest(body, new Losses())).isEqualTo(request);
  }

  @Test
  void whatSaysNothingIsNoLossAndWhatHasNoPlaceIs() {
    Losses losses = new Losses();
    OutputRules output =
        new OutputRules(
            OptionalLong.empty(),
            List.of("1", "2", "3", "4", "5", "6"),
            1,
            Optional.empty(),
            Optional.of("low"),
            false,
            OptionalInt.empty());
    CallOptions options =
        new CallOptions(
            Optional.of("u"),
            Map.of("a", "b"),
            Optional.of("scale"),
            Optional.of("k"),
            Optional.of("24h"),
            Optional.of(true),
            Optional.of("r"));
    Sampling sampling =
        new Sampling(
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(1L << 40));

    CODEC.writeRequest(
        new ChatRequest(
            "m",
            List.of(Gemini.user(new ContentBlock.Text("Hi"))),
            new Toolbox(List.of(), Optional.empty(), Optional.of(true)),
            sampling,
            output,
            Optional.empty(),
            options,
            true),
        OLDER,
        losses);

    assertThat(losses.names(CODEC::nameOf))
        .containsExactlyInAnyOrder(
            "generationConfig.stopSequences",
            "generationConfig.seed",
            "verbosity",
            "user",
            "labels",
            "serviceTier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "store",
            "previous_response_id");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"0, false", "0.5, true"})
  void newerModelsAreToldOfNeitherPenaltiesNorProbabilities(String penalty, boolean lost) {
    ApiTraits traits =
        new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.NO_PENALTIES, Quirk.NO_LOGPROBS));
    ChatRequest request =
        CODEC.readRequest(
            json(
                "{'contents':[{'parts':[{'text':'Hi'}]}],'generationConfig':{'presencePenalty':"
                    + penalty
                    + ",'frequencyPenalty':0.0,'responseLogprobs':"
                    + lost
                    + "}}"),
            new Losses());
    Losses losses = new Losses();

    JsonObject body = CODEC.writeRequest(request, new Target("m", traits), losses);

    assertThat(body.keySet()).containsExactly("contents");
    assertThat(losses.fields())
        .isEqualTo(lost ? Set.of(ChatField.PRESENCE_PENALTY, ChatField.LOGPROBS) : Set.of());
  }

  @Test
  void countingWrapsTheWrittenRequest() {
    JsonObject body = json("{'contents':[]}");

    assertThat(text(GeminiCodec.countRequest(body, "gemini-x")))
        .isEqualTo("{'generateContentRequest':{'model':'models/gemini-x','contents':[]}}");
    assertThat(GeminiCodec.countAnswer(json("{'totalTokens':31}"))).isEqualTo(31);
  }

  private static Toolbox tools(Optional<ToolChoice> choice, boolean strict) {
    Tool tool =
        new Tool(
            Tool.Kind.FUNCTION,
            "f",
            Optional.empty(),
            Optional.empty(),
            strict ? Optional.of(true) : Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Toolbox(List.of(tool), choice, Optional.empty());
  }

  private static OutputRules anyJson() {
    return Conversations.withFormat(new ResponseFormat.AnyJson()).output();
  }
}
