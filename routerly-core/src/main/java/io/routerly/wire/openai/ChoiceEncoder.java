package io.routerly.wire.openai;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.FinishReason;
import io.routerly.chat.TokenLogprob;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes one choice of a streamed answer, in elements of {@code choices}. */
final class ChoiceEncoder {
  private final int index;
  private final ClientWishes wishes;
  private final ChunkLines lines;
  private final Map<Integer, CallEncoder> calls = new HashMap<>();
  private final List<TokenLogprob> tokens = new ArrayList<>();
  private final WholeCharacters characters = new WholeCharacters();
  private ChatEvent.Part part = ChatEvent.Part.TEXT;
  private boolean introduced;
  private boolean refuses;
  private int textLength;
  private int textFrom;

  ChoiceEncoder(int index, ClientWishes wishes, ChunkLines lines) {
    this.index = index;
    this.wishes = wishes;
    this.lines = lines;
  }

  /** Introduces the speaker, if that was not done yet. */
  ChoiceEncoder introduced() {
    if (!introduced) {
      introduced = true;
      tell(
          Nodes.object()
              .add("role", "assistant")
              .add("content", "")
              .add("refusal", JsonValue.NULL)
              .build());
    }
    return this;
  }

  private void tell(JsonObject delta) {
    write(delta, JsonValue.NULL, JsonValue.NULL);
  }

  /** Tells a piece of what the model says, with the probabilities of its tokens. */
  private void say(String field, String text) {
    if (tokens.isEmpty()) {
      tell(field, text);
    } else {
      write(Nodes.of(field, Nodes.string(text)), rated(), JsonValue.NULL);
    }
  }

  private void tell(String field, String text) {
    lines.tell(index, field, text);
  }

  private JsonValue rated() {
    JsonValue rated = Logprobs.write(tokens, refuses);
    tokens.clear();
    return rated;
  }

  private void write(JsonObject delta, JsonValue logprobs, JsonValue reason) {
    lines.tell(
        Nodes.object()
            .add("index", index)
            .add("delta", delta)
            .add("logprobs", logprobs)
            .add("finish_reason", reason)
            .build());
  }

  void start(ChatEvent.BlockStarted block) {
    ContentBlock opening = block.opening();
    part = part(opening);
    if (opening instanceof Text text) {
      textFrom = textLength;
      grow(text.text());
      text.citations().forEach(cited -> cite(new ChatEvent.Cited(index, block.block(), cited)));
    } else if (opening instanceof Thinking thinking) {
      grow(thinking.text());
    } else if (opening instanceof Refusal refusal) {
      grow(refusal.text());
    } else if (opening instanceof ToolUse call && !(wishes.legacyCall() && !calls.isEmpty())) {
      calls.put(block.block(), CallEncoder.begin(calls.size(), call, wishes, this::tell));
    }
  }

  private static ChatEvent.Part part(ContentBlock opening) {
    if (opening instanceof Text) {
      return ChatEvent.Part.TEXT;
    } else if (opening instanceof Thinking) {
      return ChatEvent.Part.THINKING;
    }
    return opening instanceof Refusal ? ChatEvent.Part.REFUSAL : ChatEvent.Part.ARGUMENTS;
  }

  void grow(ChatEvent.BlockGrew grew) {
    if (grew.part() == ChatEvent.Part.ARGUMENTS) {
      call(grew.block()).ifPresent(call -> call.grow(grew.text()));
    } else {
      part = grew.part();
      grow(grew.text());
    }
  }

  private void grow(String text) {
    say(characters.take(text));
  }

  private void say(String text) {
    switch (part) {
      case TEXT -> text(text);
      case THINKING -> think(text);
      case REFUSAL -> refuse(text);
      case ARGUMENTS -> {}
    }
  }

  private void text(String text) {
    if (!text.isEmpty()) {
      textLength += text.length();
      say("content", text);
    }
  }

  private void think(String text) {
    if (!text.isEmpty()) {
      tell("reasoning_content", text);
    }
  }

  private void refuse(String text) {
    if (!text.isEmpty()) {
      refuses = true;
      say("refusal", text);
    }
  }

  void cite(ChatEvent.Cited cited) {
    Annotations.write(cited.citation(), textFrom, textLength)
        .ifPresent(annotation -> tell(Nodes.of("annotations", Nodes.array(List.of(annotation)))));
  }

  void sign(ChatEvent.Signed signed) {
    Optional<String> seal = AnswerWriter.seal(Optional.of(signed.signature()));
    seal.ifPresent(text -> call(signed.block()).ifPresent(call -> call.seal(text)));
  }

  void end(int block) {
    say(characters.rest());
    call(block).ifPresent(CallEncoder::end);
  }

  void rate(List<TokenLogprob> rated) {
    tokens.addAll(rated);
  }

  void finish(FinishReason reason) {
    String word = Finish.write(reason, refuses);
    boolean legacy = wishes.legacyCall() && !calls.isEmpty() && word.equals(Finish.TOOL_CALLS);
    write(JsonValue.EMPTY_JSON_OBJECT, rated(), Nodes.string(legacy ? Finish.FUNCTION_CALL : word));
  }

  private Optional<CallEncoder> call(int block) {
    return Optional.ofNullable(calls.get(block));
  }
}
