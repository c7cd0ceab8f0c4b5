package io.routerly.chat;

import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells a whole answer as the events of a stream, for a provider that did not stream it. */
public final class AnswerEvents {
  private final Consumer<ChatEvent> sink;

  private AnswerEvents(Consumer<ChatEvent> sink) {
    this.sink = sink;
  }

  /** Hands the events of {@code answer} to {@code sink}, in their order. */
  public static void tell(ChatAnswer answer, Consumer<ChatEvent> sink) {
    new AnswerEvents(sink).tell(answer);
  }

  private void tell(ChatAnswer answer) {
    sink.accept(new ChatEvent.Started(answer.id(), answer.model(), answer.usage()));
    for (int choice = 0; choice < answer.choices().size(); choice++) {
      tell(choice, answer.choices().get(choice));
    }
    sink.accept(new ChatEvent.Ended(answer.usage(), answer.serviceTier()));
  }

  private void tell(int choice, ChatAnswer.Choice said) {
    if (!said.logprobs().isEmpty()) {
      sink.accept(new ChatEvent.TokensRated(choice, said.logprobs()));
    }
    for (int block = 0; block < said.content().size(); block++) {
      tell(choice, block, said.content().get(block));
      sink.accept(new ChatEvent.BlockEnded(choice, block));
    }
    sink.accept(new ChatEvent.ChoiceEnded(choice, said.finish()));
  }

  private void tell(int choice, int block, ContentBlock content) {
    if (content instanceof Text text) {
      start(choice, block, new Text("", List.of(), text.cache()));
      grow(choice, block, ChatEvent.Part.TEXT, text.text());
      text.citations().forEach(cited -> sink.accept(new ChatEvent.Cited(choice, block, cited)));
    } else if (content instanceof Thinking thinking) {
      start(choice, block, new Thinking("", Optional.empty()));
      grow(choice, block, ChatEvent.Part.THINKING, thinking.text());
      sign(choice, block, thinking.signature());
    } else if (content instanceof Refusal refusal) {
      start(choice, block, new Refusal(""));
      grow(choice, block, ChatEvent.Part.REFUSAL, refusal.text());
    } else if (content instanceof ToolUse call) {
      start(choice, block, withoutArguments(call));
      grow(choice, block, ChatEvent.Part.ARGUMENTS, call.arguments());
      sign(choice, block, call.signature());
    } else {
      start(choice, block, content);
    }
  }

  private static ToolUse withoutArguments(ToolUse call) {
    return new ToolUse(call.kind(), call.id(), call.name(), "", Optional.empty(), call.cache());
  }

  private void start(int choice, int block, ContentBlock opening) {
    sink.accept(new ChatEvent.BlockStarted(choice, block, opening));
  }

  private void grow(int choice, int block, ChatEvent.Part part, String text) {
    if (!text.isEmpty()) {
      sink.accept(new ChatEvent.BlockGrew(choice, block, part, text));
    }
  }

  private void sign(int choice, int block, Optional<Signature> signature) {
    signature.ifPresent(value -> sink.accept(new ChatEvent.Signed(choice, block, value)));
  }
}
