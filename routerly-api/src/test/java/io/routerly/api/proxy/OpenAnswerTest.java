package io.routerly.api.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.pipeline.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenAnswerTest {
  private final List<String> events = new ArrayList<>();

  private final Answer answer =
      new Answer(
          200,
          List.of(),
          -1,
          client -> {
            events.add("written");
            client.write("hello".getBytes(UTF_8));
          },
          () -> events.add("given up"));

  private final OpenAnswer open = open(answer);

  private OpenAnswer open(Answer toWrite) {
    return new OpenAnswer(
        toWrite, () -> events.add("watch closed"), () -> events.add("connection broken"));
  }

  @Test
  void isWrittenAndNotGivenUpAfterwards() throws IOException {
    ByteArrayOutputStream client = new ByteArrayOutputStream();

    open.write(client);
    OpenAnswer.giveUpUnwritten(open);

    assertThat(client.toString(UTF_8)).isEqualTo("hello");
    assertThat(events).containsExactly("written", "watch closed");
  }

  @Test
  void isGivenUpOnceWhenNobodyWroteIt() {
    OpenAnswer.giveUpUnwritten(open);
    OpenAnswer.giveUpUnwritten(open);

    assertThat(events).containsExactly("watch closed", "given up");
  }

  @Test
  void isNotGivenUpWhenTheClientLeftWhileItWasWritten() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("gone");
          }
        };

    assertThatThrownBy(() -> open.write(gone)).isInstanceOf(IOException.class);
    OpenAnswer.giveUpUnwritten(open);

    assertThat(events).containsExactly("written", "connection broken", "watch closed");
  }

  @Test
  void breaksNoConnectionOnWhichAnErrorCanTakeItsPlace() {
    GatewayException broken = new GatewayException(ErrorCode.PROVIDER_INTERRUPTED, "It broke off.");
    Answer.Body failing =
        client -> {
          throw broken;
        };
    OpenAnswer unwritten = open(new Answer(200, List.of(), -1, failing, () -> {}));

    assertThatThrownBy(() -> unwritten.write(OutputStream.nullOutputStream())).isSameAs(broken);
    assertThat(events).containsExactly("watch closed");
  }

  @Test
  void aRequestWithoutAnAnswerHasNothingToGiveUp() {
    OpenAnswer.giveUpUnwritten(null);

    assertThat(events).isEmpty();
  }
}
