package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.FinishReason;
import io.routerly.chat.Losses;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.testkit.wire.Fixtures;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChatFixturesTest {
  private static final String FOLDER = "openai-chat";

  static List<String> answers() {
    return Fixtures.names(FOLDER, ".json");
  }

  static List<String> streams() {
    return Fixtures.names(FOLDER, ".sse").stream()
        .filter(name -> !name.equals("garbage-event.sse"))
        .toList();
  }

  static Stream<String> both() {
    return answers().stream()
        .map(name -> name.replace(".json", ""))
        .filter(name -> streams().contains(name + ".sse"));
  }

  @ParameterizedTest(name = "{0} is the same answer whole and streamed")
  @MethodSource("both")
  void aStreamedAnswerEqualsTheWholeOne(String name) {
    ChatAnswer whole = whole(name + ".json");
    ChatAnswer streamed = Decoding.assembled(Fixtures.bytes(FOLDER, name + ".sse"));

    assertThat(streamed.choices()).isEqualTo(whole.choices());
    assertThat(streamed.model()).isEqualTo(whole.model());
    assertThat(streamed.id()).isEqualTo(whole.id());
    if (streamed.usage().isPresent()) {
      assertThat(streamed.usage()).isEqualTo(whole.usage());
    }
  }

  @ParameterizedTest(name = "{0} decodes the same in pieces of any size")
  @MethodSource("streams")
  void aStreamMayBeSplitAnywhere(String name) {
    byte[] stream = Fixtures.bytes(FOLDER, name);

    for (int size : List.of(1, 2, 3, 7, 64)) {
      assertThat(Decoding.events(stream, size)).isEqualTo(Decoding.events(stream));
    }
  }

  @ParameterizedTest(name = "{0} is the same for a client")
  @MethodSource("answers")
  void whatIsWrittenReadsTheSame(String name) {
    ChatAnswer answer = whole(name);
    Losses losses = new Losses();

    var frame = Decoding.frame("{'stream_options':{'include_usage':true}}");
    ChatAnswer written =
        Decoding.CODEC.readAnswer(Decoding.CODEC.writeAnswer(answer, frame, losses));
    ChatAnswer streamed = Decoding.assembled(Decoding.stream(answer, frame));

    List<FinishReason> known = Stream.of(answer).map(it -> it.choices().get(0).finish()).toList();
    if (known.get(0).kind() != FinishReason.Kind.OTHER) {
      assertThat(written.choices()).isEqualTo(answer.choices());
      assertThat(losses.isEmpty()).isTrue();
    }
    assertThat(written.usage()).isEqualTo(answer.usage());
    assertThat(streamed.choices()).isEqualTo(written.choices());
    assertThat(streamed.usage()).isEqualTo(written.usage());
  }

  @ParameterizedTest(name = "{0} ends with {1}")
  @CsvSource({
    "text.sse,STOP,",
    "max-tokens.sse,LENGTH,",
    "content-filter.sse,CONTENT_FILTER,",
    "tool-call.sse,TOOL_USE,",
    "refusal.sse,REFUSAL,",
    "empty-stop-reason.sse,STOP,",
    "unknown-stop-reason.sse,OTHER,quota_paused"
  })
  void theReasonOfTheEndIsUnderstood(String name, FinishReason.Kind kind, String word) {
    ChatAnswer answer = Decoding.assembled(Fixtures.bytes(FOLDER, name));

    assertThat(answer.choices().get(0).finish())
        .isEqualTo(new FinishReason(kind, Optional.ofNullable(word)));
  }

  @Test
  void anEventThatIsNoJsonIsTold() {
    byte[] stream = Fixtures.bytes(FOLDER, "garbage-event.sse");

    assertThatThrownBy(() -> Decoding.events(stream)).isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void theFirstChunksOfAzureBeginNothing() {
    ChatAnswer answer = Decoding.assembled(Fixtures.bytes(FOLDER, "empty-choices.sse"));

    assertThat(answer.id()).isEqualTo("chatcmpl-BxK7mQ2vN4");
    assertThat(answer.model()).isEqualTo("gpt-5-mini-2025-08-07");
  }

  private static ChatAnswer whole(String name) {
    return Decoding.CODEC.readAnswer(JsonTrees.object(Fixtures.text(FOLDER, name).getBytes(UTF_8)));
  }
}
