package io.routerly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallType;
import io.routerly.domain.Models;
import io.routerly.upstream.CancelSignal;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversationsTest {
  private static final int LONG = 100_000;

  private final Line line =
      new Line(
          MemoryConfig.of(
              List.of(Models.named("a"), Models.named("b")), Values.project(List.of(), "a", "b")));
  private final Conversations conversations = new Conversations(() -> 0);

  private ProxyRequest responses(String rest) {
    byte[] body = "{\"model\":\"auto\",\"input\":\"Go on\"%s}".formatted(rest).getBytes(UTF_8);
    return new ProxyRequest(
        "trc_a",
        Line.NOW,
        line.caller(),
        CallType.RESPONSES,
        WireFormat.OPENAI_RESPONSES,
        "POST",
        "/responses",
        "",
        List.of(),
        body,
        RequestScanner.scan(WireFormat.OPENAI_CHAT, body),
        new CancelSignal(),
        false,
        Optional.empty());
  }

  private ProxyRequest goingOnFrom(String answerId) {
    return responses(",\"previous_response_id\":\"" + answerId + "\"");
  }

  @Test
  void keepsNothingOfAnAnswersIdThatIsLongerThanAny() {
    assertThat(conversations.keyOf(goingOnFrom("r".repeat(200)))).isPresent();
    assertThat(conversations.keyOf(goingOnFrom("r".repeat(LONG)))).isEmpty();
  }

  @Test
  void knowsALongNameByItsHash() {
    ProxyRequest first =
        Line.chat(line.caller(), "{\"model\":\"auto\"}", Optional.of("n".repeat(LONG)));
    ProxyRequest other =
        Line.chat(line.caller(), "{\"model\":\"auto\"}", Optional.of("n".repeat(LONG) + "2"));
    Conversations.Key key = conversations.keyOf(first).orElseThrow();
    conversations.served(key, "b");

    assertThat(key.mark()).hasSize(64);
    assertThat(conversations.modelOf(conversations.keyOf(first).orElseThrow())).hasValue("b");
    assertThat(conversations.modelOf(conversations.keyOf(other).orElseThrow())).isEmpty();
  }

  @Test
  void takesNoNoteOfAnAnswerThatItsClientDoesNotHaveKept() {
    conversations.answered(responses(",\"store\":false"), "resp_1", "b");
    conversations.answered(responses(",\"store\":true"), "resp_2", "b");

    assertThat(modelGoingOnFrom("resp_1")).isEmpty();
    assertThat(modelGoingOnFrom("resp_2")).hasValue("b");
  }

  @Test
  void takesNoNoteOfTheAnswerThatWasGoneOnFromAgain() {
    conversations.answered(responses(""), "resp_1", "a");
    conversations.served(conversations.keyOf(goingOnFrom("resp_1")).orElseThrow(), "b");

    assertThat(modelGoingOnFrom("resp_1")).as("it has what it answered").hasValue("a");
  }

  private Optional<String> modelGoingOnFrom(String answerId) {
    return conversations.modelOf(conversations.keyOf(goingOnFrom(answerId)).orElseThrow());
  }
}
