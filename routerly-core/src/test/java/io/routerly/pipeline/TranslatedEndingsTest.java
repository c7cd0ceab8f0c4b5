package io.routerly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.ApiFormat;
import io.routerly.domain.CallStatus;
import io.routerly.domain.Model;
import io.routerly.error.GatewayException;
import io.routerly.provider.Dialect;
import io.routerly.provider.KnownDialects;
import io.routerly.testkit.wire.Fixtures;
import io.routerly.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A translated stream is told as ended once, and last, however the provider's stream ends. */
class TranslatedEndingsTest {
  private static final Pattern CLOSING =
      Pattern.compile(
          "data: \\[DONE].*|event: (message_stop|response\\.(completed|incomplete))\\n.*");
  private static final Pattern FAILING =
      Pattern.compile("data: \\{\"error\":.*|event: (error|response\\.failed)\\n.*");

  private static final List<WireFormat> CLIENTS =
      List.of(WireFormat.OPENAI_CHAT, WireFormat.OPENAI_RESPONSES, WireFormat.ANTHROPIC_MESSAGES);

  private static String request(WireFormat client) {
    String turns = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
    String asked = client == WireFormat.OPENAI_RESPONSES ? "\"input\":\"Hi\"" : turns;
    return "{\"model\":\"gpt-5\",\"stream\":true,\"max_tokens\":9," + asked + "}";
  }

  /** A format that providers speak, where its recorded streams are, and how it tells of errors. */
  enum Provider {
    CHAT(
        "openai-chat",
        WireFormat.OPENAI_CHAT,
        ApiFormat.OPENAI,
        "data: {\"error\":{\"message\":\"No.\"}}\n\n"),
    RESPONSES(
        "openai-responses",
        WireFormat.OPENAI_RESPONSES,
        ApiFormat.OPENAI_RESPONSES,
        "event: error\ndata: {\"type\":\"error\",\"code\":\"x\",\"message\":\"No.\"}\n\n"),
    MESSAGES(
        "anthropic-messages",
        WireFormat.ANTHROPIC_MESSAGES,
        ApiFormat.ANTHROPIC,
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"No.\"}}\n\n"),
    GEMINI(
        "gemini-generate",
        WireFormat.GEMINI,
        ApiFormat.GEMINI,
        "data: {\"error\":{\"code\":500,\"message\":\"No.\",\"status\":\"INTERNAL\"}}\n\n");

    private final String folder;
    private final WireFormat format;
    private final ApiFormat apiFormat;
    private final String error;

    Provider(String folder, WireFormat format, ApiFormat apiFormat, String error) {
      this.folder = folder;
      this.format = format;
      this.apiFormat = apiFormat;
      this.error = error;
    }

    Stream<Recorded> recorded() {
      return Fixtures.names(folder, ".sse").stream().map(name -> new Recorded(this, name));
    }

    Dialect dialect() {
      return KnownDialects.custom(
          new Model(
              "m",
              "custom",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              List.of(),
              true,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(apiFormat),
              Map.of()));
    }
  }

  /** A provider's stream. */
  record Recorded(Provider provider, String name) {
    byte[] bytes() {
      return Fixtures.bytes(provider.folder, name);
    }
  }

  /** What comes after the part of a stream that came. */
  enum Ending {
    CLOSED,
    BROKEN,
    ERROR,
    CLIENT_GONE
  }

  /**
   * One call.
   *
   * @param share how much of the provider's stream comes, in thousandths
   * @param size the bytes of each piece
   */
  record Call(Recorded stream, WireFormat client, Ending ending, int share, int size) {}

  @Provide
  Arbitrary<Call> calls() {
    List<Recorded> streams = Stream.of(Provider.values()).flatMap(Provider::recorded).toList();
    return Combinators.combine(
            Arbitraries.of(streams),
            Arbitraries.of(CLIENTS),
            Arbitraries.of(Ending.class),
            Arbitraries.oneOf(Arbitraries.just(1000), Arbitraries.integers().between(0, 1000)),
            Arbitraries.integers().between(1, 2000))
        .as(Call::new)
        .filter(call -> call.stream().provider().format != call.client());
  }

  @Property(seed = "42", tries = 3000)
  void theEndIsToldOnceAndLast(@ForAll("calls") Call call) throws IOException {
    RelayFixture relay =
        new RelayFixture(call.client(), request(call.client()), call.stream().provider().dialect());
    relay.answers.add(response(call)); // the last model is tried twice
    relay.answers.add(response(call));
    Client client = new Client(call.ending() == Ending.CLIENT_GONE ? call.share() : -1);

    if (!begun(relay, client)) {
      assertThat(client.text()).isEmpty();
      return;
    }

    List<String> events = client.events();
    long ends = events.stream().filter(TranslatedEndingsTest::isEnd).count();
    if (client.left) {
      assertThat(ends).as(client.text()).isLessThanOrEqualTo(1);
    } else {
      assertThat(ends).as(client.text()).isEqualTo(1);
      assertThat(isEnd(events.get(events.size() - 1))).as(client.text()).isTrue();
      assertThat(relay.records.get(relay.records.size() - 1).status())
          .isEqualTo(failed(events) ? CallStatus.ERROR : CallStatus.SUCCESS);
    }
    assertThat(relay.ends).as("the call is settled once").isEqualTo(1);
  }

  private static boolean begun(RelayFixture relay, Client client) throws IOException {
    try {
      relay.call(client);
      return true;
    } catch (GatewayException e) {
      return false;
    } catch (IOException e) {
      assertThat(client.left).isTrue();
      return true;
    }
  }

  private static MemoryResponse response(Call call) {
    byte[] whole = call.stream().bytes();
    int length = (int) (whole.length * (long) call.share() / 1000);
    byte[] stream = Arrays.copyOf(whole, length);
    if (call.ending() == Ending.ERROR) {
      stream =
          (new String(stream, UTF_8) + "\n\n" + call.stream().provider().error).getBytes(UTF_8);
    }
    MemoryResponse response = MemoryResponse.stream();
    for (int from = 0; from < stream.length; from += call.size()) {
      response.piece(stream, from, Math.min(stream.length, from + call.size()));
    }
    return call.ending() == Ending.BROKEN ? response.thenBreak() : response;
  }

  private static boolean isEnd(String event) {
    return CLOSING.matcher(event).lookingAt() || FAILING.matcher(event).lookingAt();
  }

  private static boolean failed(List<String> events) {
    return FAILING.matcher(events.get(events.size() - 1)).lookingAt();
  }

  /** Reads a stream, and leaves after some bytes. */
  private static final class Client extends OutputStream {
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final int most;
    private boolean left;

    /**
     * @param most how many bytes it reads before it leaves; negative: all
     */
    Client(int most) {
      this.most = most;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      left |= most >= 0 && read.size() + length > most;
      if (left) {
        throw new IOException("The client is gone.");
      }
      read.write(bytes, from, length);
    }

    String text() {
      return read.toString(UTF_8);
    }

    List<String> events() {
      return Stream.of(text().split("\n\n", -1)).filter(event -> !event.isBlank()).toList();
    }
  }
}
