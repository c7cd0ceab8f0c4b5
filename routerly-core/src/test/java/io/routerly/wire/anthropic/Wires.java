package io.routerly.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.AnswerAssembler;
import io.routerly.chat.AnswerEvents;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.json.JsonTrees;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.EventEncoder;
import io.routerly.wire.Target;
import io.routerly.wire.sse.SseSplitter;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Passes conversations over the wire and back. */
final class Wires {
  static final AnthropicCodec CODEC = new AnthropicCodec();
  static final AnswerFrame FRAME = new AnswerFrame("7", 1_700_000_000L, json("{}"));
  static final Target PLAIN = new Target("claude-test", ApiTraits.PLAIN);

  private Wires() {}

  static JsonObject json(String text) {
    return JsonTrees.object(text.replace('\'', '"').getBytes(UTF_8));
  }

  /** Decodes a whole stream that arrives in pieces of {@code size} bytes. */
  static List<ChatEvent> decode(byte[] stream, int size) {
    List<ChatEvent> events = new ArrayList<>();
    EventDecoder decoder = CODEC.decoder();
    SseSplitter splitter = new SseSplitter();
    for (int from = 0; from < stream.length; from += size) {
      int to = Math.min(stream.length, from + size);
      splitter.feed(stream, from, to, event -> decoder.event(event, events::add));
    }
    splitter.finish(event -> decoder.event(event, events::add));
    return events;
  }

  static ChatAnswer assemble(List<ChatEvent> events) {
    AnswerAssembler assembler = new AnswerAssembler();
    events.forEach(assembler::add);
    return withPlainArguments(assembler.answer());
  }

  static String encode(ChatAnswer answer) {
    List<ChatEvent> events = new ArrayList<>();
    AnswerEvents.tell(answer, events::add);
    return encode(events);
  }

  static String encode(List<ChatEvent> events) {
    EventEncoder encoder = CODEC.encoder(FRAME);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    events.forEach(event -> encoder.write(event, bytes));
    return bytes.toString(UTF_8);
  }

  /** Takes the white space out of arguments, which a stream keeps and a tree does not. */
  static ChatAnswer withPlainArguments(ChatAnswer answer) {
    return new ChatAnswer(
        answer.id(),
        answer.model(),
        answer.choices().stream()
            .map(
                choice ->
                    new ChatAnswer.Choice(
                        choice.content().stream().map(Wires::plain).toList(),
                        choice.finish(),
                        choice.logprobs()))
            .toList(),
        answer.usage(),
        answer.serviceTier());
  }

  private static ContentBlock plain(ContentBlock block) {
    return block instanceof ToolUse use
        ? new ToolUse(
            use.kind(),
            use.id(),
            use.name(),
            JsonTrees.object(use.arguments().getBytes(UTF_8)).toString(),
            use.signature(),
            use.cache())
        : block;
  }
}
