package io.routerly.wire.openai;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.ChatEvent.Part;
import io.routerly.chat.Citation;
import io.routerly.chat.TokenLogprob;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pieces of one streamed choice in order.
 *
 * <p>Blocks stand in line: the first is passed on as it comes, those behind it wait until it is
 * complete. A call of a function is complete with its JSON object; what cannot be told to be
 * complete is when the choice is finished.
 */
final class ChoiceDecoder {
  private final int choice;
  private final Deque<StreamedBlock> line = new ArrayDeque<>();
  private final List<Citation> early = new ArrayList<>();
  private final StreamedCalls calls;
  private Optional<String> finish = Optional.empty();
  private boolean refuses;
  private int nextBlock;
  private int textLength;
  private int textFrom;

  ChoiceDecoder(int choice, String answerId) {
    this.choice = choice;
    this.calls = new StreamedCalls(answerId, choice, line);
  }

  /** Takes what a chunk says of this choice. */
  void read(FieldReader said, Consumer<ChatEvent> sink) {
    List<TokenLogprob> tokens = Logprobs.read(said);
    if (!tokens.isEmpty()) {
      sink.accept(new ChatEvent.TokensRated(choice, tokens));
    }
    said.object(said.has("delta") ? "delta" : "message").ifPresent(this::delta);
    tell(sink);
    Optional<String> reason = Defaults.filled(said.string("finish_reason"));
    if (finish.isEmpty() && reason.isPresent()) {
      finish = reason;
      flush(sink);
    }
  }

  /** Takes a piece of text, if a chunk says nothing else of this choice. */
  void say(String text, Consumer<ChatEvent> sink) {
    grow(Part.TEXT, text);
    tell(sink);
  }

  private void delta(FieldReader delta) {
    ConversationReader.thinking(delta).ifPresent(text -> grow(Part.THINKING, text));
    content(delta);
    Annotations.read(delta, textFrom).forEach(this::cite);
    delta.string("refusal").ifPresent(text -> grow(Part.REFUSAL, text));
    delta.objects("tool_calls").forEach(calls::read);
    if (!delta.has("tool_calls")) {
      delta.object("function_call").ifPresent(calls::legacy);
    }
  }

  /** A text or, with Mistral, parts. */
  private void content(FieldReader delta) {
    JsonValue content = delta.value("content").orElse(JsonValue.EMPTY_JSON_ARRAY);
    if (content instanceof JsonString text) {
      grow(Part.TEXT, text.getString());
    } else if (content instanceof JsonArray) {
      for (FieldReader part : delta.objects("content")) {
        PartReader.reasoning(part).ifPresent(text -> grow(Part.THINKING, text));
        part.string("text").ifPresent(text -> grow(Part.TEXT, text));
      }
    } else {
      throw delta.invalid("content", "a string or an array");
    }
  }

  private void grow(Part part, String text) {
    if (text.isEmpty()) {
      return;
    }
    StreamedBlock block = line.peekLast();
    if (block == null || block.part() != part) {
      block = StreamedBlock.of(part);
      line.addLast(block);
      if (part == Part.TEXT) {
        textFrom = textLength;
        early.forEach(block::cite);
        early.clear();
      }
    }
    block.grow(text);
    textLength += part == Part.TEXT ? text.length() : 0;
    refuses |= part == Part.REFUSAL;
  }

  /** A citation belongs to the last text that can still take one, or to the first one to come. */
  private void cite(Citation citation) {
    @Nullable StreamedBlock last = null;
    for (StreamedBlock block : line) {
      last = block.part() == Part.TEXT ? block : last;
    }
    if (last != null) {
      last.cite(citation);
    } else if (textLength == 0) {
      early.add(citation);
    }
  }

  /** Passes on what has its turn. */
  private void tell(Consumer<ChatEvent> sink) {
    StreamedBlock first = line.peekFirst();
    while (first != null) {
      first.tell(choice, nextBlock, sink);
      if (line.size() == 1 || !first.isComplete()) {
        return;
      }
      first = end(first, sink);
    }
  }

  /** Passes on everything, since nothing more is to come. */
  private void flush(Consumer<ChatEvent> sink) {
    StreamedBlock first = line.peekFirst();
    while (first != null) {
      first.tell(choice, nextBlock, sink);
      first = end(first, sink);
    }
  }

  private @Nullable StreamedBlock end(StreamedBlock first, Consumer<ChatEvent> sink) {
    first.end(choice, nextBlock++, sink);
    line.removeFirst();
    return line.peekFirst();
  }

  /** Ends the choice. */
  void end(Consumer<ChatEvent> sink) {
    flush(sink);
    sink.accept(new ChatEvent.ChoiceEnded(choice, Finish.read(finish, calls.any(), refuses)));
  }
}
