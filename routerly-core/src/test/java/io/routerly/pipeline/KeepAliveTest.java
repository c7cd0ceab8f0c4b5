package io.routerly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallStatus;
import io.routerly.domain.UsageRecord;
import io.routerly.upstream.CancelSignal;
import io.routerly.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client hears while its provider says nothing. */
class KeepAliveTest {
  @ParameterizedTest
  @CsvSource({
    "OPENAI_CHAT, ': keep-alive|'",
    "OPENAI_RESPONSES, ': keep-alive|'",
    "ANTHROPIC_MESSAGES, 'event: ping|data: {\"type\":\"ping\"}||'",
    "OPAQUE, ''"
  })
  void sendsASignOfLifeAfterSilenceAndChangesNothingElse(WireFormat format, String sign)
      throws IOException {
    List<String> events = Streams.of(format);
    String first = events.get(0) + events.get(1) + events.get(2);
    String rest = String.join("", events.subList(3, events.size()));
    RelayFixture call = new RelayFixture(format, Streams.request());
    call.answers.add(
        MemoryResponse.stream()
            .piece(first)
            .piece(rest)
            .inSilence(() -> {}, () -> look(call, 31), () -> look(call, 31)));
    ByteArrayOutputStream client = new ByteArrayOutputStream();

    call.call(client);

    assertThat(client.toString(UTF_8)).isEqualTo(first + sign.replace('|', '\n').repeat(2) + rest);
  }

  @Test
  void sendsNothingWhileTheStreamGoesOn() throws IOException {
    RelayFixture call = new RelayFixture(WireFormat.OPENAI_CHAT, Streams.request());
    MemoryResponse response = MemoryResponse.stream();
    for (int i = 0; i < 9; i++) {
      response.piece("data: {\"choices\":[]}\n\n").inSilence(() -> look(call, 15));
    }
    call.answers.add(response.piece("data: [DONE]\n\n"));
    ByteArrayOutputStream client = new ByteArrayOutputStream();

    call.call(client);

    assertThat(client.toString(UTF_8)).doesNotContain("keep-alive");
  }

  @Test
  void putsNothingIntoTheMiddleOfALineEnd() throws IOException {
    RelayFixture call = new RelayFixture(WireFormat.OPENAI_CHAT, Streams.request());
    String stream = "data: {\"choices\":[]}\r\n\r\ndata: [DONE]\r\n\r\n";
    int half = stream.indexOf("\ndata: [");
    call.answers.add(
        MemoryResponse.stream()
            .piece(stream.substring(0, half))
            .piece(stream.substring(half))
            .inSilence(() -> {}, () -> look(call, 40)));
    ByteArrayOutputStream client = new ByteArrayOutputStream();

    call.call(client);

    assertThat(client.toString(UTF_8)).isEqualTo(stream);
  }

  @Test
  void cancelsTheProvidersCallWhenTheSignFindsTheClientGone() throws IOException {
    RelayFixture call = new RelayFixture(WireFormat.OPENAI_CHAT, Streams.request());
    call.answers.add(
        MemoryResponse.stream()
            .piece("data: {\"choices\":[]}\n\n")
            .inSilence(() -> {}, () -> look(call, 20))
            .thenBreak());
    OutputStream gone =
        new ByteArrayOutputStream() {
          @Override
          public void write(byte[] bytes) throws IOException {
            throw new IOException("gone");
          }
        };

    call.call(gone);

    assertThat(call.cancel.isCancelled()).isTrue();
    assertThat(call.records).extracting(UsageRecord::status).containsExactly(CallStatus.ABORTED);
  }

  @Test
  void looksOnWhileAClientTakesNothing() {
    Deque<Runnable> stuck = new ArrayDeque<>();
    KeepAlive keepAlive = new KeepAlive(stuck::add, () -> {});
    ByteArrayOutputStream client = new ByteArrayOutputStream();
    ClientStream stream = new ClientStream(client, new byte[] {':'}, new CancelSignal(), keepAlive);
    for (int i = 0; i < 100; i++) {
      keepAlive.look();
    }
    assertThat(stuck).hasSize(1);
    stream.close();
    stuck.remove().run();
    assertThat(client.size()).isZero();
  }

  private static void look(RelayFixture call, int times) {
    for (int i = 0; i < times; i++) {
      call.keepAlive.look();
    }
  }
}
