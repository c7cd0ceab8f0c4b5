package io.routerly.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.FinishReason;
import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonTrees;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.FieldReader;
import io.routerly.wire.sse.SseEvent;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a streamed answer of a provider. */
final class ResponsesDecoder implements EventDecoder {
  private static final byte[] DONE = "[DONE]".getBytes(UTF_8); // some compatible servers say it

  private final BlockQueue blocks = new BlockQueue();
  private final IncomingItems items = new IncomingItems(blocks);
  private boolean started;
  private boolean ended;

  @Override
  public void event(SseEvent event, Consumer<ChatEvent> sink) {
    if (ended || event.isIdle() || event.dataIs(DONE)) {
      return;
    }
    FieldReader read =
        FieldReader.ofAnswer(JsonTrees.object(event.data(), event.dataFrom(), event.dataTo()));
    String type = read.string("type").orElse(event.name());
    if (type.startsWith("response.")) {
      event(type, read, sink);
    }
  }

  private void event(String type, FieldReader event, Consumer<ChatEvent> sink) {
    switch (type) {
      case "response.failed" -> {} // told by the watch
      case "response.completed", "response.incomplete" ->
          event.object("response").ifPresent(response -> complete(response, sink));
      case "response.created", "response.in_progress", "response.queued" ->
          event.object("response").ifPresent(response -> start(response, sink));
      default -> {
        if (items.take(type, event)) {
          start("", "", sink);
          blocks.flush(sink);
        }
      }
    }
  }

  /** Reads an answer that is whole, and ends it. */
  void complete(FieldReader response, Consumer<ChatEvent> sink) {
    start(response, sink);
    response.objects("output").forEach(items::complete);
    end(reason(response), ResponsesUsage.read(response), response.string("service_tier"), sink);
  }

  @Override
  public void finish(Consumer<ChatEvent> sink) {
    if (!ended) {
      start("", "", sink);
      end(Optional.empty(), Optional.empty(), Optional.empty(), sink);
    }
  }

  private void start(FieldReader response, Consumer<ChatEvent> sink) {
    start(response.string("id").orElse(""), response.string("model").orElse(""), sink);
  }

  private void start(String id, String model, Consumer<ChatEvent> sink) {
    if (!started) {
      started = true;
      sink.accept(new ChatEvent.Started(id, model, Optional.empty()));
    }
  }

  private void end(
      Optional<FinishReason> reason,
      Optional<TokenUsage> usage,
      Optional<String> serviceTier,
      Consumer<ChatEvent> sink) {
    ended = true;
    blocks.close(sink);
    FinishReason.Kind usual =
        blocks.hasCalls() ? FinishReason.Kind.TOOL_USE : FinishReason.Kind.STOP;
    sink.accept(new ChatEvent.ChoiceEnded(0, reason.orElse(FinishReason.of(usual))));
    sink.accept(new ChatEvent.Ended(usage, serviceTier));
  }

  /** Returns why the answer is incomplete; empty if it is complete. */
  private static Optional<FinishReason> reason(FieldReader response) {
    if (!response.string("status").orElse("").equals("incomplete")) {
      return Optional.empty();
    }
    String reason =
        response.object("incomplete_details").flatMap(d -> d.string("reason")).orElse("incomplete");
    return Optional.of(
        switch (reason) {
          case "max_output_tokens" -> FinishReason.of(FinishReason.Kind.LENGTH);
          case "content_filter" -> FinishReason.of(FinishReason.Kind.CONTENT_FILTER);
          default -> new FinishReason(FinishReason.Kind.OTHER, Optional.of(reason));
        });
  }
}
