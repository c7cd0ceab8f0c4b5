package io.routerly.wire.contract;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.Losses;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.EventEncoder;
import io.routerly.wire.sse.SseSplitter;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Passes answers from a provider's format to a client's, whole and streamed. */
record Translation(Format provider, Format client) {
  AnswerFrame frame() {
    JsonObject wish =
        Json.object("{'stream_options':{'include_usage':true},'thinking':{'type':'adaptive'}}");
    return new AnswerFrame("u1", 1_762_300_800L, client.request(wish));
  }

  JsonObject whole(JsonObject answer, Losses losses) {
    ChatAnswer read = provider.codec().readAnswer(answer);
    return client.codec().writeAnswer(read, frame(), losses);
  }

  /** Returns the client's stream for a provider's, which comes in pieces of {@code size} bytes. */
  byte[] stream(byte[] bytes, int size) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    EventDecoder decoder = provider.codec().decoder();
    EventEncoder encoder = client.codec().encoder(frame());
    Consumer<ChatEvent> sink = event -> encoder.write(event, told);
    SseSplitter splitter = new SseSplitter();
    for (int from = 0; from < bytes.length; from += size) {
      int to = Math.min(bytes.length, from + size);
      splitter.feed(bytes, from, to, event -> decoder.event(event, sink));
    }
    splitter.finish(event -> decoder.event(event, sink));
    decoder.finish(sink);
    return told.toByteArray();
  }
}
