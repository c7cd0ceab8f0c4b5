package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests whose end two servers may see at different places. Each is refused, or its connection
 * ends after its answer, so that no proxy in front can be made to take one answer for another.
 */
class SmugglingTest {
  private static AttackedService service;

  @BeforeAll
  static void start() throws IOException {
    service = new AttackedService();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static final String SMUGGLED = "GET /api/setup/status HTTP/1.1\r\nHost: x\r\n\r\n";

  private record Attack(String name, String headers, String body) {
    @Override
    public String toString() {
      return name;
    }

    String bytes() {
      return "POST /api/auth/logout HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          + headers
          + "\r\n\r\n"
          + body
          + SMUGGLED;
    }
  }

  private static Attack attack(String name, String headers, String body) {
    return new Attack(name, headers, body);
  }

  static Stream<Attack> attacks() {
    String te = "Transfer-Encoding: chunked";
    String end = "0\r\n\r\n";
    return Stream.of(
        attack("both lengths", "Content-Length: 4\r\n" + te, end),
        attack("both lengths, the other way round", te + "\r\nContent-Length: 4", end),
        attack("two lengths", "Content-Length: 0\r\nContent-Length: 50", ""),
        attack("two lengths in one", "Content-Length: 0, 50", ""),
        attack("a length with a sign", "Content-Length: +0", ""),
        attack("a negative length", "Content-Length: -1", ""),
        attack("a length in hex", "Content-Length: 0x0", ""),
        attack("a length with a space in it", "Content-Length: 0 0", ""),
        attack("a length that overflows", "Content-Length: 18446744073709551616", ""),
        attack("no length at all in a length", "Content-Length:", ""),
        attack("a space before the colon of a length", "Content-Length : 50", ""),
        attack("a space before the colon", "Transfer-Encoding : chunked", end),
        attack("a tab before the colon", "Transfer-Encoding\t: chunked", end),
        attack("another encoding", "Transfer-Encoding: xchunked", end),
        attack("identity", "Transfer-Encoding: identity\r\nContent-Length: 5", end),
        attack("chunked before another", "Transfer-Encoding: chunked, identity", end),
        attack("chunked twice", "Transfer-Encoding: chunked, chunked", end),
        attack("two encodings", te + "\r\nTransfer-Encoding: x", end),
        attack("gzip, chunked", "Transfer-Encoding: gzip, chunked", end),
        attack("in quotes", "Transfer-Encoding: \"chunked\"", end),
        attack("after a vertical tab", "Transfer-Encoding: \u000bchunked", end),
        attack("with a zero byte", "Transfer-Encoding: chunked\u0000", end),
        attack("on a folded line", "Transfer-Encoding:\r\n chunked", end),
        attack("a header without a colon", "Nonsense\r\nContent-Length: 0", ""),
        attack("a header without a name", ": x\r\nContent-Length: 0", ""),
        attack("a name with a space", "X Y: z\r\nContent-Length: 0", ""),
        attack("a bare carriage return", "X: a\rContent-Length: 50\r\nContent-Length: 0", ""),
        attack("a bare line feed", "X: a\nContent-Length: 50\r\nContent-Length: 0", ""),
        attack("a zero byte in a value", "X: a\u0000b\r\nContent-Length: 0", ""),
        attack("a chunk's length that is none", te, "g\r\n" + end),
        attack("a negative chunk", te, "-1\r\n" + end),
        attack("a chunk in hex", te, "0x1\r\na\r\n" + end),
        attack("a chunk that overflows", te, "FFFFFFFFFFFFFFFFF\r\n" + end),
        attack("a chunk that overflows an int", te, "100000000\r\n" + end),
        attack("a chunk of another length", te, "1\r\nab\r\n" + end),
        attack("a chunk that a line feed ends", te, "1\na\n0\n\n"),
        attack("a chunk's extension with a line feed", te, "1;a\nb\r\na\r\n" + end));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void nothingIsServedThatWasHidden(Attack attack) throws IOException {
    String answers = service.everything(attack.bytes());

    assertThat(answers).matches("(?s)(HTTP/1\\.1 4.*)?").doesNotContain("configured");
    assertThat(answers.split("HTTP/1\\.1 ", -1)).hasSizeLessThanOrEqualTo(2);
    assertThat(service.logged()).isEmpty();
  }

  /** Without which the others would prove nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\n\r\n{}",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
      })
  void whatFollowsAnHonestRequestIsServed(String rest) throws IOException {
    try (RawClient client = service.client()) {
      client.send(
          "POST /api/auth/logout HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + rest
              + SMUGGLED);

      assertThat(client.answer()).startsWith("HTTP/1.1 204");
      assertThat(client.answer()).contains("configured");
    }
  }

  static Stream<String> lines() {
    return Stream.of(
        "GET /api/setup/status HTTP/2.0",
        "GET /api/setup/status HTTP/9.9",
        "GET /api/setup/status HTTP/1.1x",
        "GET /api/setup/status XTTP/1.1",
        "GET /api/setup/status HTTP/1.1\r\n Host: y",
        "GET /api/setup/status\u0000 HTTP/1.1",
        "GET /api/setup/status\tx HTTP/1.1",
        "G\u0000T /api/setup/status HTTP/1.1",
        "G(T /api/setup/status HTTP/1.1");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void aRequestLineThatIsNoneIsRefused(String line) throws IOException {
    String answers = service.everything(line + "\r\nHost: x\r\n\r\n" + SMUGGLED);

    assertThat(answers).matches("(?s)HTTP/1\\.1 (4\\d\\d|505) .*");
    assertThat(service.logged()).isEmpty();
  }
}
