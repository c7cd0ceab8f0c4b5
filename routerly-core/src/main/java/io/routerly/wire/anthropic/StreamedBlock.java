package io.routerly.wire.anthropic;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.ChatEvent.Part;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.wire.FieldReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/** A block of a provider's streamed answer, whose events wait for those of the block before it. */
final class StreamedBlock {
  private final int number;
  private final ContentBlock opening;
  private final boolean answer;
  private final Queue<ChatEvent> events = new ArrayDeque<>();
  private final List<ChatEvent> citations = new ArrayList<>();
  private String input = "";
  private String signature = "";
  private boolean closed;

  /**
   * @param number counts the blocks that are handed out
   * @param begun the block as it was started
   */
  StreamedBlock(int number, ContentBlock begun) {
    this.number = number;
    this.answer = AnswerBlocks.isAnswer(begun);
    this.opening = begin(begun);
    events.add(new ChatEvent.BlockStarted(0, number, opening));
  }

  private ContentBlock begin(ContentBlock begun) {
    if (begun instanceof ToolUse use) {
      input = use.arguments().equals("{}") ? "" : use.arguments();
      return answer ? new Text("") : new ToolUse(use.id(), use.name(), "");
    }
    if (begun instanceof Thinking thinking) {
      thinking.signature().ifPresent(seal -> signature = seal.value());
      return new Thinking(thinking.text(), Optional.empty());
    }
    return begun;
  }

  /** Returns whether it is a call that the client has to answer. */
  boolean isCall() {
    return opening instanceof ToolUse;
  }

  /** Returns whether it is the answer itself, given through a tool. */
  boolean isAnswer() {
    return answer;
  }

  /** Takes a delta; one that does not fit the block, or is of no known type, says nothing. */
  void grow(FieldReader delta) {
    switch (delta.string("type").orElse("")) {
      case "text_delta" -> grow(Growth.TEXT, delta);
      case "thinking_delta" -> grow(Growth.THINKING, delta);
      case "input_json_delta" -> grow(Growth.INPUT, delta);
      case "signature_delta" -> signature = delta.string("signature").orElse(signature);
      case "citations_delta" -> {
        if (opening instanceof Text) {
          delta
              .object("citation")
              .flatMap(Citations::read)
              .ifPresent(citation -> citations.add(new ChatEvent.Cited(0, number, citation)));
        }
      }
      default -> {}
    }
  }

  private void grow(Growth kind, FieldReader delta) {
    grow(kind, delta.string(kind.field()).orElse(""));
  }

  /** Grows by a text; one that does not fit the block says nothing. */
  void grow(Growth kind, String text) {
    switch (kind) {
      case TEXT -> grow(opening instanceof Text && !answer, Part.TEXT, text);
      case THINKING -> grow(opening instanceof Thinking, Part.THINKING, text);
      case INPUT -> grow(answer || isCall(), answer ? Part.TEXT : Part.ARGUMENTS, text);
    }
  }

  private void grow(boolean fits, Part part, String text) {
    if (fits && !text.isEmpty() && !closed) {
      input = "";
      events.add(new ChatEvent.BlockGrew(0, number, part, text));
    }
  }

  /** Ends the block, if it is not ended yet. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (!input.isEmpty()) {
      Part part = answer ? Part.TEXT : Part.ARGUMENTS;
      events.add(new ChatEvent.BlockGrew(0, number, part, input));
    }
    if (opening instanceof Thinking) {
      AnswerBlocks.seal(signature)
          .ifPresent(seal -> events.add(new ChatEvent.Signed(0, number, seal)));
    }
    events.addAll(citations); // they are of the whole text, and some come before its first word
    events.add(new ChatEvent.BlockEnded(0, number));
  }

  boolean isClosed() {
    return closed;
  }

  /** Hands out the events that were gathered. */
  void drain(Consumer<ChatEvent> sink) {
    for (ChatEvent event = events.poll(); event != null; event = events.poll()) {
      sink.accept(event);
    }
  }
}
