package io.routerly.wire.gemini;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.FinishReason;
import io.routerly.chat.TokenLogprob;
import io.routerly.chat.Tool;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One candidate of an answer, as far as it was read. One owner thread. */
final class GeminiCandidate {
  private final int choice;
  private final String answerId;
  private final CandidateBlocks blocks;
  private Optional<String> finish = Optional.empty();
  private int callsWithoutId;
  private boolean calls;

  GeminiCandidate(int choice, String answerId) {
    this.choice = choice;
    this.answerId = answerId;
    this.blocks = new CandidateBlocks(choice);
  }

  /** Reads what an event says of this candidate. */
  void read(FieldReader candidate, Consumer<ChatEvent> sink) {
    if (GeminiCitations.areIn(candidate)) {
      blocks.sources(candidate);
    }
    List<TokenLogprob> rated = GeminiLogprobs.read(candidate);
    if (!rated.isEmpty()) {
      sink.accept(new ChatEvent.TokensRated(choice, rated));
    }
    candidate
        .object("content")
        .ifPresent(content -> content.objects("parts").forEach(part -> readPart(part, sink)));
    blocks.cite(sink);
    finish = candidate.string("finishReason").filter(word -> !word.isEmpty()).or(() -> finish);
  }

  /** Reads an event that says no more than that this candidate goes on. */
  void read(PlainChunk chunk, Consumer<ChatEvent> sink) {
    say(chunk.isThought(), chunk.text(), Optional.empty(), sink);
    blocks.cite(sink);
  }

  private void say(boolean thought, String words, Optional<String> seal, Consumer<ChatEvent> sink) {
    if (thought) {
      blocks.think(words, seal, sink);
    } else {
      blocks.say(words, seal, sink);
    }
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
      GeminiMedia.readInline(data.get())
          .ifPresent(block -> blocks.whole(block, "", Optional.empty(), sink));
    }
    String words = part.string("text").orElse("");
    say(part.bool("thought").orElse(false), words, seal, sink);
  }

  private void call(FieldReader call, Optional<String> seal, Consumer<ChatEvent> sink) {
    calls = true;
    String id = call.string("id").filter(value -> !value.isEmpty()).orElseGet(this::nextId);
    String name = GeminiNames.read(call.requireString("name"));
    JsonObject arguments = call.plainObject("args").orElse(JsonValue.EMPTY_JSON_OBJECT);
    blocks.whole(
        new ContentBlock.ToolUse(
            Tool.Kind.FUNCTION, id, name, "", Optional.empty(), Optional.empty()),
        arguments.isEmpty() ? "" : GeminiJson.text(arguments),
        seal,
        sink);
  }

  /** Models before Gemini 3 give no ids. */
  private String nextId() {
    return "call_" + answerId + "_" + (choice == 0 ? "" : choice + "_") + callsWithoutId++;
  }

  /**
   * Says that no more comes.
   *
   * @param otherwise why it ended, where the provider did not say so
   */
  void finish(FinishReason otherwise, Consumer<ChatEvent> sink) {
    blocks.end(sink);
    FinishReason reason = finish.map(word -> GeminiFinish.read(word, calls)).orElse(otherwise);
    sink.accept(new ChatEvent.ChoiceEnded(choice, reason));
  }
}
