package io.routerly.wire.contract;

import io.routerly.chat.AnswerAssembler;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.FinishReason;
import io.routerly.chat.Signature;
import io.routerly.json.JsonTrees;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.sse.SseSplitter;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the gateway reads from an answer of Gemini's, in the words of {@link GenAiHeard}. */
final class GatewayHeard {
  private GatewayHeard() {}

  static ChatAnswer read(byte[] answer, boolean streamed) {
    if (!streamed) {
      return Format.GEMINI.codec().readAnswer(JsonTrees.object(answer));
    }
    AnswerAssembler assembler = new AnswerAssembler();
    EventDecoder decoder = Format.GEMINI.codec().decoder();
    SseSplitter splitter = new SseSplitter();
    splitter.feed(answer, 0, answer.length, event -> decoder.event(event, assembler::add));
    splitter.finish(event -> decoder.event(event, assembler::add));
    decoder.finish(assembler::add);
    return assembler.answer();
  }

  /**
   * Returns what was read.
   *
   * @param heard what the SDK heard of the same answer, whose own words for the end are looked up
   */
  static GenAiHeard of(ChatAnswer answer, GenAiHeard heard) {
    List<GenAiHeard.Said> choices = new ArrayList<>();
    for (ChatAnswer.Choice choice : answer.choices()) {
      String word = heard.choices().get(choices.size()).finish();
      choices.add(said(choice, answer.id(), word));
    }
    return new GenAiHeard(answer.model(), choices, answer.usage());
  }

  private static GenAiHeard.Said said(ChatAnswer.Choice choice, String id, String word) {
    StringBuilder text = new StringBuilder();
    StringBuilder thoughts = new StringBuilder();
    List<GenAiHeard.Call> calls = new ArrayList<>();
    List<String> seals = new ArrayList<>();
    for (ContentBlock block : choice.content()) {
      if (block instanceof ContentBlock.Text words) {
        text.append(words.text());
      } else if (block instanceof ContentBlock.Thinking thought) {
        thoughts.append(thought.text());
        thought.signature().map(Signature::value).ifPresent(seals::add);
      } else if (block instanceof ContentBlock.ToolUse call) {
        calls.add(call(call, id));
        call.signature().map(Signature::value).ifPresent(seals::add);
      }
    }
    String finish = choice.finish().equals(meaning(word, !calls.isEmpty())) ? word : "not " + word;
    return new GenAiHeard.Said(text.toString(), thoughts.toString(), calls, seals, finish);
  }

  /** An id that the gateway made up, for a call that came without one, is none of Gemini's. */
  private static GenAiHeard.Call call(ContentBlock.ToolUse call, String answerId) {
    JsonObject arguments = Json.raw(call.arguments()).asJsonObject();
    return new GenAiHeard.Call(
        Optional.of(call.id()).filter(id -> !id.startsWith("call_" + answerId + "_")),
        call.name(),
        GenAiTypes.plain(arguments).asJsonObject());
  }

  /** Returns what one of Gemini's words for the end has to be understood as. */
  private static FinishReason meaning(String word, boolean calls) {
    return switch (word) {
      case "STOP" -> FinishReason.of(calls ? FinishReason.Kind.TOOL_USE : FinishReason.Kind.STOP);
      case "MAX_TOKENS" -> FinishReason.of(FinishReason.Kind.LENGTH);
      case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "blocked" ->
          FinishReason.of(FinishReason.Kind.CONTENT_FILTER);
      default -> new FinishReason(FinishReason.Kind.OTHER, Optional.of(word));
    };
  }
}
