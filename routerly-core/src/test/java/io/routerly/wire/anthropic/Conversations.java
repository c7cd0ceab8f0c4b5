package io.routerly.wire.anthropic;

import io.routerly.chat.CacheControl;
import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Image;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.FinishReason;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Message;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Reasoning;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Role;
import io.routerly.chat.Sampling;
import io.routerly.chat.Signature;
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

/** Makes requests and answers that the format expresses wholly. */
final class Conversations {
  private Conversations() {}

  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withChars(' ', '"', '\\', '\n', 'é', '你')
        .ofMinLength(1)
        .ofMaxLength(12)
        .map(text -> "x" + text + "👋");
  }

  private static Arbitrary<String> names() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withChars('_')
        .ofMinLength(1)
        .ofMaxLength(9);
  }

  private static Arbitrary<Optional<CacheControl>> caches() {
    return Arbitraries.of("", "5m", "1h")
        .map(ttl -> new CacheControl(ttl.isEmpty() ? Optional.empty() : Optional.of(ttl)))
        .optional();
  }

  private static Arbitrary<Citation> citations() {
    return Combinators.combine(
            Arbitraries.of(Citation.Unit.class),
            Arbitraries.integers().between(0, 9),
            names().optional(),
            names())
        .as(
            (unit, index, title, quote) ->
                new Citation(
                    new Citation.Source.Document(index, unit, new Citation.Range(index, index + 3)),
                    title,
                    Optional.of(quote),
                    Optional.empty()));
  }

  private static Arbitrary<ContentBlock> userTexts() {
    return Combinators.combine(texts(), caches())
        .as((text, cache) -> new Text(text, List.of(), cache));
  }

  private static Arbitrary<ContentBlock> saidTexts() {
    return Combinators.combine(texts(), citations().list().ofMaxSize(2))
        .as((text, cited) -> new Text(text, cited, Optional.empty()));
  }

  private static Arbitrary<ContentBlock> images() {
    return Combinators.combine(sources("image/png"), caches())
        .as((source, cache) -> new Image(source, Optional.empty(), cache));
  }

  private static Arbitrary<MediaSource> sources(String mediaType) {
    return Arbitraries.of(
        new MediaSource.Base64(mediaType, "AAEC"),
        new MediaSource.Url("https://example.com/a"),
        new MediaSource.FileId(Vendor.ANTHROPIC, "file_1"));
  }

  private static Arbitrary<ContentBlock> documents() {
    Arbitrary<MediaSource> sources =
        Arbitraries.oneOf(sources("application/pdf"), texts().map(MediaSource.PlainText::new));
    return Combinators.combine(
            sources, names().optional(), names().optional(), Arbitraries.of(true, false), caches())
        .as(Document::new);
  }

  private static Arbitrary<ContentBlock> results() {
    Arbitrary<List<ContentBlock>> content =
        Arbitraries.oneOf(userTexts(), images(), documents()).list().ofMaxSize(3);
    return Combinators.combine(names(), content, Arbitraries.of(true, false), caches())
        .as(ToolResult::new);
  }

  private static Arbitrary<ContentBlock> thinking() {
    return Combinators.combine(texts(), names())
        .as((text, seal) -> new Thinking(text, Optional.of(new Signature(Vendor.ANTHROPIC, seal))));
  }

  private static Arbitrary<ContentBlock> redacted() {
    return names().map(data -> new RedactedThinking(new Signature(Vendor.ANTHROPIC, data)));
  }

  private static Arbitrary<ContentBlock> calls() {
    return Combinators.combine(names(), names(), Arbitraries.of("{}", "{\"a\":[1,2.50,\"ü\"]}"))
        .as(ToolUse::new);
  }

  private static Arbitrary<Message> userMessages() {
    Arbitrary<List<ContentBlock>> results = results().list().ofMaxSize(2);
    Arbitrary<List<ContentBlock>> others =
        Arbitraries.oneOf(userTexts(), images(), documents()).list().ofMinSize(1).ofMaxSize(3);
    return Combinators.combine(results, others)
        .as(
            (first, then) -> {
              List<ContentBlock> all = new ArrayList<>(first);
              all.addAll(then);
              return new Message(Role.USER, all);
            });
  }

  static Arbitrary<List<ContentBlock>> said() {
    return Arbitraries.oneOf(saidTexts(), thinking(), redacted(), calls())
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  private static Arbitrary<List<Message>> messages() {
    Arbitrary<List<Message>> turns =
        Combinators.combine(userMessages(), said())
            .as((user, said) -> List.of(user, new Message(Role.ASSISTANT, said)))
            .list()
            .ofMaxSize(3)
            .map(pairs -> pairs.stream().flatMap(List::stream).toList());
    return Combinators.combine(
            userTexts().list().ofMinSize(1).ofMaxSize(2).optional(), turns, userMessages())
        .as(
            (system, before, last) -> {
              List<Message> all = new ArrayList<>();
              system.ifPresent(content -> all.add(new Message(Role.SYSTEM, content)));
              all.addAll(before);
              all.add(last);
              return all;
            });
  }

  private static Arbitrary<Tool> tools() {
    return Combinators.combine(names(), names().optional(), Arbitraries.of(true, false), caches())
        .as(
            (name, description, strict, cache) ->
                new Tool(
                    Tool.Kind.FUNCTION,
                    name,
                    description,
                    Optional.of(Wires.json(CLOSED_SCHEMA)),
                    strict ? Optional.of(true) : Optional.empty(),
                    Optional.empty(),
                    cache));
  }

  private static final String CLOSED_SCHEMA =
      "{'type':'object','properties':{'a':{'type':'string'}},'required':['a'],"
          + "'additionalProperties':false}";

  private static Arbitrary<Toolbox> toolboxes() {
    Arbitrary<ToolChoice> choices =
        Arbitraries.of(
            new ToolChoice.Auto(),
            new ToolChoice.None(),
            new ToolChoice.Required(),
            new ToolChoice.Named("a"));
    return Combinators.combine(
            tools().list().ofMinSize(1).ofMaxSize(2), choices, Arbitraries.of(true, false))
        .as(
            (tools, choice, parallel) ->
                new Toolbox(
                    tools,
                    Optional.of(choice),
                    parallel || choice instanceof ToolChoice.None
                        ? Optional.empty()
                        : Optional.of(false)));
  }

  private static Arbitrary<Optional<ResponseFormat>> formats() {
    return Arbitraries.<ResponseFormat>of(
            new ResponseFormat.JsonSchema(
                "response", Optional.empty(), Wires.json(CLOSED_SCHEMA), Optional.empty()))
        .optional();
  }

  /** How a model thinks and samples, both of which limit each other. */
  private record Manner(Optional<Reasoning> reasoning, Sampling sampling) {}

  private static Arbitrary<Manner> manners() {
    Sampling cool = sampling("0.3", "", OptionalLong.of(40));
    Sampling narrow = sampling("", "0.9", OptionalLong.empty());
    return Arbitraries.of(
        new Manner(Optional.empty(), Sampling.DEFAULT),
        new Manner(Optional.empty(), cool),
        new Manner(Optional.empty(), narrow),
        new Manner(Optional.of(reasoning(Reasoning.Mode.DISABLED, "", 0, "")), cool),
        new Manner(
            Optional.of(reasoning(Reasoning.Mode.ENABLED, "", 8_999, "auto")), Sampling.DEFAULT),
        new Manner(
            Optional.of(reasoning(Reasoning.Mode.ADAPTIVE, "max", 0, "auto")), Sampling.DEFAULT),
        new Manner(
            Optional.of(reasoning(Reasoning.Mode.ADAPTIVE, "", 0, "none")),
            sampling("", "0.97", OptionalLong.empty())));
  }

  static Reasoning reasoning(Reasoning.Mode mode, String effort, long budget, String summary) {
    return new Reasoning(
        Optional.of(mode),
        Optional.of(effort).filter(value -> !value.isEmpty()),
        budget == 0 ? OptionalLong.empty() : OptionalLong.of(budget),
        Optional.of(summary).filter(value -> !value.isEmpty()));
  }

  private static Sampling sampling(String temperature, String topP, OptionalLong topK) {
    return new Sampling(
        Optional.of(temperature).filter(v -> !v.isEmpty()).map(BigDecimal::new),
        Optional.of(topP).filter(v -> !v.isEmpty()).map(BigDecimal::new),
        topK,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty());
  }

  static Arbitrary<ChatRequest> requests() {
    return Combinators.combine(
            messages(),
            toolboxes().optional(),
            formats(),
            manners(),
            names().optional(),
            names().list().ofMaxSize(2),
            Arbitraries.of(true, false))
        .as(
            (messages, toolbox, format, manner, user, stops, stream) ->
                new ChatRequest(
                    "claude-test",
                    format.isPresent()
                        ? messages.stream().map(Conversations::uncited).toList()
                        : messages,
                    toolbox.map(box -> fitting(box, manner)).orElse(Toolbox.NONE),
                    manner.sampling(),
                    new OutputRules(
                        OptionalLong.of(9_000),
                        stops,
                        1,
                        format,
                        Optional.empty(),
                        false,
                        OptionalInt.empty()),
                    manner.reasoning(),
                    new CallOptions(
                        user,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                    stream));
  }

  /** A model that thinks is forced to no tool. */
  private static Toolbox fitting(Toolbox box, Manner manner) {
    boolean thinks = manner.reasoning().map(reasoning -> !reasoning.isOff()).orElse(false);
    return thinks
        ? new Toolbox(box.tools(), Optional.of(new ToolChoice.Auto()), box.parallel())
        : box;
  }

  private static Message uncited(Message message) {
    return new Message(
        message.role(), message.content().stream().map(Conversations::uncited).toList());
  }

  private static ContentBlock uncited(ContentBlock block) {
    if (block instanceof ToolResult result) {
      return new ToolResult(
          result.toolUseId(),
          result.content().stream().map(Conversations::uncited).toList(),
          result.failed(),
          result.cache());
    }
    return block instanceof Document document
        ? new Document(
            document.source(), document.title(), document.context(), false, document.cache())
        : block;
  }

  static Arbitrary<ChatAnswer> answers() {
    Arbitrary<FinishReason> reasons =
        Arbitraries.oneOf(
            Arbitraries.of(
                    FinishReason.Kind.STOP,
                    FinishReason.Kind.LENGTH,
                    FinishReason.Kind.CONTEXT_FULL,
                    FinishReason.Kind.TOOL_USE,
                    FinishReason.Kind.REFUSAL,
                    FinishReason.Kind.PAUSE)
                .map(FinishReason::of),
            names().map(w -> new FinishReason(FinishReason.Kind.STOP_SEQUENCE, Optional.of(w))));
    Arbitrary<TokenUsage> usages =
        Arbitraries.longs()
            .between(0, 9_000)
            .list()
            .ofSize(6)
            .map(n -> new TokenUsage(n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5)));
    return Combinators.combine(
            said(), reasons, usages, Arbitraries.of("standard", "priority").optional())
        .as(
            (content, reason, usage, tier) ->
                new ChatAnswer(
                    "msg_7",
                    "claude-test",
                    List.of(new ChatAnswer.Choice(content, reason, List.of())),
                    Optional.of(usage),
                    tier));
  }
}
