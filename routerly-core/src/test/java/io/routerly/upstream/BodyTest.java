package io.routerly.upstream;

import static io.routerly.error.ErrorCode.PROVIDER_BAD_RESPONSE;
import static io.routerly.error.ErrorCode.PROVIDER_INTERRUPTED;
import static io.routerly.upstream.Fixture.codeOf;
import static io.routerly.upstream.Fixture.get;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60) // seconds; a limit that is not kept would hang the build
final class BodyTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static String fetch(String response) throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server = LoopbackServer.with(once(response.getBytes(ISO_8859_1)))) {
      return fixture.fetch(get(server.uri()));
    }
  }

  private static LoopbackServer.Script once(byte[] response) {
    return peer -> {
      peer.readRequest();
      peer.write(response);
    };
  }

  @Test
  void readsABodyOfKnownLength() throws IOException {
    assertThat(fetch("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")).isEqualTo("abc");
  }

  @Test
  void readsAChunkedBodyWithExtensionsAndTrailer() throws IOException {
    assertThat(fetch(CHUNKED + "3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: v\r\n\r\n"))
        .isEqualTo("abc0123456789");
  }

  @Test
  void readsABodyUpToTheEndOfTheConnection() throws IOException {
    assertThat(fetch("HTTP/1.1 200 OK\r\n\r\nuntil the end")).isEqualTo("until the end");
    assertThat(fetch("HTTP/1.0 200 OK\n\nold")).isEqualTo("old");
  }

  @Test
  void passesOverInterimAnswers() throws IOException {
    assertThat(
            fetch(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n!"))
        .isEqualTo("!");
  }

  @ParameterizedTest(name = "{0} {1} has no body")
  @CsvSource({"GET, 204", "GET, 304", "HEAD, 200"})
  void expectsNoBodyWhereThereIsNone(String method, int status) throws IOException {
    String length = status == 204 ? "A: b" : "Content-Length: 9";
    String head = "HTTP/1.1 " + status + " X\r\n" + length + "\r\n\r\n";
    try (Fixture fixture = new Fixture();
        LoopbackServer server = LoopbackServer.answering(head)) {
      for (int i = 0; i < 2; i++) {
        UpstreamRequest request =
            Fixture.request(method, server.uri(), List.of(), "", Fixture.PATIENT);
        try (UpstreamResponse response = fixture.send(request)) {
          assertThat(response.status()).isEqualTo(status);
          assertThat(response.readAll(10)).isEmpty();
        }
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "cut: {0}")
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
        CHUNKED,
        CHUNKED + "5\r\nabc",
        CHUNKED + "5\r\nabcde",
        CHUNKED + "5\r\nabcde\r\n",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n",
        "HTTP/1.1 200 OK\r\n",
        "H",
        "",
      })
  void tellsACutAnswerAsInterrupted(String response) {
    assertThat(codeOf(() -> fetch(response))).isEqualTo(PROVIDER_INTERRUPTED);
  }

  @Test
  void tellsAResetAsInterrupted() throws IOException {
    CountDownLatch begun = new CountDownLatch(1);
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  peer.write("HTTP/1.1 200 OK\r\n\r\nabc");
                  begun.await();
                  peer.resetAtEnd();
                });
        UpstreamResponse response = fixture.send(get(server.uri()))) {
      assertThat(response.body().readNBytes(3)).hasSize(3);
      begun.countDown();
      assertThat(codeOf(() -> response.body().read())).isEqualTo(PROVIDER_INTERRUPTED);
      assertThat(codeOf(() -> response.body().read())).isEqualTo(PROVIDER_INTERRUPTED);
    }
  }

  @ParameterizedTest(name = "nonsense: {0}")
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "\u0015\u0003\u0001\u0000\u0002\u0002",
        "HTTP/2.0 nothing\r\n\r\n",
        "\u0000\u0001\u0002\r\n\r\n",
        "\r\n\r\n\r\n\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 99 Low\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: rot13\r\n\r\n",
        CHUNKED + "zz\r\nabc",
        CHUNKED + "3\r\nabcdef\r\n0\r\n\r\n",
      })
  void tellsNonsenseAsABadResponse(String response) {
    assertThat(codeOf(() -> fetch(response))).isEqualTo(PROVIDER_BAD_RESPONSE);
  }

  @Test
  void boundsTheHeader() {
    String line = "HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n";
    assertThat(codeOf(() -> fetch(line))).isEqualTo(PROVIDER_BAD_RESPONSE);
    String lines = "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(300) + "\r\n";
    assertThat(codeOf(() -> fetch(lines))).isEqualTo(PROVIDER_BAD_RESPONSE);
  }

  @Test
  void quotesNeitherHeadersNorTheQueryInFailures() {
    var thrown = Fixture.failure(() -> fetch("HTTP/1.1 200 OK\r\nX-Key canary\r\n\r\n"));
    assertThat(thrown).hasMessageNotContaining("canary").hasMessageNotContaining("secret");
    assertThat(thrown).hasMessageContaining("127.0.0.1:").hasNoCause();
  }

  @Test
  void returnsWhatIsThereWithoutWaitingForMore() throws IOException {
    CountDownLatch read = new CountDownLatch(1);
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  peer.write(CHUNKED + "3\r\nabc\r\n");
                  read.await();
                  peer.write("2\r\nde\r\n0\r\n\r\n");
                });
        UpstreamResponse response = fixture.send(get(server.uri()))) {
      byte[] buffer = new byte[1000];
      assertThat(text(buffer, response.body().read(buffer))).isEqualTo("abc");
      read.countDown();
      assertThat(text(buffer, response.body().read(buffer))).isEqualTo("de");
      assertThat(response.body().read(buffer)).isEqualTo(-1);
    }
  }

  @Test
  void joinsChunksThatArrivedTogether() throws IOException {
    String burst = "3\r\nabc\r\n3\r\ndef\r\n1\r\ng\r\n0\r\n\r\n";
    try (Fixture fixture = new Fixture();
        LoopbackServer server = LoopbackServer.with(once((CHUNKED + burst).getBytes(ISO_8859_1)));
        UpstreamResponse response = fixture.send(get(server.uri()))) {
      byte[] buffer = new byte[1000];
      assertThat(text(buffer, response.body().read(buffer))).isEqualTo("abcdefg");
      assertThat(response.body().read(buffer)).isEqualTo(-1);
    }
  }

  @Test
  void readsAChunkedBodyHoweverItIsSplit() throws IOException {
    String chunks = "3\r\nabc\r\n10\r\n0123456789abcdef\r\n1\r\n!\r\n0\r\nT: v\r\n\r\n";
    for (int cut = 1; cut < chunks.length(); cut++) {
      String first = CHUNKED + chunks.substring(0, cut);
      String second = chunks.substring(cut);
      CountDownLatch sent = new CountDownLatch(1);
      try (Fixture fixture = new Fixture();
          LoopbackServer server =
              LoopbackServer.with(
                  peer -> {
                    while (peer.readRequest()) {
                      peer.write(first);
                      sent.await();
                      peer.write(second);
                    }
                  });
          UpstreamResponse response = fixture.send(get(server.uri()))) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[1000];
        if (cut > 3) {
          all.write(buffer, 0, response.body().read(buffer));
        }
        sent.countDown();
        response.body().transferTo(all);
        assertThat(all.toString(UTF_8)).isEqualTo("abc0123456789abcdef!");
        assertThat(fixture.fetch(get(server.uri()))).isEqualTo("abc0123456789abcdef!");
      }
    }
  }

  private static String text(byte[] bytes, int length) {
    return new String(bytes, 0, length, UTF_8);
  }

  @Test
  void boundsWhatIsReadAsAWhole() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  String length = peer.number() == 1 ? "Content-Length: 11\r\n" : "";
                  peer.write("HTTP/1.1 200 OK\r\n" + length + "\r\n01234567890");
                })) {
      try (UpstreamResponse known = fixture.send(get(server.uri()))) {
        assertThat(known.contentLength()).isEqualTo(11);
        assertThat(codeOf(() -> known.readAll(10))).isEqualTo(PROVIDER_BAD_RESPONSE);
      }
      try (UpstreamResponse unknown = fixture.send(get(server.uri()))) {
        assertThat(unknown.contentLength()).isEqualTo(-1);
        assertThat(codeOf(() -> unknown.readAll(10))).isEqualTo(PROVIDER_BAD_RESPONSE);
      }
      try (UpstreamResponse exact = fixture.send(get(server.uri()))) {
        assertThat(exact.readAll(11)).hasSize(11);
      }
    }
  }

  @Test
  void readsALargeBodyOfUnknownLength() throws IOException {
    byte[] head = "HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1);
    byte[] response = Arrays.copyOf(head, head.length + 1_000_000);
    try (Fixture fixture = new Fixture();
        LoopbackServer server = LoopbackServer.with(once(response));
        UpstreamResponse answer = fixture.send(get(server.uri()))) {
      assertThat(answer.readAll(2_000_000)).hasSize(1_000_000);
    }
  }

  @Test
  void givesHeadersInOrderAndByAnyCase() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.answering(
                head(
                    "HTTP/1.1 429 Slow",
                    "Retry-After: 7",
                    "B: 1",
                    "b:  2 ",
                    "E:",
                    "Content-Length: 0"));
        UpstreamResponse response = fixture.send(get(server.uri()))) {
      assertThat(response.status()).isEqualTo(429);
      assertThat(response.header("retry-after")).contains("7");
      assertThat(response.header("absent")).isEmpty();
      assertThat(response.headers())
          .containsExactly(
              new Header("Retry-After", "7"),
              new Header("B", "1"),
              new Header("b", "2"),
              new Header("E", ""),
              new Header("Content-Length", "0"));
    }
  }

  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  @Test
  void doesNotFollowRedirects() throws IOException {
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.answering(
                "HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n");
        UpstreamResponse response = fixture.send(get(server.uri()))) {
      assertThat(response.status()).isEqualTo(302);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void unpacksGzip() throws IOException {
    byte[] packed = gzip("packed text".repeat(1000));
    try (Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  while (peer.readRequest()) {
                    peer.write(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                            + packed.length
                            + "\r\n\r\n");
                    peer.write(packed);
                  }
                })) {
      try (UpstreamResponse response = fixture.send(get(server.uri()))) {
        assertThat(response.headers()).isEmpty();
        assertThat(response.header("content-encoding")).isEmpty();
        assertThat(response.contentLength()).isEqualTo(-1);
        assertThat(new String(response.readAll(100_000), UTF_8))
            .isEqualTo("packed text".repeat(1000));
      }
      assertThat(codeOf(() -> readAtMost(fixture, server, 10_999)))
          .isEqualTo(PROVIDER_BAD_RESPONSE);
      assertThat(readAtMost(fixture, server, 11_000)).hasSize(11_000);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  private static byte[] readAtMost(Fixture fixture, LoopbackServer server, int bytes) {
    try (UpstreamResponse response = fixture.send(get(server.uri()))) {
      return response.readAll(bytes);
    }
  }

  @Test
  void unpacksAGzipStreamWhileItComes() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    CountDownLatch read = new CountDownLatch(1);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed, true);
        Fixture fixture = new Fixture();
        LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.readRequest();
                  peer.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
                  gzip.write("first".getBytes(UTF_8));
                  gzip.flush();
                  peer.write(packed.toByteArray());
                  packed.reset();
                  read.await();
                  gzip.write("second".getBytes(UTF_8));
                  gzip.finish();
                  peer.write(packed.toByteArray());
                });
        UpstreamResponse response = fixture.send(get(server.uri()))) {
      byte[] buffer = new byte[100];
      assertThat(text(buffer, response.body().read(buffer))).isEqualTo("first");
      read.countDown();
      assertThat(new String(response.readAll(100), UTF_8)).isEqualTo("second");
    }
  }

  @Test
  void tellsDamagedAndCutGzipApart() throws IOException {
    byte[] packed = gzip("packed text");
    assertThat(codeOf(() -> fetchGzip("no gzip".getBytes(UTF_8)))).isEqualTo(PROVIDER_BAD_RESPONSE);
    assertThat(codeOf(() -> fetchGzip(Arrays.copyOf(packed, 15)))).isEqualTo(PROVIDER_INTERRUPTED);
    assertThat(codeOf(() -> fetchGzip(new byte[0]))).isEqualTo(PROVIDER_INTERRUPTED);
  }

  private static String fetchGzip(byte[] body) throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
    return fetch(head + new String(body, ISO_8859_1));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }
}
