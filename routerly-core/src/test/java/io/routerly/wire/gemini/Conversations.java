package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.Gemini.json;

import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.FinishReason;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Message;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Reasoning;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Role;
import io.routerly.chat.Sampling;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenLogprob;
import io.routerly.chat.TokenUsage;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import io.routerly.chat.Vendor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Conversations that Gemini can express wholly. */
final class Conversations {
  private static final Arbitrary<String> WORDS =
      Arbitraries.of("a", "Déjà vu: 你好 👋", " two\nlines ", "{not json", "\"quoted\"\\", "\u0001");
  private static final Arbitrary<Optional<Signature>> SEALS =
      Arbitraries.of("c2VhbA==", "eHl6").map(v -> new Signature(Vendor.GEMINI, v)).optional();
  private static final Arbitrary<String> NAMES = Arbitraries.of("f", "get_weather", "2fa-send");
  private static final Arbitrary<MediaSource> SOURCES =
      Arbitraries.of(
          new MediaSource.Base64("image/png", "iVBORw0KGgo="),
          new MediaSource.Base64("image/jpeg", "/9j/"),
          new MediaSource.Url("https://example.com/a.png"));

  private static final ContentBlock SEAL_ALONE =
      new ContentBlock.Thinking("", Optional.of(new Signature(Vendor.GEMINI, "eA==")));

  private Conversations() {}

  static Arbitrary<ChatRequest> requests() {
    return Combinators.combine(
            messages(), toolboxes(), sampling(), output(), reasoning(), options())
        .as(
            (messages, tools, sampling, output, reasoning, options) ->
                new ChatRequest("", messages, tools, sampling, output, reasoning, options, false));
  }

  private static Arbitrary<List<Message>> messages() {
    Arbitrary<Optional<Message>> system =
        text().list().ofMinSize(1).ofMaxSize(3).map(b -> new Message(Role.SYSTEM, b)).optional();
    Arbitrary<List<List<ContentBlock>>> exchanges =
        Combinators.combine(users(), models())
            .as(List::of)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(pairs -> pairs.stream().flatMap(List::stream).toList());
    return Combinators.combine(system, exchanges).as(Conversations::conversation);
  }

  private static List<Message> conversation(
      Optional<Message> system, List<List<ContentBlock>> turns) {
    List<Message> messages = new ArrayList<>();
    system.ifPresent(messages::add);
    List<ContentBlock> results = new ArrayList<>();
    int calls = 0;
    for (int turn = 0; turn < turns.size(); turn++) {
      List<ContentBlock> blocks = new ArrayList<>(results);
      results.clear();
      for (ContentBlock block : turns.get(turn)) {
        if (block instanceof ContentBlock.ToolUse call) {
          String id = "id-" + calls++;
          blocks.add(
              new ContentBlock.ToolUse(
                  call.kind(), id, call.name(), call.arguments(), call.signature(), call.cache()));
          results.add(result(id, calls));
        } else {
          blocks.add(block);
        }
      }
      messages.add(new Message(turn % 2 == 0 ? Role.USER : Role.ASSISTANT, blocks));
    }
    return messages;
  }

  private static ContentBlock result(String id, int number) {
    List<String> texts = List.of("sunny", "{\"degrees\":21}", "two\nlines", "[1]");
    return new ContentBlock.ToolResult(
        id,
        List.of(new ContentBlock.Text(texts.get(number % texts.size()))),
        number % 3 == 0,
        Optional.empty());
  }

  private static Arbitrary<ContentBlock> text() {
    return WORDS.map(ContentBlock.Text::new);
  }

  private static Arbitrary<ContentBlock> image() {
    return SOURCES.map(s -> new ContentBlock.Image(s, Optional.empty(), Optional.empty()));
  }

  private static Arbitrary<ContentBlock> document() {
    return Arbitraries.of(
            new MediaSource.Base64("application/pdf", "JVBERi0="),
            new MediaSource.FileId(
                Vendor.GEMINI, "https://generativelanguage.googleapis.com/v1beta/files/x"))
        .map(
            source ->
                new ContentBlock.Document(
                    source, Optional.empty(), Optional.empty(), false, Optional.empty()));
  }

  private static Arbitrary<ContentBlock> audio() {
    return Arbitraries.just(
        new ContentBlock.Audio(new MediaSource.Base64("audio/wav", "UklGRg==")));
  }

  private static Arbitrary<ContentBlock> call() {
    return Combinators.combine(NAMES, Arbitraries.of("{}", "{\"city\":\"Łódź\",\"n\":1}"), SEALS)
        .as(
            (name, arguments, seal) ->
                new ContentBlock.ToolUse(
                    Tool.Kind.FUNCTION, "", name, arguments, seal, Optional.empty()));
  }

  private static Arbitrary<ContentBlock> thought() {
    return Combinators.combine(WORDS, Arbitraries.of("c2VhbA==", "eHl6"))
        .as((t, v) -> new ContentBlock.Thinking(t, Optional.of(new Signature(Vendor.GEMINI, v))));
  }

  private static Arbitrary<ContentBlock> sealAlone() {
    return Arbitraries.just(SEAL_ALONE);
  }

  private static Arbitrary<List<ContentBlock>> users() {
    return Arbitraries.oneOf(text(), image(), document(), audio()).list().ofMinSize(1).ofMaxSize(4);
  }

  private static Arbitrary<List<ContentBlock>> models() {
    return Arbitraries.oneOf(text(), call(), thought(), sealAlone())
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private static Arbitrary<Toolbox> toolboxes() {
    Tool plain = tool("plain", "{'type':'object','properties':{'city':{'type':'string'}}}");
    Tool rich =
        tool(
            "2fa-send",
            "{'type':'object','properties':{'a':{'type':['string','null'],'enum':['x','y',null]},"
                + "'b':{'type':'array','items':{'type':'integer','minimum':1}}},'required':['b']}");
    Tool recursive =
        tool(
            "tree",
            "{'type':'object','properties':{'root':{'$ref':'#/$defs/node'}},'$defs':{'node':"
                + "{'type':'object','properties':{'next':{'$ref':'#/$defs/node'}}}}}");
    Arbitrary<ToolChoice> choices =
        Arbitraries.of(
            new ToolChoice.Auto(),
            new ToolChoice.None(),
            new ToolChoice.Required(),
            new ToolChoice.Named("2fa-send"),
            new ToolChoice.Allowed(List.of("plain", "tree"), true),
            new ToolChoice.Allowed(List.of("plain"), false));
    return choices
        .optional()
        .map(choice -> new Toolbox(List.of(plain, rich, recursive), choice, Optional.empty()))
        .optional()
        .map(toolbox -> toolbox.orElse(Toolbox.NONE));
  }

  private static Tool tool(String name, String schema) {
    return new Tool(
        Tool.Kind.FUNCTION,
        name,
        Optional.of("Does " + name),
        Optional.of(json(schema)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Arbitrary<Sampling> sampling() {
    Arbitrary<Optional<BigDecimal>> number =
        Arbitraries.of("0", "0.7", "2").map(BigDecimal::new).optional();
    return Combinators.combine(number, number, number, Arbitraries.of(true, false))
        .as(
            (a, b, c, some) ->
                new Sampling(
                    a,
                    b,
                    some ? OptionalLong.of(40) : OptionalLong.empty(),
                    c,
                    a,
                    some ? OptionalLong.empty() : OptionalLong.of(-7)));
  }

  private static Arbitrary<OutputRules> output() {
    return Combinators.combine(
            Arbitraries.of(1, 3),
            Arbitraries.of(true, false),
            Arbitraries.of("a", "\n").list().ofMaxSize(5))
        .as(
            (choices, logprobs, stops) ->
                new OutputRules(
                    logprobs ? OptionalLong.of(100) : OptionalLong.empty(),
                    stops,
                    choices,
                    Optional.empty(),
                    Optional.empty(),
                    logprobs,
                    logprobs ? OptionalInt.of(2) : OptionalInt.empty()));
  }

  private static Arbitrary<Optional<Reasoning>> reasoning() {
    return Arbitraries.of(
            new Reasoning(
                Optional.of(Reasoning.Mode.DISABLED),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of("none")),
            new Reasoning(
                Optional.of(Reasoning.Mode.ADAPTIVE),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of("auto")),
            new Reasoning(
                Optional.of(Reasoning.Mode.ENABLED),
                Optional.empty(),
                OptionalLong.of(1_000),
                Optional.of("none")))
        .optional();
  }

  private static Arbitrary<CallOptions> options() {
    return Arbitraries.of("flex", "priority")
        .optional()
        .map(
            tier ->
                new CallOptions(
                    Optional.empty(),
                    Map.of(),
                    tier,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
  }

  /** Returns a conversation's last word: JSON mode stands alone, since tools forbid it. */
  static ChatRequest withFormat(ResponseFormat format) {
    return Gemini.request(
        Toolbox.NONE,
        new OutputRules(
            OptionalLong.empty(),
            List.of(),
            1,
            Optional.of(format),
            Optional.empty(),
            false,
            OptionalInt.empty()));
  }

  static Arbitrary<ChatAnswer> answers() {
    return Combinators.combine(
            choice().list().ofMinSize(1).ofMaxSize(2),
            Arbitraries.of(
                Optional.<TokenUsage>empty(),
                Optional.of(TokenUsage.NONE),
                Optional.of(new TokenUsage(10, 4, 0, 0, 7, 3))),
            Arbitraries.of(true, false))
        .as(
            (choices, usage, tier) ->
                new ChatAnswer(
                    "r1",
                    "gemini-x",
                    choices,
                    usage,
                    usage.isPresent() && tier ? Optional.of("flex") : Optional.empty()));
  }

  private static Arbitrary<ChatAnswer.Choice> choice() {
    Arbitrary<TokenLogprob> token = WORDS.map(t -> logprob(t, List.of()));
    Arbitrary<List<TokenLogprob>> tokens =
        Combinators.combine(WORDS, token.list().ofMaxSize(2))
            .as(Conversations::logprob)
            .list()
            .ofMaxSize(2);
    return Combinators.combine(models(), tokens, Arbitraries.of(FinishReason.Kind.class))
        .as(Conversations::choice);
  }

  private static TokenLogprob logprob(String token, List<TokenLogprob> alternatives) {
    return new TokenLogprob(token, new BigDecimal("-0.25"), List.of(), alternatives);
  }

  private static ChatAnswer.Choice choice(
      List<ContentBlock> blocks, List<TokenLogprob> tokens, FinishReason.Kind kind) {
    List<ContentBlock> content = new ArrayList<>();
    int calls = 0;
    for (ContentBlock block : blocks) {
      boolean grows = block instanceof ContentBlock.Text;
      if (grows
          && !content.isEmpty()
          && content.get(content.size() - 1) instanceof ContentBlock.Text) {
        continue; // Gemini does not tell one text from the next
      }
      if (block instanceof ContentBlock.ToolUse call) {
        content.add(
            new ContentBlock.ToolUse(
                call.kind(),
                "id-" + calls++,
                call.name(),
                call.arguments(),
                call.signature(),
                call.cache()));
      } else {
        content.add(block);
      }
    }
    int last = content.size() - 1;
    if (last > 0
        && content.get(last).equals(SEAL_ALONE)
        && content.get(last - 1) instanceof ContentBlock.Text) {
      content.remove(last); // the gateway does not keep the seal of the last words
    }
    FinishReason finish =
        switch (kind) {
          case LENGTH, CONTENT_FILTER -> FinishReason.of(kind);
          case OTHER -> new FinishReason(kind, Optional.of("MALFORMED_FUNCTION_CALL"));
          default ->
              FinishReason.of(calls > 0 ? FinishReason.Kind.TOOL_USE : FinishReason.Kind.STOP);
        };
    return new ChatAnswer.Choice(content, finish, tokens);
  }
}
