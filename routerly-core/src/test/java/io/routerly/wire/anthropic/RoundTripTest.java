package io.routerly.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripTest {
  @Provide
  Arbitrary<ChatRequest> requests() {
    return Conversations.requests().filter(RoundTripTest::numbersItsCalls);
  }

  /** Of calls with one id, the later ones get another where they are written. */
  private static boolean numbersItsCalls(ChatRequest request) {
    Set<String> ids = new HashSet<>();
    return request.messages().stream()
        .flatMap(message -> message.content().stream())
        .filter(ToolUse.class::isInstance)
        .allMatch(call -> ids.add(((ToolUse) call).id()));
  }

  @Provide
  Arbitrary<ChatAnswer> answers() {
    return Conversations.answers();
  }

  @Property(tries = 400)
  void aRequestThatIsWrittenAndReadIsTheSame(@ForAll("requests") ChatRequest request) {
    Losses losses = new Losses();
    ChatRequest read =
        Wires.CODEC.readRequest(Wires.CODEC.writeRequest(request, Wires.PLAIN, losses), losses);

    assertThat(read).isEqualTo(request);
    assertThat(losses.names(Wires.CODEC::nameOf)).isEmpty();
  }

  @Property(tries = 400)
  void anAnswerThatIsWrittenAndReadIsTheSame(@ForAll("answers") ChatAnswer answer) {
    Losses losses = new Losses();
    ChatAnswer read = Wires.CODEC.readAnswer(Wires.CODEC.writeAnswer(answer, Wires.FRAME, losses));

    assertThat(read).isEqualTo(answer);
    assertThat(losses.isEmpty()).isTrue();
  }

  @Property(tries = 400)
  void anAnswerThatIsStreamedAndPutTogetherIsTheSame(@ForAll("answers") ChatAnswer answer) {
    byte[] stream = Wires.encode(answer).getBytes(UTF_8);

    assertThat(Wires.assemble(Wires.decode(stream, 50)))
        .isEqualTo(Wires.withPlainArguments(answer));
  }
}
