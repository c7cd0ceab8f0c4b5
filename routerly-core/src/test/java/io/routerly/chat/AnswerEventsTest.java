package io.routerly.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerEventsTest {
  private static final Signature SEAL = new Signature(Vendor.ANTHROPIC, "c2VhbA==");
  private static final Citation CITATION =
      new Citation(
          new Citation.Source.Page("https://example.com"),
          Optional.of("Example"),
          Optional.empty(),
          Optional.of(new Citation.Range(0, 4)));

  private final AnswerAssembler assembler = new AnswerAssembler();

  @Test
  void anAnswerToldAsEventsAndPutTogetherIsTheSame() {
    ChatAnswer answer =
        new ChatAnswer(
            "msg_1",
            "model",
            List.of(
                choice(
                    FinishReason.of(FinishReason.Kind.TOOL_USE),
                    new ContentBlock.Thinking("Hm.", Optional.of(SEAL)),
                    new ContentBlock.RedactedThinking(SEAL),
                    new ContentBlock.Text("Said.", List.of(CITATION), Optional.empty()),
                    new ContentBlock.ToolUse("call_1", "find", "{\"q\":1}")),
                choice(
                    new FinishReason(FinishReason.Kind.STOP_SEQUENCE, Optional.of("END")),
                    new ContentBlock.Refusal("No."))),
            Optional.of(new TokenUsage(10, 1, 2, 1, 5, 3)),
            Optional.of("priority"));

    AnswerEvents.tell(answer, assembler::add);

    assertThat(assembler.answer()).isEqualTo(answer);
    assertThat(assembler.isComplete()).isTrue();
  }

  @Test
  void argumentsThatNeverCameAreAnEmptyObject() {
    assembler.add(new ChatEvent.Started("1", "model", Optional.empty()));
    assembler.add(new ChatEvent.BlockStarted(0, 0, new ContentBlock.ToolUse("call_1", "find", "")));
    assembler.add(new ChatEvent.BlockEnded(0, 0));

    assertThat(assembler.answer().choices().get(0).content())
        .containsExactly(new ContentBlock.ToolUse("call_1", "find", "{}"));
    assertThat(assembler.isComplete()).isFalse();
  }

  @Test
  void usageToldAtTheBeginningStandsUntilTheEndTellsAnother() {
    Optional<TokenUsage> first = Optional.of(new TokenUsage(10, 0, 0, 0, 0, 0));
    assembler.add(new ChatEvent.Started("1", "model", first));
    assembler.add(new ChatEvent.Ended(Optional.empty(), Optional.empty()));

    assertThat(assembler.answer().usage()).isEqualTo(first);
  }

  private static ChatAnswer.Choice choice(FinishReason finish, ContentBlock... content) {
    TokenLogprob token =
        new TokenLogprob("Sa", new BigDecimal("-0.25"), List.of(83, 97), List.of());
    return new ChatAnswer.Choice(List.of(content), finish, List.of(token));
  }
}
