package io.routerly.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.testkit.http.Cut;
import io.routerly.testkit.http.Outcome;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.script.Gate;
import io.routerly.testkit.script.Script;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
  private static final String CHAT =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final String STREAMED = CHAT.replace("]}", "],\"stream\":true}");

  private final FakeOpenAi fake = FakeOpenAi.start();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void playsTheQueueInOrderAndThenTheDefault() throws Exception {
    fake.next(Script.error(500), Script.refuse(418, "teapot"));
    fake.byDefault(Script.text("default"));
    assertThat(chat(CHAT).statusCode()).isEqualTo(500);
    assertThat(chat(CHAT).body()).isEqualTo("teapot");
    assertThat(chat(CHAT).body()).contains("default");
  }

  @Test
  void reusesOneConnectionForRequestsInTurn() throws Exception {
    chat(CHAT);
    chat(CHAT);
    assertThat(fake.requests()).extracting(RecordedRequest::connection).containsExactly(1, 1);
  }

  @Test
  void waitsAtAGateInMidStream() throws Exception {
    Gate gate = new Gate();
    fake.next(Script.text("one two").hangAfterEvents(2, gate));
    HttpResponse<InputStream> answer = open(STREAMED);
    gate.awaitReached(TestClient.PATIENCE);
    assertThat(fake.requests().get(0).outcome()).isEqualTo(Outcome.IN_PROGRESS);
    gate.open();
    assertThat(text(answer.body())).contains("one ", "two").endsWith("[DONE]\n\n");
    assertThat(fake.requests().get(0).awaitEnd(TestClient.PATIENCE)).isEqualTo(Outcome.ANSWERED);
  }

  @Test
  void noticesThatTheClientClosedWhileItWasSilent() throws Exception {
    fake.next(Script.answer().hangAfterEvents(1));
    HttpResponse<InputStream> answer = open(STREAMED);
    RecordedRequest request = fake.takeRequest(TestClient.PATIENCE);
    assertThat(request.clientClosedAt()).isEmpty();
    answer.body().close();
    assertThat(request.awaitClientClosed(TestClient.PATIENCE)).isNotNull();
  }

  @Test
  void noticesThatTheClientClosedBeforeTheHeaders() throws Exception {
    Gate gate = new Gate();
    fake.next(Script.answer().hangBeforeHeaders(gate));
    try (Socket client = rawChat()) {
      gate.awaitReached(TestClient.PATIENCE);
      assertThat(client.isConnected()).isTrue();
    }
    assertThat(fake.requests().get(0).awaitClientClosed(TestClient.PATIENCE)).isNotNull();
  }

  @Test
  void sendsHeadersAtOnceThatItsBodyKeepsWaiting() throws Exception {
    Gate gate = new Gate();
    fake.next(Script.text("late").hangBeforeBody(gate));
    HttpResponse<InputStream> answer = open(STREAMED);
    assertThat(answer.statusCode()).isEqualTo(200);
    gate.open();
    assertThat(text(answer.body())).contains("late");
  }

  @Test
  void endsItsSilenceWhenItIsClosed() throws Exception {
    fake.next(Script.answer().hangBeforeHeaders());
    CompletableFuture<Object> call =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return chat(CHAT);
              } catch (Exception e) {
                return e;
              }
            });
    RecordedRequest request = fake.takeRequest(TestClient.PATIENCE);
    fake.close();
    assertThat(request.outcome()).isEqualTo(Outcome.SERVER_CLOSED);
    assertThat(call.get()).isInstanceOf(IOException.class);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().contains("fake-openai-" + port()));
  }

  @Test
  void cutsWithFinInMidStream() throws Exception {
    fake.next(Script.text("one two three").cutAfterEvents(3, Cut.FIN));
    try (Socket client = rawChat()) {
      String seen = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(seen).contains("one ", "two ").doesNotContain("three").endsWith("}\n\n\r\n");
    }
    assertThat(fake.requests().get(0).awaitEnd(TestClient.PATIENCE)).isEqualTo(Outcome.CUT);
  }

  @Test
  void cutsWithResetInMidStream() throws Exception {
    Gate gate = new Gate();
    fake.next(Script.text("one two").hangAfterEvents(1, gate).cutAfterEvents(1, Cut.RESET));
    try (Socket client = rawChat()) {
      InputStream in = client.getInputStream();
      assertThat(in.read()).isEqualTo('H');
      gate.open();
      assertThatThrownBy(in::readAllBytes).isInstanceOf(SocketException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void cutsBeforeTheHeaders(Cut cut) {
    fake.next(Script.answer().cutBeforeHeaders(cut));
    assertThatThrownBy(() -> chat(CHAT)).isInstanceOf(IOException.class);
  }

  @Test
  void cutsAfterSoManyBytesOfTheBody() throws Exception {
    fake.next(Script.refuse(200, "0123456789").cutAfterBytes(4, Cut.FIN));
    try (Socket client = rawChat()) {
      String seen = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(seen).contains("Content-Length: 10\r\n").endsWith("\r\n\r\n0123");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64})
  void arrivesWholeInWhateverPiecesItIsSent(int bytes) throws Exception {
    fake.next(Script.answer().inPiecesOf(bytes));
    String streamed = chat(STREAMED).body();
    assertThat(streamed).contains("naïve ", "👋").endsWith("data: [DONE]\n\n");
  }

  @Test
  void tricklesWithAPauseAfterEachPiece() throws Exception {
    fake.next(Script.text("slow").trickle(200, Duration.ofMillis(1)));
    assertThat(chat(STREAMED).body()).contains("slow");
  }

  @Test
  void endsAStreamWithoutItsTerminalMarker() throws Exception {
    fake.next(Script.answer().withoutTerminalMarker());
    assertThat(chat(STREAMED).body()).doesNotContain("[DONE]").contains("\"stop\"");
  }

  @Test
  void failsInsideAStream() throws Exception {
    fake.next(Script.text("one two").errorAfterEvents(2));
    assertThat(chat(STREAMED).body())
        .contains("one ", "data: {\"error\":{", "server_error")
        .doesNotContain("two", "[DONE]");
  }

  @Test
  void failsInsideASuccessfulStatus() throws Exception {
    fake.next(Script.errorWithStatus200(500));
    HttpResponse<String> answer = chat(CHAT);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{\"error\":{");
  }

  @Test
  void sendsGarbageInPlaceOfHttp() {
    fake.next(Script.notHttp("SSH-2.0-OpenSSH_9.6\r\n"));
    assertThatThrownBy(() -> chat(CHAT)).isInstanceOf(IOException.class);
  }

  @Test
  void putsGarbageBetweenEvents() throws Exception {
    fake.next(Script.answer().insertAfterEvents(1, "data: {\"half\n\n"));
    assertThat(chat(STREAMED).body()).contains("\n\ndata: {\"half\n\ndata: {\"id\"");
  }

  @Test
  void addsAndReplacesHeaders() throws Exception {
    fake.next(Script.answer().header("Set-Cookie", "a=b").header("content-type", "text/html"));
    HttpResponse<String> answer = chat(CHAT);
    assertThat(answer.headers().firstValue("Set-Cookie")).contains("a=b");
    assertThat(answer.headers().allValues("Content-Type")).containsExactly("text/html");
  }

  @Test
  void compressesEventsOneByOne() throws Exception {
    Gate gate = new Gate();
    fake.next(Script.answer().gzip().hangAfterEvents(1, gate));
    HttpResponse<InputStream> answer = open(STREAMED);
    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    InputStream plain = new GZIPInputStream(answer.body());
    assertThat(new String(plain.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("data: ");
    gate.open();
    assertThat(text(plain)).endsWith("[DONE]\n\n");
  }

  @Test
  void redirects() throws Exception {
    fake.next(Script.redirect(307, "http://127.0.0.1:1/stolen"));
    HttpResponse<String> answer = chat(CHAT);
    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("Location")).contains("http://127.0.0.1:1/stolen");
  }

  @Test
  void sendsABufferedBodyInChunksWhenToldSo() throws Exception {
    fake.next(Script.answer().chunked());
    HttpResponse<String> answer = chat(CHAT);
    assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
    assertThat(answer.body()).endsWith("}");
  }

  private HttpResponse<String> chat(String body) throws Exception {
    return TestClient.post(url(), body, TestClient.openAi(fake));
  }

  private HttpResponse<InputStream> open(String body) throws Exception {
    return TestClient.open(url(), body, TestClient.openAi(fake));
  }

  private Socket rawChat() throws IOException {
    Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port());
    socket.setSoTimeout((int) TestClient.PATIENCE.toMillis());
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(fake.apiKey(), STREAMED.length(), STREAMED);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private int port() {
    return URI.create(fake.origin()).getPort();
  }

  private String url() {
    return fake.baseUrl() + "/chat/completions";
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
