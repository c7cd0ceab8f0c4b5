package io.routerly.wire.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.AnswerAssembler;
import io.routerly.chat.AnswerEvents;
import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Role;
import io.routerly.chat.Sampling;
import io.routerly.chat.Toolbox;
import io.routerly.json.JsonTrees;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.EventEncoder;
import io.routerly.wire.Target;
import io.routerly.wire.sse.SseSplitter;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the tests of this format say again and again. */
final class Gemini {
  static final String FOLDER = "gemini-generate";
  static final GeminiCodec CODEC = new GeminiCodec();
  static final Target OLDER = new Target("gemini-2.5-flash", ApiTraits.PLAIN);
  static final Target NEWER =
      new Target(
          "gemini-3-flash",
          new ApiTraits(
              Set.of(), Map.of(), Set.of(Quirk.THINKING_LEVELS, Quirk.SEALED_TOOL_CALLS)));

  private Gemini() {}

  /** Returns the object of a text with single quotes. */
  static JsonObject json(String text) {
    return JsonTrees.object(text.replace('\'', '"').getBytes(UTF_8));
  }

  static String text(JsonValue value) {
    return GeminiJson.text(value).replace('"', '\'');
  }

  static ChatRequest request(Message... messages) {
    return new ChatRequest(
        "",
        List.of(messages),
        Toolbox.NONE,
        Sampling.DEFAULT,
        OutputRules.NONE,
        Optional.empty(),
        CallOptions.NONE,
        false);
  }

  static ChatRequest request(Toolbox toolbox, OutputRules output) {
    return new ChatRequest(
        "",
        List.of(user(new ContentBlock.Text("Hi"))),
        toolbox,
        Sampling.DEFAULT,
        output,
        Optional.empty(),
        CallOptions.NONE,
        false);
  }

  static Message user(ContentBlock... blocks) {
    return new Message(Role.USER, List.of(blocks));
  }

  static Message model(ContentBlock... blocks) {
    return new Message(Role.ASSISTANT, List.of(blocks));
  }

  static JsonObject written(ChatRequest request, Target target) {
    return CODEC.writeRequest(request, target, new Losses());
  }

  static AnswerFrame frame(String id) {
    return new AnswerFrame(id, 0, JsonValue.EMPTY_JSON_OBJECT);
  }

  static byte[] stream(ChatAnswer answer) {
    EventEncoder encoder = CODEC.encoder(frame(answer.id()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AnswerEvents.tell(answer, event -> encoder.write(event, bytes));
    return bytes.toByteArray();
  }

  /** Reads a stream that arrives in two pieces. */
  static List<ChatEvent> decode(byte[] stream, int split) {
    List<ChatEvent> events = new ArrayList<>();
    EventDecoder decoder = CODEC.decoder();
    SseSplitter splitter = new SseSplitter();
    splitter.feed(stream, 0, split, event -> decoder.event(event, events::add));
    splitter.feed(stream, split, stream.length, event -> decoder.event(event, events::add));
    splitter.finish(event -> decoder.event(event, events::add));
    decoder.finish(events::add);
    return events;
  }

  static ChatAnswer assemble(List<ChatEvent> events) {
    AnswerAssembler assembler = new AnswerAssembler();
    events.forEach(assembler::add);
    return assembler.answer();
  }
}
