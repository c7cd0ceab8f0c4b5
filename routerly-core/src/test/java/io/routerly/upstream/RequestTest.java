package io.routerly.upstream;

import static io.routerly.error.ErrorCode.INVALID_REQUEST;
import static io.routerly.error.ErrorCode.OVERLOADED;
import static io.routerly.error.ErrorCode.PROVIDER_UNREACHABLE;
import static io.routerly.upstream.Fixture.codeOf;
import static io.routerly.upstream.Fixture.failure;
import static io.routerly.upstream.Fixture.get;
import static io.routerly.upstream.Fixture.request;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestTest {
  @Test
  void readsARefusalThatCameBeforeTheBodyWasSent() throws IOException {
    try (LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  peer.socket().getInputStream().readNBytes(100);
                  peer.write("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
                });
        Fixture fixture = new Fixture()) {
      try (UpstreamResponse response =
          fixture.send(Fixture.post(server.uri(), "x".repeat(30_000_000)))) {
        assertThat(response.status()).isEqualTo(413);
        assertThat(new String(response.readAll(10), ISO_8859_1)).isEqualTo("big");
      }
      assertThat(fixture.client().idleConnections()).isZero();
    }
  }

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static String sent(UpstreamRequest request, LoopbackServer server) {
    try (Fixture fixture = new Fixture()) {
      fixture.fetch(request);
      return server.requests().remove();
    }
  }

  @Test
  void sendsOnlyWhatItWasGivenAndWhatHttpNeeds() throws IOException {
    try (LoopbackServer server = LoopbackServer.answering(OK)) {
      List<Header> headers = List.of(new Header("Authorization", "Bearer k"), new Header("X", ""));
      UpstreamRequest request =
          request("POST", server.uri(), headers, "{\"a\":1}", Fixture.PATIENT);
      assertThat(sent(request, server))
          .isEqualTo(
              "POST /v1/chat?key=secret HTTP/1.1\r\nHost: 127.0.0.1:"
                  + server.uri().getPort()
                  + "\r\nAuthorization: Bearer k\r\nX: \r\nAccept-Encoding: identity\r\n"
                  + "Content-Length: 7\r\n\r\n{\"a\":1}");
    }
  }

  @Test
  void sendsItsOwnConnectionHeadersOnly() throws IOException {
    try (LoopbackServer server = LoopbackServer.answering(OK)) {
      List<Header> headers =
          List.of(
              new Header("HOST", "evil.example"),
              new Header("content-length", "5"),
              new Header("Transfer-Encoding", "chunked"),
              new Header("Connection", "close"),
              new Header("Upgrade", "h2c"),
              new Header("Expect", "100-continue"),
              new Header("accept-encoding", "gzip"));
      assertThat(sent(request("GET", server.uri(), headers, "", Fixture.PATIENT), server))
          .isEqualTo(
              "GET /v1/chat?key=secret HTTP/1.1\r\nHost: 127.0.0.1:"
                  + server.uri().getPort()
                  + "\r\naccept-encoding: gzip\r\n\r\n");
    }
  }

  @Test
  void saysThatAPostHasNoBody() throws IOException {
    try (LoopbackServer server = LoopbackServer.answering(OK)) {
      assertThat(sent(Fixture.post(server.uri("127.0.0.1"), ""), server))
          .startsWith("POST / HTTP/1.1\r\n")
          .contains("\r\nContent-Length: 0\r\n");
    }
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {1, 2_000, 16_383, 16_384, 16_385, 65_536, 300_000})
  void sendsBodiesOfAnySize(int size) throws IOException {
    try (LoopbackServer server = LoopbackServer.answering(OK)) {
      assertThat(sent(Fixture.post(server.uri(), "x".repeat(size)), server))
          .endsWith("\r\n\r\n" + "x".repeat(size));
    }
  }

  @Test
  void sendsASmallRequestInOnePiece() throws IOException {
    LinkedBlockingQueue<Integer> firstRead = new LinkedBlockingQueue<>();
    try (LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  firstRead.add(peer.socket().getInputStream().read(new byte[64_000]));
                  peer.write(OK);
                });
        Fixture fixture = new Fixture()) {
      fixture.fetch(Fixture.post(server.uri(), "x".repeat(2_000)));
      assertThat(firstRead.remove()).isGreaterThan(2_000);
    }
  }

  @ParameterizedTest(name = "header {0} is refused")
  @CsvSource({"'a b'", "'a:'", "''", "'a\n'", "'ä'"})
  void refusesHeaderNamesThatWouldBreakTheRequest(String name) {
    assertThat(codeOfHeader(new Header(name, "v"))).isEqualTo(INVALID_REQUEST);
  }

  @ParameterizedTest(name = "value {0} is refused")
  @ValueSource(strings = {"canary\r\nX: y", "canary\n", "canary\u0000", "canary\u007f", "canary€"})
  void refusesHeaderValuesThatWouldBreakTheRequest(String value) {
    assertThat(codeOfHeader(new Header("X-Test", value))).isEqualTo(INVALID_REQUEST);
  }

  private static Object codeOfHeader(Header header) {
    try (Fixture fixture = new Fixture()) {
      URI uri = URI.create("http://127.0.0.1:1/");
      UpstreamRequest request = request("GET", uri, List.of(header), "", Fixture.PATIENT);
      var thrown = failure(() -> fixture.fetch(request));
      assertThat(thrown).hasMessageNotContaining("canary");
      return thrown.code();
    }
  }

  @Test
  void refusesAMethodThatIsNoToken() {
    try (Fixture fixture = new Fixture()) {
      UpstreamRequest request =
          request(
              "GET / HTTP/1.1\r\n",
              URI.create("http://127.0.0.1:1"),
              List.of(),
              "",
              Fixture.PATIENT);
      assertThat(codeOf(() -> fixture.fetch(request))).isEqualTo(INVALID_REQUEST);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "ftp://127.0.0.1/",
        "//127.0.0.1/",
        "http:///x",
        "file:///etc/passwd",
        "http://a@b_c/",
        "http://user:canary@127.0.0.1/",
        "http:opaque",
        "http://host.example:70000/",
        "http://host.example:0/",
        "http://my_host:70000/"
      })
  void refusesUrlsThatItCannotServe(String url) {
    try (Fixture fixture = new Fixture()) {
      var thrown = failure(() -> fixture.fetch(get(URI.create(url))));
      assertThat(thrown.code()).isEqualTo(PROVIDER_UNREACHABLE);
      assertThat(thrown).hasMessageNotContaining("canary");
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "http://API.example, api.example",
    "https://api.example:443/x, api.example",
    "https://api.example:80/x, api.example:80",
    "http://api.example:443, api.example:443",
    "http://my_ollama:11434/v1, my_ollama:11434",
    "http://my_ollama/v1, my_ollama",
    "'http://[::1]:8080/', '[::1]:8080'",
    "'http://[::1]/', '[::1]'",
  })
  void namesTheHost(String url, String hostHeader) {
    assertThat(Origin.of(URI.create(url), AddressRule.PUBLIC_ONLY).hostHeader())
        .isEqualTo(hostHeader);
  }

  @Test
  void sendsTheTargetEncoded() throws IOException {
    try (LoopbackServer server = LoopbackServer.answering(OK)) {
      URI uri = server.uri().resolve("/v1/models/ä%2Fb?q=ü%20#fragment");
      assertThat(sent(get(uri), server))
          .startsWith("GET /v1/models/%C3%A4%2Fb?q=%C3%BC%20 HTTP/1.1\r\n");
    }
  }

  @Test
  void tellsARefusedConnection() throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    try (Fixture fixture = new Fixture()) {
      URI uri = URI.create("http://127.0.0.1:" + port + "/?key=canary");
      var thrown = failure(() -> fixture.fetch(get(uri)));
      assertThat(thrown.code()).isEqualTo(PROVIDER_UNREACHABLE);
      assertThat(thrown)
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("refused")
          .hasMessageNotContaining("canary");
      assertThat(fixture.client().openConnections()).isZero();
    }
  }

  @Test
  void triesTheNextAddressWhenOneDoesNotAnswer() throws IOException {
    HostResolver resolver =
        host -> List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getLoopbackAddress());
    try (LoopbackServer server = LoopbackServer.answering(OK);
        Fixture fixture = new Fixture(resolver)) {
      assertThat(fixture.fetch(get(server.uri("two.example")))).isEqualTo("ok");
    }
  }

  @Test
  void sendsNothingOnceClosed() throws IOException {
    try (LoopbackServer server = LoopbackServer.answering(OK);
        Fixture fixture = new Fixture()) {
      fixture.fetch(get(server.uri()));
      fixture.stop();
      assertThat(fixture.client().openConnections()).isZero();
      assertThat(codeOf(() -> fixture.fetch(get(server.uri())))).isEqualTo(OVERLOADED);
    }
  }

  @Test
  void printsNoSecret() {
    UpstreamRequest request =
        request(
            "GET",
            URI.create("http://host.example/?key=canary"),
            List.of(new Header("x-api-key", "canary")),
            "canary",
            Fixture.PATIENT);
    assertThat(request.toString()).contains("host.example").doesNotContain("canary");
    assertThat(request.headers().toString()).contains("x-api-key").doesNotContain("canary");
  }
}
