package io.routerly.wire.openai;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.ChatEvent.Part;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One block of a streamed choice, which gathers what comes of it until its turn has come, and then
 * passes it on.
 */
final class StreamedBlock {
  private final Part part;
  private final String id;
  private final StringBuilder pending = new StringBuilder();
  private final List<Citation> citations = new ArrayList<>();
  private final ObjectProgress progress = new ObjectProgress();
  private Optional<Signature> signature = Optional.empty();
  private Tool.Kind kind = Tool.Kind.FUNCTION;
  private String name = "";
  private boolean started;
  private boolean ended;

  private StreamedBlock(Part part, String id) {
    this.part = part;
    this.id = id;
  }

  /** A block of text, thinking or refusal. */
  static StreamedBlock of(Part part) {
    return new StreamedBlock(part, "");
  }

  /** A call of a tool. */
  static StreamedBlock call(String id) {
    return new StreamedBlock(Part.ARGUMENTS, id);
  }

  Part part() {
    return part;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  /**
   * Takes a name, of which the first counts: some providers repeat it in every chunk.
   *
   * @return whether it is the first
   */
  boolean name(Tool.Kind newKind, String newName) {
    if (!name.isEmpty() || newName.isEmpty()) {
      return false;
    }
    kind = newKind;
    name = newName;
    return true;
  }

  void grow(String text) {
    if (!ended) {
      pending.append(text);
      if (part == Part.ARGUMENTS) {
        progress.add(text);
      }
    }
  }

  void cite(Citation citation) {
    citations.add(citation);
  }

  void sign(Signature seal) {
    signature = Optional.of(seal);
  }

  /** Returns whether all of it that can come has come, as far as one can tell. */
  boolean isComplete() {
    return part != Part.ARGUMENTS || (kind == Tool.Kind.FUNCTION && progress.isComplete());
  }

  /** Passes on what has come, as block {@code index} of {@code choice}. */
  void tell(int choice, int index, Consumer<ChatEvent> sink) {
    if (!started) {
      started = true;
      sink.accept(new ChatEvent.BlockStarted(choice, index, opening()));
    }
    if (pending.length() > 0) {
      sink.accept(new ChatEvent.BlockGrew(choice, index, part, pending.toString()));
      pending.setLength(0);
    }
    citations.forEach(citation -> sink.accept(new ChatEvent.Cited(choice, index, citation)));
    citations.clear();
    signature.ifPresent(seal -> sink.accept(new ChatEvent.Signed(choice, index, seal)));
    signature = Optional.empty();
  }

  /** Ends it. */
  void end(int choice, int index, Consumer<ChatEvent> sink) {
    ended = true;
    sink.accept(new ChatEvent.BlockEnded(choice, index));
  }

  private ContentBlock opening() {
    return switch (part) {
      case TEXT -> new Text("");
      case THINKING -> new Thinking("", Optional.empty());
      case REFUSAL -> new Refusal("");
      case ARGUMENTS -> new ToolUse(kind, id, name, "", Optional.empty(), Optional.empty());
    };
  }
}
