package io.routerly.wire.gemini;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.ChatEvent.Part;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Signature;
import io.routerly.chat.Vendor;
import io.routerly.wire.FieldReader;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The blocks that a candidate's parts become: what follows of the same kind lets a block grow, and
 * anything else ends it. One owner thread.
 */
final class CandidateBlocks {
  private final int choice;
  private final StringBuilder text = new StringBuilder();
  private final Set<Citation> cited = new HashSet<>();
  private Optional<FieldReader> sources = Optional.empty();

  /** The seal on a text that stays open, for its sources may come later. */
  private Optional<String> held = Optional.empty();

  private Open open = Open.NOTHING;
  private int blocks;

  private enum Open {
    NOTHING,
    TEXT,
    THINKING
  }

  CandidateBlocks(int choice) {
    this.choice = choice;
  }

  /** The candidate names the sources of its text. */
  void sources(FieldReader candidate) {
    sources = Optional.of(candidate);
  }

  /** The candidate says more, perhaps with a seal. */
  void say(String words, Optional<String> seal, Consumer<ChatEvent> sink) {
    grow(Open.TEXT, words, sink);
    seal.ifPresent(value -> sealed(value, sink));
  }

  /** The candidate thinks on. */
  void think(String words, Optional<String> seal, Consumer<ChatEvent> sink) {
    grow(Open.THINKING, words, sink);
    if (seal.isPresent()) {
      release(sink);
      begin(Open.THINKING, sink);
      sink.accept(new ChatEvent.Signed(choice, blocks - 1, signature(seal.get())));
      close(sink);
    }
  }

  private void grow(Open kind, String words, Consumer<ChatEvent> sink) {
    if (words.isEmpty()) {
      return;
    }
    release(sink);
    begin(kind, sink);
    if (kind == Open.TEXT) {
      text.append(words);
    }
    Part part = kind == Open.TEXT ? Part.TEXT : Part.THINKING;
    sink.accept(new ChatEvent.BlockGrew(choice, blocks - 1, part, words));
  }

  private void begin(Open kind, Consumer<ChatEvent> sink) {
    if (open == kind) {
      return;
    }
    close(sink);
    start(
        kind == Open.TEXT
            ? new ContentBlock.Text("")
            : new ContentBlock.Thinking("", Optional.empty()),
        sink);
    open = kind;
  }

  /**
   * A seal on words that are no thought becomes a thought without words behind them, if more comes
   * there. Behind the last words it is left out: nobody looks for a thought after the answer, and
   * Google does not miss the seal.
   *
   * @see <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">where Google wants its
   *     seals back</a>
   */
  private void sealed(String seal, Consumer<ChatEvent> sink) {
    release(sink);
    held = Optional.of(seal);
    if (open != Open.TEXT) {
      release(sink);
    }
  }

  /** Ends a text that was kept open, and hands out its seal. */
  private void release(Consumer<ChatEvent> sink) {
    Optional<String> seal = held;
    held = Optional.empty();
    if (seal.isPresent()) {
      close(sink);
      think("", seal, sink);
    }
  }

  /**
   * The candidate says something that comes whole.
   *
   * @param arguments what it grows by at once, empty if nothing
   */
  void whole(
      ContentBlock block, String arguments, Optional<String> seal, Consumer<ChatEvent> sink) {
    release(sink);
    close(sink);
    start(block, sink);
    if (!arguments.isEmpty()) {
      sink.accept(new ChatEvent.BlockGrew(choice, blocks - 1, Part.ARGUMENTS, arguments));
    }
    seal.ifPresent(
        value -> sink.accept(new ChatEvent.Signed(choice, blocks - 1, signature(value))));
    sink.accept(new ChatEvent.BlockEnded(choice, blocks - 1));
  }

  /** Ends what is open, since no more comes. */
  void end(Consumer<ChatEvent> sink) {
    held = Optional.empty();
    close(sink);
  }

  private void start(ContentBlock opening, Consumer<ChatEvent> sink) {
    sink.accept(new ChatEvent.BlockStarted(choice, blocks++, opening));
  }

  private void close(Consumer<ChatEvent> sink) {
    if (open == Open.NOTHING) {
      return;
    }
    cite(sink);
    sink.accept(new ChatEvent.BlockEnded(choice, blocks - 1));
    open = Open.NOTHING;
    text.setLength(0);
  }

  private static Signature signature(String seal) {
    return new Signature(Vendor.GEMINI, seal);
  }

  /** Sources come with the end of the text, or later than it, and more than once. */
  void cite(Consumer<ChatEvent> sink) {
    if (open != Open.TEXT || sources.isEmpty()) {
      return;
    }
    for (Citation citation : GeminiCitations.read(sources.get(), text)) {
      if (cited.add(citation)) {
        sink.accept(new ChatEvent.Cited(choice, blocks - 1, citation));
      }
    }
    sources = Optional.empty();
  }
}
