package io.routerly.wire.anthropic;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.FinishReason;
import io.routerly.chat.FinishReason.Kind;
import io.routerly.json.JsonTrees;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.FieldReader;
import io.routerly.wire.sse.SseEvent;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Reads a provider's streamed answer.
 *
 * <p>The API sends one block after the other. Where another one does not, the events of a block
 * wait until those before it have ended.
 *
 * @see <a href="https://docs.anthropic.com/en/docs/build-with-claude/streaming">the events</a>
 */
final class MessagesDecoder implements EventDecoder {
  private final Map<Long, StreamedBlock> byIndex = new HashMap<>();
  private final Queue<StreamedBlock> waiting = new ArrayDeque<>();
  private final PlainDelta plain = new PlainDelta();
  private final MessagesUsage usage = new MessagesUsage();
  private Optional<FinishReason> finish = Optional.empty();
  private boolean started;
  private boolean ended;
  private boolean called;
  private boolean answered;
  private int blocks;

  @Override
  public void event(SseEvent event, Consumer<ChatEvent> sink) {
    if (event.isIdle() || ended) {
      return;
    }
    if (plain.read(event) && byIndex.containsKey(plain.index())) {
      byIndex.get(plain.index()).grow(plain.kind(), plain.text());
      handOut(sink);
      return;
    }
    FieldReader fields =
        FieldReader.ofAnswer(JsonTrees.object(event.data(), event.dataFrom(), event.dataTo()));
    switch (fields.string("type").orElse(event.name())) {
      case "message_start" -> start(fields, sink);
      case "content_block_start" -> startBlock(fields, sink);
      case "content_block_delta" -> grow(fields, sink);
      case "content_block_stop" -> stopBlock(fields, sink);
      case "message_delta" -> change(fields);
      case "message_stop" -> finish(sink);
      default -> {} // pings, errors, and what is newer than this release
    }
  }

  private void start(FieldReader fields, Consumer<ChatEvent> sink) {
    Optional<FieldReader> message = fields.object("message");
    if (started || message.isEmpty()) {
      return;
    }
    usage.read(message.get());
    start(message.get().string("id").orElse(""), message.get().string("model").orElse(""), sink);
  }

  private void start(String id, String model, Consumer<ChatEvent> sink) {
    started = true;
    sink.accept(new ChatEvent.Started(id, model, usage.usage()));
  }

  private void startBlock(FieldReader fields, Consumer<ChatEvent> sink) {
    fields
        .object("content_block")
        .flatMap(AnswerBlocks::read)
        .ifPresentOrElse(block -> begin(index(fields), block), () -> forget(index(fields)));
    handOut(sink);
  }

  private StreamedBlock begin(long index, ContentBlock block) {
    forget(index);
    StreamedBlock begun = new StreamedBlock(blocks++, block);
    called |= begun.isCall();
    answered |= begun.isAnswer();
    byIndex.put(index, begun);
    waiting.add(begun);
    return begun;
  }

  /** A block that begins in the place of another one ends it. */
  private void forget(long index) {
    StreamedBlock known = byIndex.remove(index);
    if (known != null) {
      known.close();
    }
  }

  private void grow(FieldReader fields, Consumer<ChatEvent> sink) {
    Optional<FieldReader> delta = fields.object("delta");
    if (delta.isEmpty()) {
      return;
    }
    StreamedBlock block = byIndex.get(index(fields));
    if (block != null) {
      block.grow(delta.get());
    } else {
      unannounced(delta.get())
          .ifPresent(opening -> begin(index(fields), opening).grow(delta.get()));
    }
    handOut(sink);
  }

  /** Returns the block to which a delta must belong that came before its block. */
  private static Optional<ContentBlock> unannounced(FieldReader delta) {
    return switch (delta.string("type").orElse("")) {
      case "text_delta" -> Optional.of(new Text(""));
      case "thinking_delta" -> Optional.of(new Thinking("", Optional.empty()));
      default -> Optional.empty();
    };
  }

  private void stopBlock(FieldReader fields, Consumer<ChatEvent> sink) {
    forget(index(fields));
    handOut(sink);
  }

  private static long index(FieldReader fields) {
    return fields.whole("index").orElse(0);
  }

  private void handOut(Consumer<ChatEvent> sink) {
    if (!started && !waiting.isEmpty()) {
      start("", "", sink);
    }
    for (StreamedBlock first = waiting.peek(); first != null; first = waiting.peek()) {
      first.drain(sink);
      if (!first.isClosed()) {
        return;
      }
      waiting.remove();
    }
  }

  private void change(FieldReader fields) {
    usage.read(fields);
    fields.object("delta").ifPresent(this::stopReason);
  }

  private void stopReason(FieldReader delta) {
    Optional<String> sequence = delta.string("stop_sequence");
    finish =
        delta.string("stop_reason").map(word -> StopReasons.read(word, sequence)).or(() -> finish);
  }

  @Override
  public void finish(Consumer<ChatEvent> sink) {
    if (ended) {
      return;
    }
    ended = true;
    waiting.forEach(StreamedBlock::close);
    handOut(sink);
    if (!started) {
      start("", "", sink);
    }
    sink.accept(new ChatEvent.ChoiceEnded(0, reason()));
    sink.accept(new ChatEvent.Ended(usage.usage(), usage.serviceTier()));
  }

  private FinishReason reason() {
    FinishReason said = finish.orElse(FinishReason.of(called ? Kind.TOOL_USE : Kind.STOP));
    boolean byTool = answered && !called && said.kind() == Kind.TOOL_USE;
    return byTool ? FinishReason.of(Kind.STOP) : said;
  }
}
