package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.AnswerAssembler;
import io.routerly.chat.AnswerEvents;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.json.JsonTrees;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.EventEncoder;
import io.routerly.wire.sse.SseSplitter;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Runs streams through the codec. */
final class Decoding {
  static final OpenAiChatCodec CODEC = new OpenAiChatCodec();

  private Decoding() {}

  /** Returns JSON that is written with single quotes. */
  static JsonObject json(String text) {
    return JsonTrees.object(text.replace('\'', '"').getBytes(UTF_8));
  }

  static AnswerFrame frame(String request) {
    return new AnswerFrame("u1", 1_762_300_800L, json(request));
  }

  /** Returns the events of a stream that comes in pieces of {@code size} bytes. */
  static List<ChatEvent> events(byte[] stream, int size) {
    List<ChatEvent> events = new ArrayList<>();
    OrderCheck check = new OrderCheck();
    EventDecoder decoder = CODEC.decoder();
    SseSplitter splitter = new SseSplitter();
    for (int from = 0; from < stream.length; from += size) {
      int to = Math.min(from + size, stream.length);
      splitter.feed(stream, from, to, event -> decoder.event(event, check.andThen(events::add)));
    }
    splitter.finish(event -> decoder.event(event, check.andThen(events::add)));
    decoder.finish(check.andThen(events::add));
    check.end();
    return events;
  }

  static List<ChatEvent> events(byte[] stream) {
    return events(stream, Integer.MAX_VALUE / 2);
  }

  static ChatAnswer assembled(List<ChatEvent> events) {
    AnswerAssembler assembler = new AnswerAssembler();
    events.forEach(assembler::add);
    return assembler.answer();
  }

  static ChatAnswer assembled(byte[] stream) {
    return assembled(events(stream));
  }

  /** Returns the stream that tells a client of an answer. */
  static byte[] stream(ChatAnswer answer, AnswerFrame frame) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    EventEncoder encoder = CODEC.encoder(frame);
    AnswerEvents.tell(answer, event -> encoder.write(event, stream));
    return stream.toByteArray();
  }

  /** Returns a stream whose chunks hold these elements of {@code choices}. */
  static byte[] chunks(String... choices) {
    StringBuilder stream = new StringBuilder();
    for (String choice : choices) {
      stream
          .append("data: {'id':'chatcmpl-1','model':'m','choices':[".replace('\'', '"'))
          .append(choice.replace('\'', '"'))
          .append("]}\n\n");
    }
    return stream.append("data: [DONE]\n\n").toString().getBytes(UTF_8);
  }

  /** Returns a stream whose chunks hold these deltas of the first choice. */
  static byte[] deltas(String... deltas) {
    String[] choices = new String[deltas.length];
    for (int i = 0; i < deltas.length; i++) {
      choices[i] = "{'index':0,'delta':{" + deltas[i] + "}}";
    }
    return chunks(choices);
  }
}
