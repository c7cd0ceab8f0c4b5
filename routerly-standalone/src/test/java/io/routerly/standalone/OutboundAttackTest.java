package io.routerly.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import io.routerly.cli.Environment;
import io.routerly.upstream.HostResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Leads the whole service astray by the URLs that people may give it: names that change what they
 * mean, and addresses in every spelling. No request leaves this machine, whatever becomes of it.
 */
class OutboundAttackTest {
  /** A name whose owner answers each question as they like. */
  private static final String NAME = "rebinding.example";

  private static final Pattern NUMBER =
      Pattern.compile("(0[xX])?[0-9a-fA-F]+(\\.(0[xX])?[0-9a-fA-F]+)*");

  private static final String METADATA = "169.254.169.254";

  private static final String CHAT =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  private static final String IMAGE =
      "{\"model\":\"g\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
          + "\"image_url\":{\"url\":\"http://%s:%d/i.png\"}}]}]}";

  private static final byte[] ANSWER =
      ("{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
              + "\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},\"finish_reason\":\"stop\"}],"
              + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}")
          .getBytes(UTF_8);

  private static final ConcurrentLinkedDeque<String> TURNS = new ConcurrentLinkedDeque<>();
  private static final List<String> REACHED = new CopyOnWriteArrayList<>();

  private static HttpServer inner;
  private static RunningService service;
  private static String session;
  private static String token;
  private static String tokenForImages;

  /** Moves on by hand, so that no limit on tries hides an answer. */
  private static final class HandClock extends Clock {
    private volatile Instant now = Instant.now();

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final HandClock CLOCK = new HandClock();

  /** Gives each turn's addresses for the name, the last ones for ever. */
  private static List<InetAddress> resolve(String host) throws UnknownHostException {
    if (!host.equals(NAME)) {
      return asLibrariesDo(host);
    }
    String turn = TURNS.size() > 1 ? TURNS.remove() : TURNS.element();
    List<InetAddress> found = new ArrayList<>();
    for (String address : turn.split(" ", -1)) {
      found.add(InetAddress.getByName(address));
    }
    return found;
  }

  /**
   * Returns the address that a number stands for as C libraries read it, in octal and hexadecimal
   * and with fewer parts than four, which Java reads otherwise, or asks others for.
   */
  private static List<InetAddress> asLibrariesDo(String host) throws UnknownHostException {
    String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (!NUMBER.matcher(plain).matches()) {
      return HostResolver.SYSTEM.resolve(plain);
    }
    String[] parts = plain.split("\\.", -1);
    long all = Long.decode(parts[parts.length - 1]);
    for (int i = 0; i < parts.length - 1; i++) {
      all |= Long.decode(parts[i]) << (24 - 8 * i);
    }
    byte[] bytes = {(byte) (all >> 24), (byte) (all >> 16), (byte) (all >> 8), (byte) all};
    return List.of(InetAddress.getByAddress(bytes));
  }

  @BeforeAll
  static void serve(@TempDir Path home) throws IOException {
    inner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    inner.createContext("/", OutboundAttackTest::answer);
    inner.start();
    Gateway gateway =
        Gateway.open(
            new GatewayOptions(
                home,
                CLOCK,
                new SecureRandom(),
                name -> Optional.ofNullable(Map.of("ROUTERLY_SETUP_CODE", "code").get(name)),
                OutboundAttackTest::resolve));
    Environment environment = name -> Optional.ofNullable(Map.of("ROUTERLY_PORT", "0").get(name));
    service = RunningService.start(gateway, Overrides.of(environment).orHost("127.0.0.1"));
    Operator operator = new Operator(service.uri());
    session =
        operator
            .post("api/setup/first-admin", Operator.ADMIN.formatted(",\"setupCode\":\"code\""))
            .getString("token");
    operator = operator.signIn();
    operator.post("api/models", model("m", "custom", NAME));
    operator.post("api/models", model("g", "gemini", "127.0.0.1"));
    token = tokenOf(operator, "m");
    tokenForImages = tokenOf(operator, "g");
  }

  /** Returns a token of a new project with that model alone. */
  private static String tokenOf(Operator operator, String model) {
    operator.post(
        "api/projects",
        "{\"name\":\"%1$s\",\"slug\":\"%1$s\",\"models\":[\"%1$s\"]}".formatted(model));
    return operator.post("api/projects/" + model + "/tokens", "{}").getString("token");
  }

  private static String model(String id, String provider, String host) {
    return "{\"id\":\"%s\",\"provider\":\"%s\",\"baseUrl\":\"http://%s:%d/v1\",\"apiKey\":\"k\"}"
        .formatted(id, provider, host, port());
  }

  private static int port() {
    return inner.getAddress().getPort();
  }

  /** Each connection is good for one request, so that the next one asks for the name again. */
  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    REACHED.add(exchange.getRequestURI().getPath());
    exchange.getResponseHeaders().add("Connection", "close");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, ANSWER.length);
    exchange.getResponseBody().write(ANSWER);
    exchange.close();
  }

  @AfterAll
  static void stop() {
    service.close();
    inner.stop(0);
  }

  @BeforeEach
  void begin() throws IOException {
    CLOCK.now = CLOCK.now.plus(Duration.ofMinutes(1));
    TURNS.clear();
    REACHED.clear();
    allow("");
  }

  private static void turns(String... addresses) {
    TURNS.clear();
    TURNS.addAll(List.of(addresses));
  }

  private static String ask(String request) throws IOException {
    try (RawClient client = new RawClient(service.uri().getPort())) {
      return client.send(request).answer();
    }
  }

  private static String manage(String method, String path, String body) throws IOException {
    return ask(
        RawClient.post(path, body)
            .replaceFirst("POST", method)
            .replaceFirst(
                "Host:",
                "Authorization: Bearer "
                    + session
                    + "\r\nContent-Type: application/json\r\nHost:"));
  }

  private static void allow(String host) throws IOException {
    String hosts = host.isEmpty() ? "" : '"' + host + '"';
    assertThat(manage("PATCH", "/api/settings", "{\"outboundAllow\":[" + hosts + "]}"))
        .startsWith("HTTP/1.1 200");
  }

  private static String hook(String url) throws IOException {
    return manage(
        "POST",
        "/api/notifications/test",
        "{\"channel\":{\"type\":\"webhook\",\"name\":\"h\",\"format\":\"slack\",\"url\":\""
            + url
            + "\"}}");
  }

  private static String hookAtName() throws IOException {
    return hook("http://" + NAME + ":" + port() + "/hook");
  }

  @Test
  void aModelWhoseNameTurnsIntoTheMetadataServiceIsNotAskedThere() throws IOException {
    turns("127.0.0.1", METADATA);

    assertThat(ask(RawClient.chat(token, CHAT))).startsWith("HTTP/1.1 200");
    assertThat(ask(RawClient.chat(token, CHAT)))
        .startsWith("HTTP/1.1 502")
        .contains("reserved address: refused");
    assertThat(REACHED).containsExactly("/v1/chat/completions");
  }

  @Test
  void aNameWithAGoodAndABadAddressIsNotAskedAtAll() throws IOException {
    turns("127.0.0.1 " + METADATA);
    assertThat(ask(RawClient.chat(token, CHAT)))
        .startsWith("HTTP/1.1 502")
        .contains("reserved address: refused");

    turns("192.0.2.1 127.0.0.1");
    assertThat(hookAtName()).startsWith("HTTP/1.1 502").contains("private address");

    assertThat(REACHED).isEmpty();
  }

  @Test
  void aWebhookWhoseNameTurnsInwardIsNotSent() throws IOException {
    turns("127.0.0.1");
    assertThat(hookAtName()).startsWith("HTTP/1.1 502").contains("private address");
    assertThat(REACHED).isEmpty();

    allow(NAME);
    turns("127.0.0.1", METADATA);
    assertThat(hookAtName()).startsWith("HTTP/1.1 200");
    assertThat(hookAtName()).startsWith("HTTP/1.1 502").contains("reserved address: refused");
    assertThat(REACHED).containsExactly("/hook");
  }

  @Test
  void anImageWhoseNameLeadsInwardIsNotFetched() throws IOException {
    String call = RawClient.chat(tokenForImages, IMAGE.formatted(NAME, port()));
    turns("127.0.0.1");
    assertThat(ask(call)).doesNotStartWith("HTTP/1.1 200");
    assertThat(REACHED).doesNotContain("/i.png");

    allow(NAME);
    String known = ask(call);
    assertThat(REACHED).as(known).contains("/i.png");
    REACHED.clear();
    turns(METADATA);
    assertThat(ask(call)).doesNotStartWith("HTTP/1.1 200");
    assertThat(REACHED).doesNotContain("/i.png");
  }

  @Test
  void anIdentityProviderThatTurnsIntoTheMetadataServiceIsNotAskedThere() throws IOException {
    turns(METADATA);
    assertThat(
            manage(
                "PATCH",
                "/api/settings",
                "{\"publicUrl\":\"https://gateway.example\",\"oidc\":{\"issuer\":\"https://"
                    + NAME
                    + "\",\"clientId\":\"c\",\"defaultRole\":\"viewer\"}}"))
        .startsWith("HTTP/1.1 200");

    assertThat(ask(RawClient.get("/api/auth/oidc/start")))
        .startsWith("HTTP/1.1 502")
        .contains("reserved address: refused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "127.0.0.1.",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[::ffff:0:7f00:1]",
        "[2002:7f00:1::]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "0",
        "0.0.0.0",
        "[::]",
        "user@127.0.0.1",
        "example.com@127.0.0.1",
        "127.0.0.1%23@example.com",
        "127\\u30020\\u30020\\u30021",
        "\\uff11\\uff12\\uff17.0.0.1"
      })
  void noSpellingOfAnInnerAddressGetsAWebhookThere(String host) throws IOException {
    assertThat(hook("http://" + host + ":" + port() + "/hook"))
        .containsPattern("HTTP/1.1 (400|502) ")
        .doesNotContain("too_many_attempts");
    assertThat(REACHED).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        METADATA,
        "2852039166",
        "0xa9fea9fe",
        "0xa9.0xfe.0xa9.0xfe",
        "169.16689662",
        "[::ffff:169.254.169.254]",
        "[::ffff:a9fe:a9fe]",
        "[::a9fe:a9fe]",
        "[2002:a9fe:a9fe::1]",
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b:1:a9fe:a9:fe00:808:808]",
        "[fd00:ec2::254]",
        "[fd00:ec2::23]",
        "[fe80::1]",
        "100.100.100.200",
        "168.63.129.16",
        "0.0.0.0",
        "[::]",
        "224.0.0.1",
        "255.255.255.255"
      })
  void noSpellingOfAForbiddenAddressIsThatOfAModel(String host) throws IOException {
    String changed =
        manage(
            "PATCH",
            "/api/models/m",
            "{\"baseUrl\":\"http://" + host + ":" + port() + "/v1\",\"apiKey\":\"k\"}");
    try {
      assertThat(changed).startsWith("HTTP/1.1 200");
      assertThat(ask(RawClient.chat(token, CHAT)))
          .startsWith("HTTP/1.1 502")
          .contains("reserved address: refused");
      assertThat(REACHED).isEmpty();
    } finally {
      assertThat(
              manage(
                  "PATCH",
                  "/api/models/m",
                  "{\"baseUrl\":\"http://" + NAME + ":" + port() + "/v1\",\"apiKey\":\"k\"}"))
          .startsWith("HTTP/1.1 200");
    }
  }
}
