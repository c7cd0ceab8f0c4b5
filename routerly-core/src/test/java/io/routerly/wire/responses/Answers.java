package io.routerly.wire.responses;

import io.routerly.chat.AnswerAssembler;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.json.JsonTrees;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.EventEncoder;
import io.routerly.wire.sse.SseSplitter;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes streamed answers apart and puts them together. */
final class Answers {
  private Answers() {}

  /** Returns what a stream tells, read in pieces of {@code size} bytes. */
  static List<ChatEvent> decode(byte[] stream, int size) {
    EventDecoder decoder = new ResponsesCodec().decoder();
    List<ChatEvent> events = new ArrayList<>();
    SseSplitter splitter = new SseSplitter();
    for (int from = 0; from < stream.length; from += size) {
      int to = Math.min(stream.length, from + size);
      splitter.feed(stream, from, to, event -> decoder.event(event, events::add));
    }
    splitter.finish(event -> decoder.event(event, events::add));
    decoder.finish(events::add);
    return events;
  }

  static ChatAnswer assemble(List<ChatEvent> events) {
    AnswerAssembler assembler = new AnswerAssembler();
    events.forEach(assembler::add);
    return assembler.answer();
  }

  static byte[] encode(List<ChatEvent> events, AnswerFrame frame) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    EventEncoder encoder = new ResponsesCodec().encoder(frame);
    events.forEach(event -> encoder.write(event, stream));
    return stream.toByteArray();
  }

  static AnswerFrame frame(String request) {
    return new AnswerFrame("abc", 1762300800, json(request));
  }

  static JsonObject json(String text) {
    return JsonTrees.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
