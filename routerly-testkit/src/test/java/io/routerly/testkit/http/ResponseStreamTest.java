package io.routerly.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ResponseStreamTest {
  private final List<String> writes = new ArrayList<>();
  private final ConnectionState state = new ConnectionState();

  @Test
  void sendsAPieceInAWriteOfItsOwn() throws Exception {
    ResponseStream response = new ResponseStream(new WritingSocket(writes), state);
    response.send(bytes("whole"));
    response.pace(2, Duration.ZERO);
    response.send(bytes("abcde"));
    assertThat(writes).containsExactly("whole", "ab", "cd", "e");
  }

  @Test
  void sendsNothingToAClientThatHasClosed() throws Exception {
    ResponseStream response = new ResponseStream(new WritingSocket(writes), state);
    state.end(Outcome.CLIENT_CLOSED);
    assertThatThrownBy(() -> response.send(bytes("late")))
        .isInstanceOf(ExchangeEndedException.class);
    assertThatThrownBy(() -> response.awaitRelease(new CompletableFuture<>()))
        .isInstanceOf(ExchangeEndedException.class);
    assertThat(writes).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Keeps every write apart, which a real socket's reader cannot see. */
  private static final class WritingSocket extends Socket {
    private final List<String> writes;

    WritingSocket(List<String> writes) {
      this.writes = writes;
    }

    @Override
    public OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int b) {
          throw new UnsupportedOperationException("byte by byte");
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          writes.add(new String(bytes, from, length, StandardCharsets.UTF_8));
        }
      };
    }
  }
}
