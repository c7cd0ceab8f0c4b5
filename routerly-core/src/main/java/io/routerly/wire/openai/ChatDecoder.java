package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonTrees;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.FieldReader;
import io.routerly.wire.UsageCounter;
import io.routerly.wire.sse.SseEvent;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads a streamed answer.
 *
 * <p>Choices are ended with the answer, not with their {@code finish_reason}: some providers send
 * more after it.
 */
final class ChatDecoder implements EventDecoder {
  private static final byte[] DONE = "[DONE]".getBytes(UTF_8);
  private static final int MOST_CHOICES = 128;

  private final UsageCounter usage = new UsageCounter(UsageCounter.InputCount.WITH_CACHE);
  private final PlainChunk plain = new PlainChunk(usage);
  private final Map<Integer, ChoiceDecoder> choices = new TreeMap<>();
  private Optional<String> serviceTier = Optional.empty();
  private String id = "";
  private String source = "";
  private String model = "";
  private boolean started;
  private boolean ended;

  @Override
  public void event(SseEvent event, Consumer<ChatEvent> sink) {
    if (ended || event.isIdle()) {
      return;
    }
    if (event.dataIs(DONE)) {
      finish(sink);
    } else if (started && plain.read(event)) {
      serviceTier = plain.serviceTier().or(() -> serviceTier);
      choice(plain.index()).say(plain.text(), sink);
    } else {
      chunk(JsonTrees.object(event.data(), event.dataFrom(), event.dataTo()), sink);
    }
  }

  private void chunk(JsonObject body, Consumer<ChatEvent> sink) {
    FieldReader chunk = FieldReader.ofAnswer(body);
    if (!started) {
      id = chunk.string("id").orElse("");
      source = CallIds.source(id, body);
      model = chunk.string("model").orElse("");
    }
    chunk.plainObject("usage").ifPresent(figures -> UsageObject.add(figures, usage));
    serviceTier = chunk.string("service_tier").or(() -> serviceTier);
    List<FieldReader> said = chunk.objects("choices");
    if (!said.isEmpty()) {
      start(sink);
    }
    for (FieldReader choice : said) {
      choice(choice.whole("index").orElse(0)).read(choice, sink);
    }
  }

  private void start(Consumer<ChatEvent> sink) {
    if (!started) {
      started = true;
      sink.accept(new ChatEvent.Started(id, model, usage.usage()));
    }
  }

  private ChoiceDecoder choice(long index) {
    int known = index < 0 || index >= MOST_CHOICES ? 0 : (int) index;
    return choices.computeIfAbsent(known, absent -> new ChoiceDecoder(known, source));
  }

  @Override
  public void finish(Consumer<ChatEvent> sink) {
    if (ended) {
      return;
    }
    ended = true;
    start(sink);
    choices.computeIfAbsent(0, absent -> new ChoiceDecoder(0, source));
    choices.values().forEach(choice -> choice.end(sink));
    Optional<TokenUsage> used = usage.usage();
    sink.accept(new ChatEvent.Ended(used, serviceTier));
  }
}
