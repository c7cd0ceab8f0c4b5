package io.routerly.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ConnectionTest {
  @Test
  @Timeout(20)
  void isOverForItsServingThreadWhenItWasClosedBeforeAnyThreadBegan() throws Exception {
    AtomicBoolean asked = new AtomicBoolean();
    Socket socket = new Socket();
    Connection connection =
        new Connection(
            1, socket, (request, response) -> asked.set(true), new Journal(), Clock.systemUTC());
    connection.close();
    connection.read();
    connection.serve();
    assertThat(asked).isFalse();
    assertThat(socket.isClosed()).isTrue();
  }
}
