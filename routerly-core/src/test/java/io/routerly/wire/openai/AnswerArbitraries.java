package io.routerly.wire.openai;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.FinishReason;
import io.routerly.chat.FinishReason.Kind;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenLogprob;
import io.routerly.chat.TokenUsage;
import io.routerly.chat.Tool;
import io.routerly.chat.Vendor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Makes answers that this format can express wholly. */
final class AnswerArbitraries {
  private AnswerArbitraries() {}

  private static Arbitrary<Text> text() {
    return Combinators.combine(RequestArbitraries.words(), RequestArbitraries.names().list())
        .as(
            (words, pages) ->
                new Text(
                    words,
                    pages.stream().map(page -> citation(page, words.length())).toList(),
                    Optional.empty()));
  }

  private static Citation citation(String page, int end) {
    return new Citation(
        new Citation.Source.Page("https://e.org/" + page),
        Optional.of(page),
        Optional.empty(),
        Optional.of(new Citation.Range(0, end)));
  }

  private static Arbitrary<ToolUse> call() {
    return Combinators.combine(RequestArbitraries.call(), Arbitraries.of(true, false))
        .as(AnswerArbitraries::sealed);
  }

  private static ToolUse sealed(ToolUse call, boolean sealed) {
    boolean takesIt = sealed && call.kind() == Tool.Kind.FUNCTION;
    return takesIt
        ? new ToolUse(
            call.kind(),
            call.id(),
            call.name(),
            call.arguments(),
            Optional.of(new Signature(Vendor.GEMINI, "seal")),
            Optional.empty())
        : call;
  }

  private static Arbitrary<ChatAnswer.Choice> choice() {
    Arbitrary<TokenLogprob> alternative =
        RequestArbitraries.words().map(word -> logprob(word, List.of()));
    Arbitrary<TokenLogprob> token =
        Combinators.combine(RequestArbitraries.words(), alternative.list().ofMaxSize(2))
            .as(AnswerArbitraries::logprob);
    return Combinators.combine(
            RequestArbitraries.words().optional(),
            text().optional(),
            RequestArbitraries.words().optional(),
            call().list().uniqueElements(ToolUse::id).ofMaxSize(3),
            Arbitraries.of(Kind.STOP, Kind.LENGTH, Kind.CONTENT_FILTER),
            token.list().ofMaxSize(3))
        .as(AnswerArbitraries::choice);
  }

  private static TokenLogprob logprob(String token, List<TokenLogprob> alternatives) {
    return new TokenLogprob(token, new BigDecimal("-0.25"), List.of(104, 255), alternatives);
  }

  private static ChatAnswer.Choice choice(
      Optional<String> thought,
      Optional<Text> text,
      Optional<String> refusal,
      List<ToolUse> calls,
      Kind finish,
      List<TokenLogprob> logprobs) {
    List<ContentBlock> blocks = new ArrayList<>();
    thought.ifPresent(words -> blocks.add(new Thinking(words, Optional.empty())));
    text.ifPresent(blocks::add);
    refusal.ifPresent(words -> blocks.add(new Refusal(words)));
    blocks.addAll(calls);
    boolean plain = finish == Kind.STOP;
    Kind kind =
        plain && !calls.isEmpty()
            ? Kind.TOOL_USE
            : plain && refusal.isPresent() ? Kind.REFUSAL : finish;
    return new ChatAnswer.Choice(blocks, FinishReason.of(kind), logprobs);
  }

  private static Arbitrary<TokenUsage> usage() {
    Arbitrary<Long> figure = Arbitraries.longs().between(0, 1_000);
    return Combinators.combine(figure, figure, figure, figure, figure)
        .as((in, read, write, out, thought) -> new TokenUsage(in, read, write, 0, out, thought));
  }

  static Arbitrary<ChatAnswer> answers() {
    return Combinators.combine(
            RequestArbitraries.names(),
            choice().list().ofMinSize(1).ofMaxSize(3),
            usage(),
            Arbitraries.of("default", "flex").optional())
        .as(
            (model, choices, usage, tier) ->
                new ChatAnswer("chatcmpl-u1", model, choices, Optional.of(usage), tier));
  }
}
