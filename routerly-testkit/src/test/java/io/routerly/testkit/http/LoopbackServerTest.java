package io.routerly.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopbackServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final LoopbackServer server =
      LoopbackServer.start("test", LoopbackServerTest::answer, Clock.systemUTC());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void keepsHeadersInOrderAndCase() throws Exception {
    exchange("GET /a?b=c HTTP/1.1\r\nhOST: x\r\nX-B: 1\r\nX-A:2 \r\nx-b: 3\r\n\r\n");
    RecordedRequest request = server.journal().take(PATIENCE);
    assertThat(request.headers())
        .containsExactly(
            new Header("Connection", "close"),
            new Header("hOST", "x"),
            new Header("X-B", "1"),
            new Header("X-A", "2"),
            new Header("x-b", "3"));
    assertThat(request.headerValues("X-b")).containsExactly("1", "3");
    assertThat(List.of(request.path(), request.query())).containsExactly("/a", "b=c");
  }

  @Test
  void readsABodyOfGivenLengthAndOneInChunks() throws Exception {
    exchange("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
    exchange(
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\nA\r\n0123456789\r\n0\r\nT: t\r\n\r\n");
    assertThat(server.journal().requests())
        .extracting(RecordedRequest::bodyText)
        .containsExactly("abc", "ab0123456789");
  }

  @Test
  void invitesABodyThatWaitsForIt() throws Exception {
    assertThat(exchange("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx"))
        .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200");
  }

  @Test
  void ignoresAnOfferToUpgrade() throws Exception {
    String upgrade = "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n";
    assertThat(exchange("POST / HTTP/1.1\r\n" + upgrade + "Content-Length: 1\r\n\r\nx"))
        .isEqualTo(OK);
  }

  @ParameterizedTest(name = "{1} for {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET / HTTP/1.0 | 505
          PRI * HTTP/2.0 | 505
          GET /a b HTTP/1.1 | 400
          hello | 400
          """)
  void refusesWhatIsNotHttpOnePointOne(String line, int status) throws Exception {
    assertThat(exchange(line + "\r\n\r\n")).startsWith("HTTP/1.1 " + status);
    assertThat(server.journal().malformed()).hasSize(1);
    assertThat(server.journal().requests()).isEmpty();
  }

  @Test
  void refusesABodyOfTwoLengths() throws Exception {
    String both = "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n";
    assertThat(exchange("POST / HTTP/1.1\r\n" + both + "\r\n")).startsWith("HTTP/1.1 400");
  }

  @Test
  void closesAfterTheAnswerWhenAsked() throws Exception {
    try (Socket client = connect()) {
      send(client, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
      assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(OK);
    }
  }

  @Test
  void servesManyConnectionsAtOnce() throws Exception {
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      clients.add(connect());
      send(clients.get(i), "GET /" + i + " HTTP/1.1\r\n\r\n");
    }
    for (Socket client : clients) {
      assertThat(read(client, OK.length())).isEqualTo(OK);
      client.close();
    }
    assertThat(server.journal().requests())
        .extracting(RecordedRequest::connection)
        .doesNotHaveDuplicates()
        .hasSize(200);
  }

  @Test
  void saysWhatItSawWhenARequestIsMissing() {
    assertThatThrownBy(() -> server.journal().take(Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("No further request");
  }

  @Test
  void endsAllItsThreadsWhenItIsClosed() throws Exception {
    Socket idle = connect();
    exchange("GET / HTTP/1.1\r\n\r\n");
    server.close();
    assertThat(idle.getInputStream().read()).isEqualTo(-1);
    String prefix = "test-" + server.port() + "-";
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith(prefix));
    idle.close();
  }

  private static void answer(RecordedRequest request, ResponseStream response) throws IOException {
    response.send(OK.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends one request and returns whatever has come by the end of its answer or connection. */
  private String exchange(String request) throws IOException {
    try (Socket client = connect()) {
      send(client, request.replaceFirst(" HTTP/1.1\r\n", " HTTP/1.1\r\nConnection: close\r\n"));
      return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Socket connect() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    Socket socket = new Socket(loopback, server.port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(Socket client, int bytes) throws IOException {
    return new String(client.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
  }
}
