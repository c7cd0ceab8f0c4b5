package io.routerly.wire.gemini;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.ChatEvent.Part;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.FinishReason;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenLogprob;
import io.routerly.chat.Tool;
import io.routerly.chat.Vendor;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One candidate of an answer, as far as it was read. One owner thread. */
final class GeminiCandidate {
  private final int choice;
  private final String answerId;
  private final StringBuilder text = new StringBuilder();
  private final Set<Citation> cited = new HashSet<>();
  private Optional<FieldReader> sources = Optional.empty();
  private Optional<String> finish = Optional.empty();

  /** The seal on a text that stays open, for its sources may come later. */
  private Optional<String> held = Optional.empty();

  private Open open = Open.NOTHING;
  private int blocks;
  private int callsWithoutId;
  private boolean calls;

  private enum Open {
    NOTHING,
    TEXT,
    THINKING
  }

  GeminiCandidate(int choice, String answerId) {
    this.choice = choice;
    this.answerId = answerId;
  }

  /** Reads what an event says of this candidate. */
  void read(FieldReader candidate, Consumer<ChatEvent> sink) {
    if (GeminiCitations.areIn(candidate)) {
      sources = Optional.of(candidate);
    }
    List<TokenLogprob> rated = GeminiLogprobs.read(candidate);
    if (!rated.isEmpty()) {
      sink.accept(new ChatEvent.TokensRated(choice, rated));
    }
    candidate
        .object("content")
        .ifPresent(content -> content.objects("parts").forEach(part -> readPart(part, sink)));
    cite(sink);
    finish = candidate.string("finishReason").filter(word -> !word.isEmpty()).or(() -> finish);
  }

  private void readPart(FieldReader part, Consumer<ChatEvent> sink) {
    Optional<String> seal = part.string("thoughtSignature").filter(value -> !value.isEmpty());
    Optional<FieldReader> call = part.object("functionCall");
    Optional<FieldReader> data = part.object("inlineData");
    if (call.isPresent()) {
      call(call.get(), seal, sink);
      return;
    }
    if (data.isPresent()) {
      GeminiMedia.readInline(data.get()).ifPresent(block -> whole(block, sink));
    }
    String words = part.string("text").orElse("");
    if (part.bool("thought").orElse(false)) {
      think(words, seal, sink);
    } else {
      grow(Open.TEXT, words, sink);
      seal.ifPresent(value -> sealed(value, sink));
    }
  }

  private void think(String words, Optional<String> seal, Consumer<ChatEvent> sink) {
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

  /** A seal on words that are no thought becomes a thought without words behind them. */
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

  private void call(FieldReader call, Optional<String> seal, Consumer<ChatEvent> sink) {
    release(sink);
    close(sink);
    calls = true;
    String id = call.string("id").filter(value -> !value.isEmpty()).orElseGet(this::nextId);
    String name = GeminiNames.read(call.requireString("name"));
    start(
        new ContentBlock.ToolUse(
            Tool.Kind.FUNCTION, id, name, "", Optional.empty(), Optional.empty()),
        sink);
    JsonObject arguments = call.plainObject("args").orElse(JsonValue.EMPTY_JSON_OBJECT);
    if (!arguments.isEmpty()) {
      String json = GeminiJson.text(arguments);
      sink.accept(new ChatEvent.BlockGrew(choice, blocks - 1, Part.ARGUMENTS, json));
    }
    seal.ifPresent(
        value -> sink.accept(new ChatEvent.Signed(choice, blocks - 1, signature(value))));
    end(sink);
  }

  /** Models before Gemini 3 give no ids. */
  private String nextId() {
    return "call_" + answerId + "_" + (choice == 0 ? "" : choice + "_") + callsWithoutId++;
  }

  private static Signature signature(String seal) {
    return new Signature(Vendor.GEMINI, seal);
  }

  private void whole(ContentBlock block, Consumer<ChatEvent> sink) {
    release(sink);
    close(sink);
    start(block, sink);
    end(sink);
  }

  private void start(ContentBlock opening, Consumer<ChatEvent> sink) {
    sink.accept(new ChatEvent.BlockStarted(choice, blocks++, opening));
  }

  private void close(Consumer<ChatEvent> sink) {
    if (open == Open.NOTHING) {
      return;
    }
    cite(sink);
    end(sink);
    open = Open.NOTHING;
    text.setLength(0);
  }

  private void end(Consumer<ChatEvent> sink) {
    sink.accept(new ChatEvent.BlockEnded(choice, blocks - 1));
  }

  /** Sources come with the end of the text, or later than it, and more than once. */
  private void cite(Consumer<ChatEvent> sink) {
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

  /**
   * Says that no more comes.
   *
   * @param otherwise why it ended, where the provider did not say so
   */
  void finish(FinishReason otherwise, Consumer<ChatEvent> sink) {
    release(sink);
    close(sink);
    FinishReason reason = finish.map(word -> GeminiFinish.read(word, calls)).orElse(otherwise);
    sink.accept(new ChatEvent.ChoiceEnded(choice, reason));
  }
}
