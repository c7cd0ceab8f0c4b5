package io.routerly.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import io.routerly.wire.sse.SseEvent;
import io.routerly.wire.sse.SseSplitter;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Passes conversations over the wire and back. */
final class Wires {
  static final AnthropicCodec CODEC = new AnthropicCodec();
  static final AnswerFrame FRAME = frame("{'thinking':{'type':'adaptive'}}");
  static final Target PLAIN = new Target("claude-test", ApiTraits.PLAIN);

  private Wires() {}

  /** Returns the frame of an answer to a request that says this, among other things. */
  static AnswerFrame frame(String request) {
    return new AnswerFrame("7", 1_700_000_000L, json(request));
  }

  static JsonObject json(String text) {
    return JsonTrees.object(text.replace('\'', '"').getBytes(UTF_8));
  }

  /** Decodes a whole stream that arrives in pieces of {@code size} bytes. */
  static List<ChatEvent> decode(byte[] stream, int size) {
    List<ChatEvent> events = new ArrayList<>();
    EventDecoder decoder = CODEC.decoder();
    split(stream, size, event -> decoder.event(event, events::add));
    return events;
  }

  static void split(byte[] stream, int size, Consumer<SseEvent> sink) {
    SseSplitter splitter = new SseSplitter();
    for (int from = 0; from < stream.length; from += size) {
      splitter.feed(stream, from, Math.min(stream.length, from + size), sink);
    }
    splitter.finish(sink);
  }

  /** Checks that events come in the order that {@link ChatEvent} promises. */
  static void assertInOrder(List<ChatEvent> events) {
    int open = -1;
    int next = 0;
    for (int i = 0; i < events.size(); i++) {
      ChatEvent event = events.get(i);
      assertThat(event instanceof ChatEvent.Started).isEqualTo(i == 0);
      if (event instanceof ChatEvent.BlockStarted block) {
        assertThat(open).isEqualTo(-1);
        assertThat(block.block()).isEqualTo(next);
        open = next++;
      } else if (event instanceof ChatEvent.BlockEnded block) {
        assertThat(block.block()).isEqualTo(open);
        open = -1;
      } else if (event instanceof ChatEvent.BlockGrew grew) {
        assertThat(grew.block()).isEqualTo(open);
      } else if (event instanceof ChatEvent.ChoiceEnded) {
        assertThat(open).isEqualTo(-1);
        assertThat(i).isEqualTo(events.size() - 2);
      } else if (event instanceof ChatEvent.Ended) {
        assertThat(i).isEqualTo(events.size() - 1);
      }
    }
  }

  static ChatAnswer assemble(List<ChatEvent> events) {
    AnswerAssembler assembler = new AnswerAssembler();
    events.forEach(assembler::add);
    return withPlainArguments(assembler.answer());
  }

  static String encode(ChatAnswer answer) {
    return encode(answer, FRAME);
  }

  static String encode(ChatAnswer answer, AnswerFrame frame) {
    List<ChatEvent> events = new ArrayList<>();
    AnswerEvents.tell(answer, events::add);
    return encode(events, frame);
  }

  static String encode(List<ChatEvent> events) {
    return encode(events, FRAME);
  }

  private static String encode(List<ChatEvent> events, AnswerFrame frame) {
    EventEncoder encoder = CODEC.encoder(frame);
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
