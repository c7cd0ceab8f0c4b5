package io.routerly.wire.gemini;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.FinishReason;
import io.routerly.json.JsonTrees;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.FieldReader;
import io.routerly.wire.ToolIds;
import io.routerly.wire.sse.SseEvent;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads an answer, of which every event holds the next part in the shape of the whole; so a whole
 * answer is read as a stream of one event.
 *
 * <p>Nothing says that a candidate has no more parts, its {@code finishReason} included; candidates
 * are closed when the stream is.
 */
final class GeminiDecoder implements EventDecoder {
  static final int MOST_CANDIDATES = 256;

  private final Map<Integer, GeminiCandidate> candidates = new TreeMap<>();
  private final GeminiUsage usage = new GeminiUsage();
  private final PlainChunk plain = new PlainChunk(usage);

  /** Distinguishes the calls of this answer; where the provider gives no id, what it says does. */
  private String id = "";

  private boolean started;
  private boolean ended;
  private boolean blocked;

  @Override
  public void event(SseEvent event, Consumer<ChatEvent> sink) {
    if (event.isIdle()) {
      return;
    }
    if (started && !ended && plain.read(event)) {
      candidate(plain.index()).read(plain, sink);
    } else {
      read(JsonTrees.object(event.data(), event.dataFrom(), event.dataTo()), sink);
    }
  }

  private GeminiCandidate candidate(int index) {
    return candidates.computeIfAbsent(index, choice -> new GeminiCandidate(choice, id));
  }

  /** Reads one object of the answer, or all of it. */
  void read(JsonObject body, Consumer<ChatEvent> sink) {
    FieldReader answer = FieldReader.ofAnswer(body);
    if (answer.has("error") || ended) {
      return;
    }
    answer.object("usageMetadata").ifPresent(usage::read);
    answer
        .object("promptFeedback")
        .ifPresent(feedback -> blocked |= feedback.string("blockReason").isPresent());
    if (!started) {
      start(answer.string("responseId").orElse(""), answer.string("modelVersion").orElse(""), sink);
      id = id.isEmpty() ? ToolIds.NINE.fit(GeminiJson.text(body)) : id;
    }
    int place = 0;
    for (FieldReader candidate : answer.objects("candidates")) {
      int index = indexOf(candidate, place++);
      candidate(index).read(candidate, sink);
    }
  }

  private void start(String responseId, String model, Consumer<ChatEvent> sink) {
    started = true;
    id = responseId;
    sink.accept(new ChatEvent.Started(responseId, model, usage.usage()));
  }

  private static int indexOf(FieldReader candidate, int place) {
    OptionalLong index = candidate.whole("index");
    long value = index.orElse(place);
    if (value < 0 || value >= MOST_CANDIDATES) {
      throw candidate.invalid("index", "less than " + MOST_CANDIDATES);
    }
    return (int) value;
  }

  /** Returns whether there is anything that an answer consists of. */
  boolean hasAnswer() {
    return blocked || !candidates.isEmpty();
  }

  @Override
  public void finish(Consumer<ChatEvent> sink) {
    if (ended) {
      return;
    }
    ended = true;
    if (!started) {
      start("", "", sink);
    }
    FinishReason none =
        blocked
            ? FinishReason.of(FinishReason.Kind.CONTENT_FILTER)
            : FinishReason.of(FinishReason.Kind.STOP);
    candidates.values().forEach(candidate -> candidate.finish(none, sink));
    if (candidates.isEmpty()) {
      sink.accept(new ChatEvent.ChoiceEnded(0, none));
    }
    sink.accept(new ChatEvent.Ended(usage.usage(), usage.serviceTier()));
  }
}
