package io.routerly.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.FinishReason;
import io.routerly.chat.FinishReason.Kind;
import io.routerly.chat.Losses;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenUsage;
import io.routerly.chat.Vendor;
import io.routerly.json.JsonTrees;
import io.routerly.testkit.wire.Fixtures;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FixturesTest {
  private static final String FOLDER = "anthropic-messages";

  static Stream<String> answers() {
    return Fixtures.names(FOLDER, ".json").stream();
  }

  static Stream<String> streams() {
    return Fixtures.names(FOLDER, ".sse").stream();
  }

  static Stream<String> answersInBothForms() {
    List<String> streams = Fixtures.names(FOLDER, ".sse");
    return answers()
        .map(name -> name.replace(".json", ""))
        .filter(n -> streams.contains(n + ".sse"));
  }

  private static ChatAnswer whole(String name) {
    return Wires.CODEC.readAnswer(JsonTrees.object(Fixtures.bytes(FOLDER, name)));
  }

  private static ChatAnswer.Choice choice(String name) {
    return whole(name).choices().get(0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answersInBothForms")
  void aStreamedAnswerIsTheBufferedOne(String name) {
    ChatAnswer streamed = Wires.assemble(Wires.decode(Fixtures.bytes(FOLDER, name + ".sse"), 4096));
    assertThat(streamed).isEqualTo(whole(name + ".json"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void aStreamCutAnywhereIsTheSame(String name) {
    byte[] stream = Fixtures.bytes(FOLDER, name);
    List<ChatEvent> atOnce = Wires.decode(stream, stream.length);
    for (int size : List.of(1, 7, 100)) {
      assertThat(Wires.decode(stream, size)).isEqualTo(atOnce);
    }
  }

  /** All but the answer in which a hosted tool speaks, and the one that ends as none did so far. */
  static Stream<String> answersOfTheModel() {
    return answers()
        .filter(name -> !name.equals("pause-turn.json"))
        .filter(name -> !name.equals("unknown-stop-reason.json"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answersOfTheModel")
  void whatIsReadAndWrittenIsTheSame(String name) {
    JsonObject body = JsonTrees.object(Fixtures.bytes(FOLDER, name));
    Losses losses = new Losses();

    JsonObject written = Wires.CODEC.writeAnswer(Wires.CODEC.readAnswer(body), Wires.FRAME, losses);

    assertThat(without(written, "id")).isEqualTo(without(body, "id"));
    assertThat(losses.isEmpty()).isTrue();
  }

  private static JsonObject without(JsonObject body, String field) {
    var rest = Blocks.object();
    body.forEach(rest::add);
    return rest.remove(field).build();
  }

  @ParameterizedTest(name = "{0} ends with {1}")
  @CsvSource({
    "text.json,                STOP",
    "max-tokens.json,          LENGTH",
    "tool-call.json,           TOOL_USE",
    "refusal.json,             REFUSAL",
    "pause-turn.json,          PAUSE",
    "stop-sequence.json,       STOP_SEQUENCE",
    "unknown-stop-reason.json, OTHER",
  })
  void readsWhyAnAnswerEnded(String name, Kind kind) {
    FinishReason finish = choice(name).finish();
    assertThat(finish.kind()).isEqualTo(kind);
    assertThat(finish.detail().isPresent())
        .isEqualTo(kind == Kind.OTHER || kind == Kind.STOP_SEQUENCE);
  }

  @Test
  void readsThinkingWithItsSeal() {
    assertThat(choice("thinking.json").content())
        .containsExactly(
            new Thinking(
                "Two and two.",
                Optional.of(new Signature(Vendor.ANTHROPIC, "EqQBCkYIBxgCKkAfake"))),
            new Text("4"));
    assertThat(choice("redacted-thinking.json").content().get(0))
        .isEqualTo(new RedactedThinking(new Signature(Vendor.ANTHROPIC, "EmwKAhgBEgyfake")));
  }

  @Test
  void countsTheCacheAsPartOfTheInput() {
    assertThat(whole("text-with-cache.json").usage())
        .contains(new TokenUsage(21 + 256 + 1800, 1800, 256, 0, 12, 0));
    assertThat(whole("one-hour-cache-write.json").usage())
        .contains(new TokenUsage(5 + 2100, 0, 2100, 2000, 4, 0));
  }

  @Test
  void readsCallsOfTools() {
    assertThat(choice("parallel-tool-calls.json").content())
        .containsExactly(
            new ToolUse("toolu_01A", "get_weather", "{\"city\":\"Lima\"}"),
            new ToolUse("toolu_01B", "get_weather", "{\"city\":\"Oslo\"}"));
  }

  @Test
  void passesOverWhatIsNewerThanThisRelease() {
    ChatAnswer answer =
        Wires.assemble(Wires.decode(Fixtures.bytes(FOLDER, "unknown-event-and-delta.sse"), 999));
    assertThat(answer.choices().get(0).content()).containsExactly(new Text("Lima."));
  }

  @Test
  void aStreamThatBreaksOffLacksItsEnd() {
    List<ChatEvent> events = Wires.decode(Fixtures.bytes(FOLDER, "no-terminal-marker.sse"), 999);
    assertThat(events).noneMatch(ChatEvent.Ended.class::isInstance);
  }
}
