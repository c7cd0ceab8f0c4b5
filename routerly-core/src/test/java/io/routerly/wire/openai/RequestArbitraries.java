package io.routerly.wire.openai;

import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Audio;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Image;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Message;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Reasoning;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Role;
import io.routerly.chat.Sampling;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import io.routerly.chat.Vendor;
import jakarta.json.JsonObject;
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

/** Makes requests that this format can express wholly. */
final class RequestArbitraries {
  private static final JsonObject SCHEMA =
      Decoding.json("{'type':'object','properties':{'x':{'type':'number'}}}");
  private static final JsonObject GRAMMAR =
      Decoding.json("{'type':'grammar','syntax':'lark','definition':'start: x'}");

  private RequestArbitraries() {}

  static Arbitrary<String> words() {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .withChars('\n', '\t', 'é', '漢', '\u2028')
        .ofMinLength(1)
        .ofMaxLength(12);
  }

  static Arbitrary<String> names() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(6);
  }

  private static Arbitrary<MediaSource.Base64> bytes(String... types) {
    return Combinators.combine(
            Arbitraries.of(types),
            Arbitraries.strings().withCharRange('A', 'Z').ofMinLength(1).ofMaxLength(8))
        .as(MediaSource.Base64::new);
  }

  private static Arbitrary<ContentBlock> userBlock() {
    Arbitrary<MediaSource> url = names().map(name -> new MediaSource.Url("https://e.org/" + name));
    Arbitrary<MediaSource> image =
        Arbitraries.oneOf(bytes("image/png", "image/jpeg").map(it -> (MediaSource) it), url);
    Arbitrary<ContentBlock> text = words().map(Text::new);
    Arbitrary<ContentBlock> images =
        Combinators.combine(image, Arbitraries.of("low", "high").optional())
            .as((source, detail) -> new Image(source, detail, Optional.empty()));
    Arbitrary<ContentBlock> files =
        Combinators.combine(bytes("application/pdf"), words())
            .as((source, title) -> document(source, Optional.of(title + ".pdf")));
    Arbitrary<ContentBlock> stored =
        names().map(id -> document(new MediaSource.FileId(Vendor.OPENAI, id), Optional.empty()));
    Arbitrary<ContentBlock> audio = bytes("audio/wav", "audio/mpeg", "audio/flac").map(Audio::new);
    return Arbitraries.oneOf(text, images, files, stored, audio);
  }

  private static ContentBlock document(MediaSource source, Optional<String> title) {
    return new Document(source, title, Optional.empty(), false, Optional.empty());
  }

  private static Arbitrary<Message> plain(Role role, Arbitrary<ContentBlock> block) {
    return Combinators.combine(block.list().ofMaxSize(3), names().optional())
        .as((blocks, name) -> new Message(role, atMostOneText(blocks), name));
  }

  /** Texts alone become one. */
  private static List<ContentBlock> atMostOneText(List<ContentBlock> blocks) {
    boolean texts = blocks.stream().allMatch(Text.class::isInstance);
    return texts ? blocks.stream().limit(1).toList() : blocks;
  }

  static Arbitrary<ToolUse> call() {
    Arbitrary<ToolUse> function =
        Combinators.combine(names(), names(), words())
            .as((id, name, x) -> new ToolUse(id, name, arguments(x)));
    Arbitrary<ToolUse> custom =
        Combinators.combine(names(), names(), words())
            .as((id, name, input) -> custom(id, name, input));
    return Arbitraries.oneOf(function, custom);
  }

  private static String arguments(String x) {
    return Nodes.text(Nodes.of("x", Nodes.string(x)));
  }

  private static ToolUse custom(String id, String name, String input) {
    return new ToolUse(Tool.Kind.CUSTOM, id, name, input, Optional.empty(), Optional.empty());
  }

  /** A message of the assistant and, where it calls tools, their results. */
  private static Arbitrary<List<Message>> exchange() {
    Arbitrary<List<ContentBlock>> said =
        Combinators.combine(words().optional(), words().list().ofMaxSize(1), words().optional())
            .as(RequestArbitraries::said);
    return Combinators.combine(said, call().list().ofMaxSize(3), words().list().ofMaxSize(1))
        .as(RequestArbitraries::exchange);
  }

  private static List<ContentBlock> said(
      Optional<String> thought, List<String> texts, Optional<String> refusal) {
    List<ContentBlock> blocks = new ArrayList<>();
    thought.ifPresent(text -> blocks.add(new Thinking(text, Optional.empty())));
    texts.forEach(text -> blocks.add(new Text(text)));
    refusal.ifPresent(text -> blocks.add(new Refusal(text)));
    return blocks;
  }

  private static List<Message> exchange(
      List<ContentBlock> said, List<ToolUse> calls, List<String> answers) {
    List<ContentBlock> blocks = new ArrayList<>(said);
    blocks.addAll(calls);
    List<ContentBlock> results = new ArrayList<>();
    List<ContentBlock> words = new ArrayList<>(answers.stream().map(Text::new).toList());
    for (ToolUse call : calls) {
      results.add(new ToolResult(call.id(), words, false, Optional.empty()));
    }
    Message assistant = new Message(Role.ASSISTANT, blocks);
    return results.isEmpty()
        ? List.of(assistant)
        : List.of(assistant, new Message(Role.USER, results));
  }

  private static Arbitrary<List<Message>> conversation() {
    Arbitrary<ContentBlock> text = words().map(Text::new);
    Arbitrary<List<Message>> turn =
        Arbitraries.oneOf(
            plain(Role.SYSTEM, text).map(List::of),
            plain(Role.DEVELOPER, text).map(List::of),
            plain(Role.USER, userBlock()).map(List::of),
            exchange());
    return turn.list()
        .ofMaxSize(5)
        .map(
            turns -> {
              List<Message> all = new ArrayList<>();
              turns.forEach(all::addAll);
              all.add(new Message(Role.USER, List.of(new Text("Go on."))));
              return all;
            });
  }

  private static Arbitrary<Toolbox> toolbox() {
    return Combinators.combine(
            names().list().uniqueElements().ofMaxSize(3),
            words().optional(),
            Arbitraries.of(true, false).optional(),
            Arbitraries.integers().between(0, 6),
            Arbitraries.of(true, false).optional())
        .as(RequestArbitraries::toolbox);
  }

  private static Toolbox toolbox(
      List<String> names,
      Optional<String> description,
      Optional<Boolean> strict,
      int choice,
      Optional<Boolean> parallel) {
    List<Tool> tools = new ArrayList<>();
    for (String name : names) {
      boolean custom = name.length() % 2 == 0;
      tools.add(
          new Tool(
              custom ? Tool.Kind.CUSTOM : Tool.Kind.FUNCTION,
              name,
              description,
              custom ? Optional.empty() : Optional.of(SCHEMA),
              custom ? Optional.empty() : strict,
              custom ? Optional.of(GRAMMAR) : Optional.empty(),
              Optional.empty()));
    }
    return names.isEmpty() ? Toolbox.NONE : new Toolbox(tools, choice(choice, names), parallel);
  }

  private static Optional<ToolChoice> choice(int kind, List<String> names) {
    return switch (kind) {
      case 0 -> Optional.of(new ToolChoice.Auto());
      case 1 -> Optional.of(new ToolChoice.None());
      case 2 -> Optional.of(new ToolChoice.Required());
      case 3 -> Optional.of(new ToolChoice.Named(names.get(0)));
      case 4 -> Optional.of(new ToolChoice.Allowed(names, true));
      case 5 -> Optional.of(new ToolChoice.Allowed(names, false));
      default -> Optional.empty();
    };
  }

  private static Arbitrary<Sampling> sampling() {
    Arbitrary<Optional<BigDecimal>> number =
        Arbitraries.bigDecimals()
            .between(new BigDecimal("0.1"), new BigDecimal("2"))
            .ofScale(2)
            .optional();
    Arbitrary<OptionalLong> whole = Arbitraries.longs().between(1, 1_000).map(OptionalLong::of);
    return Combinators.combine(number, number, whole, number, number, whole).as(Sampling::new);
  }

  private static Arbitrary<OutputRules> output() {
    Arbitrary<Optional<ResponseFormat>> format =
        Arbitraries.of(
            Optional.empty(),
            Optional.of(new ResponseFormat.AnyJson()),
            Optional.of(
                new ResponseFormat.JsonSchema("s", Optional.of("d"), SCHEMA, Optional.of(true))));
    return Combinators.combine(
            Arbitraries.longs().between(1, 9_999).map(OptionalLong::of),
            words().list().ofMaxSize(3),
            Arbitraries.integers().between(1, 4),
            format,
            Arbitraries.of("low", "high").optional(),
            Arbitraries.of(true, false))
        .as(
            (most, stops, n, shape, verbosity, logprobs) ->
                new OutputRules(
                    most,
                    stops,
                    n,
                    shape,
                    verbosity,
                    logprobs,
                    logprobs ? OptionalInt.of(2) : OptionalInt.empty()));
  }

  private static Arbitrary<CallOptions> options() {
    return Combinators.combine(
            names().optional(),
            Arbitraries.maps(names(), words()).ofMaxSize(2),
            Arbitraries.of("flex", "priority", "default").optional(),
            names().optional(),
            Arbitraries.of("24h").optional(),
            Arbitraries.of(true).optional())
        .as(
            (user, metadata, tier, key, retention, store) ->
                new CallOptions(
                    user, Map.copyOf(metadata), tier, key, retention, store, Optional.empty()));
  }

  private static Arbitrary<Optional<Reasoning>> reasoning() {
    return Arbitraries.of("none", "minimal", "low", "medium", "high", "xhigh", "odd")
        .map(
            effort ->
                new Reasoning(
                    Optional.empty(), Optional.of(effort), OptionalLong.empty(), Optional.empty()))
        .optional();
  }

  static Arbitrary<ChatRequest> requests() {
    return Combinators.combine(
            names(),
            conversation(),
            toolbox(),
            sampling(),
            output(),
            reasoning(),
            options(),
            Arbitraries.of(true, false))
        .as(ChatRequest::new);
  }
}
