package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.routerly.cli.Environment;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What the whole jar answers to requests that nobody should send. */
class HostileRequestTest {
  private static final String BODY =
      "{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

  private static DemoHome home;
  private static RunningService service;

  @BeforeAll
  static void start() throws IOException {
    LogbackSetup.adoptJavaLogging();
    Environment environment = name -> Optional.ofNullable(Map.of("ROUTERLY_PORT", "0").get(name));
    home = DemoHome.create();
    service = RunningService.start(home.gateway(), Overrides.of(environment).orHost("127.0.0.1"));
    LOG.start();
    root().addAppender(LOG);
  }

  @AfterAll
  static void stop() {
    root().detachAppender(LOG);
    service.close();
    home.delete();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  /** How an answer tells of an error. */
  private enum Envelope {
    OPENAI("{\"error\":{\"message\":"),
    ANTHROPIC("{\"type\":\"error\",\"error\":{\"type\":"),
    MANAGEMENT("{\"error\":\""),
    NONE("");

    private final String start;

    Envelope(String start) {
      this.start = start;
    }
  }

  /**
   * A request and what is expected of its answer.
   *
   * @param lines request line and headers, without {@code Host} where they bring it
   * @param heldBack a body that is sent after the answer
   */
  private record Case(
      String name, String lines, String body, int status, Envelope envelope, String heldBack) {
    @Override
    public String toString() {
      return name;
    }

    String bytes() {
      String host = lines.contains("Host:") || lines.contains("HTTP/1.0") ? "" : "\nHost: x";
      return (lines + host).replace("%TOKEN", home.token()).replace("\n", "\r\n")
          + "\r\n\r\n"
          + body;
    }
  }

  private static Case get(String name, String target, int status, Envelope envelope) {
    return new Case(name, "GET " + target + " HTTP/1.1", "", status, envelope, "");
  }

  private static Case post(String name, String path, String headers, int status, Envelope says) {
    String length =
        headers.contains("Transfer-Encoding") ? "" : "\nContent-Length: " + BODY.length();
    return new Case(
        name, "POST " + path + " HTTP/1.1\n" + headers + length, BODY, status, says, "");
  }

  static Stream<Case> requests() {
    String chat = "/v1/chat/completions";
    String json = "Content-Type: application/json";
    String bearer = "Authorization: Bearer %TOKEN";
    String known = bearer + "\n" + json;
    return Stream.of(
        get("a path that is badly encoded", "/v1/%zz", 400, Envelope.OPENAI),
        get("one of Anthropic's API", "/v1/messages/%zz", 400, Envelope.ANTHROPIC),
        get("one of the management API", "/api/models/%", 400, Envelope.MANAGEMENT),
        get("a path with braces", "/v1/files/{a}", 400, Envelope.OPENAI),
        get("a query that is badly encoded", "/api/usage?x=%zz", 400, Envelope.MANAGEMENT),
        get("a path that is no UTF-8", "/api/models/%ff", 401, Envelope.MANAGEMENT),
        get("an unknown path", "/nothing", 404, Envelope.MANAGEMENT),
        get("no credentials", "/v1/models", 401, Envelope.OPENAI),
        new Case(
            "a host that is no host of a URI",
            "GET /health HTTP/1.1\nHost: my_gateway:3000",
            "",
            200,
            Envelope.NONE,
            ""),
        new Case(
            "a host and a path that are no URI",
            "GET /v1/%zz HTTP/1.1\nHost: my_gateway:3000",
            "",
            400,
            Envelope.OPENAI,
            ""),
        new Case("HTTP/1.0 without a host", "GET /health HTTP/1.0", "", 200, Envelope.NONE, ""),
        new Case("OPTIONS", "OPTIONS " + chat + " HTTP/1.1", "", 200, Envelope.NONE, ""),
        new Case("TRACE", "TRACE /v1/models HTTP/1.1", "", 405, Envelope.OPENAI, ""),
        new Case(
            "no body",
            "POST " + chat + " HTTP/1.1\n" + known + "\nContent-Length: 0",
            "",
            400,
            Envelope.OPENAI,
            ""),
        new Case(
            "a body in chunks",
            "POST " + chat + " HTTP/1.1\n" + known + "\nTransfer-Encoding: chunked",
            Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n",
            200,
            Envelope.NONE,
            ""),
        new Case(
            "a body that waits although nobody is let in",
            "POST " + chat + " HTTP/1.1\n" + json + "\nExpect: 100-continue\nContent-Length: 9",
            "",
            401,
            Envelope.OPENAI,
            "123456789"),
        post("broken gzip", chat, known + "\nContent-Encoding: gzip", 400, Envelope.OPENAI),
        post(
            "an encoding nobody knows",
            chat,
            known + "\nContent-Encoding: x",
            415,
            Envelope.OPENAI),
        post("a senseless type", chat, bearer + "\nContent-Type: ;;;", 400, Envelope.OPENAI),
        post("a senseless Accept", chat, known + "\nAccept: ///", 400, Envelope.OPENAI),
        post(
            "the same, Anthropic",
            "/v1/messages",
            known + "\nAccept: ///",
            400,
            Envelope.ANTHROPIC),
        post("two credentials", chat, known + "\nx-api-key: sk-rt-x", 401, Envelope.OPENAI),
        post("one credential twice", chat, known + "\nx-api-key: %TOKEN", 200, Envelope.NONE),
        post("no credential", "/v1/messages", json, 401, Envelope.ANTHROPIC),
        post(
            "no JSON by its type",
            "/api/auth/login",
            "Content-Type: text/plain",
            415,
            Envelope.MANAGEMENT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void answersInTheEnvelopeOfThePathAndLogsNothing(Case wanted) throws IOException {
    LOG.list.clear();
    try (RawClient client = new RawClient(service.uri().getPort())) {
      String answer = client.send(wanted.bytes()).answer();

      assertThat(answer).startsWith("HTTP/1.1 " + wanted.status());
      assertThat(answer).containsPattern("(?i)x-routerly-trace-id: trc_\\w{16}\r\n");
      assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4))
          .startsWith(wanted.envelope().start);
      if (wanted.envelope() != Envelope.NONE) {
        assertThat(answer).containsPattern("(?i)x-routerly-error: \\w+\r\n");
      }
      requireConsistent(client, answer, wanted);
    }
    assertThat(LOG.list).isEmpty();
  }

  /** A connection is closed if the answer says so, and can be used again if not. */
  private static void requireConsistent(RawClient client, String answer, Case wanted)
      throws IOException {
    if (answer.contains("Connection: close") || wanted.lines().contains("HTTP/1.0")) {
      assertThat(client.send(wanted.heldBack()).rest()).isEmpty();
    } else {
      assertThat(client.send(RawClient.get("/health")).answer()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void asksForABodyThatIsLetIn() throws IOException {
    try (RawClient client = new RawClient(service.uri().getPort())) {
      String call =
          RawClient.chat(home.token(), "")
              .replace("Content-Length: 0", "Content-Length: " + BODY.length());
      client.send(call.replace("Host:", "Expect: 100-continue\r\nHost:"));
      assertThat(client.head()).startsWith("HTTP/1.1 100");

      assertThat(client.send(BODY).answer()).startsWith("HTTP/1.1 200");
      assertThat(client.send(RawClient.get("/health")).answer()).startsWith("HTTP/1.1 200");
    }
  }
}
