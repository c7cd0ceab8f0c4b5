package io.routerly.wire.responses;

import static io.routerly.wire.responses.Conversations.maybe;
import static io.routerly.wire.responses.Conversations.text;
import static io.routerly.wire.responses.Conversations.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.AnswerEvents;
import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.FinishReason;
import io.routerly.chat.Losses;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Reasoning;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Sampling;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenLogprob;
import io.routerly.chat.TokenUsage;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import io.routerly.json.JsonTrees;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.Target;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ResponsesRoundTripTest {
  private static final JsonObject SCHEMA =
      Answers.json("{'type':'object','properties':{'a':{'type':'string'}}}");
  private static final AnswerFrame FRAME = Answers.frame("{'model':'m','input':'x'}");

  private final ResponsesCodec codec = new ResponsesCodec();

  @Property(tries = 300)
  void aRequestThatIsWrittenAndReadIsTheSame(@ForAll("requests") ChatRequest request) {
    Losses losses = new Losses();
    Target target = new Target(request.model(), ApiTraits.PLAIN);
    JsonObject body = codec.writeRequest(request, target, losses);

    assertThat(codec.readRequest(JsonTrees.object(JsonTrees.bytes(body)), losses))
        .isEqualTo(request);
    assertThat(losses.names(codec::nameOf)).isSubsetOf("prefill");
  }

  @Property(tries = 300)
  void anAnswerThatIsWrittenAndReadIsTheSameStreamedOrNot(@ForAll("answers") ChatAnswer answer) {
    Losses losses = new Losses();
    JsonObject body = codec.writeAnswer(answer, FRAME, losses);
    List<ChatEvent> events = new ArrayList<>();
    AnswerEvents.tell(answer, events::add);
    byte[] stream = Answers.encode(events, FRAME);

    assertThat(codec.readAnswer(JsonTrees.object(JsonTrees.bytes(body)))).isEqualTo(answer);
    assertThat(Answers.assemble(Answers.decode(stream, stream.length))).isEqualTo(answer);
    assertThat(losses.isEmpty()).isTrue();
  }

  @Provide
  Arbitrary<ChatRequest> requests() {
    return Combinators.combine(
            Conversations.messages(),
            toolboxes(),
            sampling(),
            output(),
            maybe(reasoning()),
            options(),
            Arbitraries.of(true, false))
        .as(
            (messages, tools, sampling, output, reasoning, options, stream) ->
                new ChatRequest(
                    "gpt-5", messages, tools, sampling, output, reasoning, options, stream));
  }

  private static Arbitrary<Toolbox> toolboxes() {
    Arbitrary<Tool> functions =
        Combinators.combine(
                word(), maybe(text()), maybe(Arbitraries.just(SCHEMA)), Arbitraries.of(true, false))
            .as(
                (name, description, schema, strict) ->
                    new Tool(
                        Tool.Kind.FUNCTION,
                        "f_" + name,
                        description,
                        schema,
                        Optional.of(strict),
                        Optional.empty(),
                        Optional.empty()));
    JsonObject grammar = Answers.json("{'type':'grammar','syntax':'regex','definition':'[a-z]+'}");
    Arbitrary<Tool> customs =
        Combinators.combine(word(), maybe(text()), maybe(Arbitraries.just(grammar)))
            .as(
                (name, description, format) ->
                    new Tool(
                        Tool.Kind.CUSTOM,
                        "c_" + name,
                        description,
                        Optional.empty(),
                        Optional.empty(),
                        format,
                        Optional.empty()));
    Arbitrary<ToolChoice> choices =
        Arbitraries.oneOf(
            Arbitraries.of(new ToolChoice.Auto(), new ToolChoice.None(), new ToolChoice.Required()),
            word().map(ToolChoice.Named::new),
            Combinators.combine(word().list().ofMaxSize(2), Arbitraries.of(true, false))
                .as(ToolChoice.Allowed::new));
    return Combinators.combine(
            Arbitraries.oneOf(functions, customs).list().ofMaxSize(3),
            maybe(choices),
            maybe(Arbitraries.of(true, false)))
        .as(
            (tools, choice, parallel) ->
                tools.isEmpty() ? Toolbox.NONE : new Toolbox(tools, choice, parallel));
  }

  private static Arbitrary<Sampling> sampling() {
    Arbitrary<Optional<BigDecimal>> numbers =
        maybe(Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.ONE).ofScale(2));
    return Combinators.combine(numbers, numbers)
        .as(
            (temperature, topP) ->
                new Sampling(
                    temperature,
                    topP,
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty()));
  }

  private static Arbitrary<OutputRules> output() {
    Arbitrary<ResponseFormat> formats =
        Arbitraries.oneOf(
            Arbitraries.just(new ResponseFormat.AnyJson()),
            Combinators.combine(word(), maybe(text()), maybe(Arbitraries.of(true, false)))
                .as((n, about, strict) -> new ResponseFormat.JsonSchema(n, about, SCHEMA, strict)));
    return Combinators.combine(
            Arbitraries.integers().between(15, 99),
            maybe(formats),
            maybe(Arbitraries.of("low", "high")),
            Arbitraries.integers().between(0, 5))
        .as(
            (most, format, verbosity, logprobs) ->
                new OutputRules(
                    most < 16 ? OptionalLong.empty() : OptionalLong.of(most),
                    List.of(),
                    1,
                    format,
                    verbosity,
                    logprobs > 0,
                    logprobs > 1 ? OptionalInt.of(logprobs) : OptionalInt.empty()));
  }

  private static Arbitrary<Reasoning> reasoning() {
    return Combinators.combine(
            Arbitraries.of("none", "minimal", "low", "high", "xhigh"),
            maybe(Arbitraries.of("auto", "detailed")))
        .as(
            (effort, summary) ->
                new Reasoning(
                    Optional.empty(), Optional.of(effort), OptionalLong.empty(), summary));
  }

  private static Arbitrary<CallOptions> options() {
    return Combinators.combine(
            maybe(word()),
            Arbitraries.maps(word(), text()).ofMaxSize(2),
            maybe(Arbitraries.of("flex", "priority")),
            maybe(word()),
            maybe(word()),
            Arbitraries.of(true, false),
            maybe(word()))
        .as(
            (user, notes, tier, key, retention, store, previous) ->
                new CallOptions(user, notes, tier, key, retention, Optional.of(store), previous));
  }

  @Provide
  Arbitrary<ChatAnswer> answers() {
    Arbitrary<TokenUsage> usage =
        Combinators.combine(Arbitraries.longs().between(0, 999), Arbitraries.longs().between(0, 9))
            .as((many, few) -> new TokenUsage(many, few, few, 0, many, few));
    return Combinators.combine(
            Conversations.said().list().ofMaxSize(5),
            Arbitraries.of(
                FinishReason.Kind.STOP, FinishReason.Kind.LENGTH, FinishReason.Kind.CONTENT_FILTER),
            maybe(usage),
            maybe(Arbitraries.of("default", "flex")),
            tokens().list().ofMaxSize(3))
        .as(
            (content, finish, used, tier, tokens) ->
                new ChatAnswer(
                    "resp_abc", "m", List.of(choice(content, finish, tokens)), used, tier));
  }

  private static Arbitrary<TokenLogprob> tokens() {
    return text()
        .map(
            token ->
                new TokenLogprob(
                    token,
                    new BigDecimal("-0.25"),
                    List.of(97, 255),
                    List.of(new TokenLogprob("b", BigDecimal.ONE, List.of(98), List.of()))));
  }

  private static ChatAnswer.Choice choice(
      List<ContentBlock> content, FinishReason.Kind kind, List<TokenLogprob> tokens) {
    boolean calls = content.stream().anyMatch(ContentBlock.ToolUse.class::isInstance);
    boolean hasText = content.stream().anyMatch(ContentBlock.Text.class::isInstance);
    boolean complete = kind == FinishReason.Kind.STOP;
    return new ChatAnswer.Choice(
        IntStream.range(0, content.size()).mapToObj(at -> named(content.get(at), at)).toList(),
        FinishReason.of(calls && complete ? FinishReason.Kind.TOOL_USE : kind),
        hasText ? tokens : List.of());
  }

  /** Reasoning always has an id in answers, and no two have the same. */
  private static ContentBlock named(ContentBlock block, int place) {
    if (!(block instanceof ContentBlock.Thinking thinking)) {
      return block;
    }
    Signature seal = thinking.signature().orElseThrow();
    Optional<String> id = Optional.of("rs_" + place);
    return new ContentBlock.Thinking(
        thinking.text(), Optional.of(new Signature(seal.vendor(), id, seal.value())));
  }
}
