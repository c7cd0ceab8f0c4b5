package io.routerly.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.wire.AnswerWatch.EventKind;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.openai.OpenAiChatCodec;
import io.routerly.wire.sse.SseEvent;
import io.routerly.wire.sse.SseSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LearningWatchTest {
  private static final String DELTA =
      "data: {\"id\":\"x\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":%s}]}\n\n";
  private static final String CALL =
      "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\","
          + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}";
  private static final String DONE = "data: [DONE]\n\n";

  private final List<ChatAnswer> learned = new ArrayList<>();
  private final LearningWatch watch =
      new LearningWatch(new OpenAiChatCodec().watch(), new OpenAiChatCodec(), learned::add);

  @Test
  void aWholeAnswerIsLearned() {
    watch.body(
        """
        {"id":"x","model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":
         {"role":"assistant","content":null,"reasoning_content":"Hm.","tool_calls":[{"id":"c1",
          "type":"function","function":{"name":"f","arguments":"{}"}}]}}],
         "usage":{"prompt_tokens":5,"completion_tokens":7}}"""
            .getBytes(UTF_8));

    assertThat(learned.get(0).choices().get(0).content())
        .containsExactly(new Thinking("Hm.", Optional.empty()), new ToolUse("c1", "f", "{}"));
    assertThat(watch.usage().orElseThrow().outputTokens()).isEqualTo(7);
  }

  @Test
  void aStreamIsLearnedOnceAndWhenItIsComplete() {
    events(DELTA.formatted("{\"reasoning_content\":\"H\"}"));
    events(": a comment\n\n");
    events(DELTA.formatted("{\"reasoning_content\":\"m.\"}"));
    events(DELTA.formatted(CALL));
    assertThat(learned).isEmpty();

    assertThat(events(DONE)).containsExactly(EventKind.LAST);
    events(DONE);
    assertThat(learned).hasSize(1);
    assertThat(learned.get(0).choices().get(0).content())
        .containsExactly(new Thinking("Hm.", Optional.empty()), new ToolUse("c1", "f", "{}"));
  }

  @Test
  void whatCannotBeReadIsNotLearnedAndTroublesNobody() {
    String odd = "{\"reasoning_content\":7,\"tool_calls\":\"none\"}";

    assertThat(events(DELTA.formatted(odd) + DONE))
        .containsExactly(EventKind.CONTENT, EventKind.LAST);
    watch.body("{\"choices\":7}".getBytes(UTF_8));
    assertThat(learned).isEmpty();
  }

  @Test
  void anAnswerThatFailsIsNotLearned() {
    events(DELTA.formatted(CALL) + "data: {\"error\":{\"message\":\"No\"}}\n\n" + DONE);
    watch.body("{\"error\":{\"message\":\"No\"}}".getBytes(UTF_8));

    assertThat(learned).isEmpty();
    assertThat(watch.error()).isPresent();
  }

  @Test
  void anAnswerOfBoundlessTextIsNotLearned() {
    LearningWatch bounded = bounded(new OpenAiChatCodec().decoder(), 100);
    events(DELTA.formatted("{\"reasoning_content\":\"" + "m".repeat(101) + "\"}"), bounded);

    assertThat(events(DELTA.formatted(CALL) + DONE, bounded))
        .containsExactly(EventKind.CONTENT, EventKind.LAST);
    assertThat(learned).isEmpty();
  }

  @Test
  void anAnswerOfBoundlessProbabilitiesIsNotLearned() {
    LearningWatch bounded = bounded(new OpenAiChatCodec().decoder(), 1_000);
    String rated =
        "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":{\"content\":"
            + "[{\"token\":\"a\",\"logprob\":-1,\"bytes\":null,\"top_logprobs\":[]}]}}]}\n\n";
    events(rated.repeat(20), bounded);
    events(DELTA.formatted(CALL) + DONE, bounded);

    assertThat(learned).isEmpty();
  }

  @Test
  void eventsOutOfTheirOrderAreNotLearnedAndTroubleNobody() {
    EventDecoder broken =
        new EventDecoder() {
          @Override
          public void event(SseEvent event, Consumer<ChatEvent> sink) {
            sink.accept(new ChatEvent.BlockGrew(0, 7, ChatEvent.Part.TEXT, "a"));
          }

          @Override
          public void finish(Consumer<ChatEvent> sink) {}
        };

    assertThat(events(DELTA.formatted(CALL) + DONE, bounded(broken, 1_000)))
        .containsExactly(EventKind.CONTENT, EventKind.LAST);
    assertThat(learned).isEmpty();
  }

  private LearningWatch bounded(EventDecoder decoder, long most) {
    OpenAiChatCodec codec = new OpenAiChatCodec();
    return new LearningWatch(codec.watch(), codec::readAnswer, decoder, most, learned::add);
  }

  private List<EventKind> events(String text) {
    return events(text, watch);
  }

  private static List<EventKind> events(String text, LearningWatch looking) {
    List<EventKind> kinds = new ArrayList<>();
    byte[] bytes = text.getBytes(UTF_8);
    new SseSplitter().feed(bytes, 0, bytes.length, event -> kinds.add(looking.event(event)));
    return kinds;
  }
}
