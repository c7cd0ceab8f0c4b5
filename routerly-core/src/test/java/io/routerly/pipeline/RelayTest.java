package io.routerly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.CallStatus;
import io.routerly.domain.UsageRecord;
import io.routerly.error.GatewayException;
import io.routerly.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What reaches the client of a stream, and what is accounted for it. */
class RelayTest {
  private static final Pattern ERROR_EVENT =
      Pattern.compile(
          "(data: \\{\"error\":|event: error\ndata: |event: response.failed\ndata: )[^\n]*\n\n");

  @ParameterizedTest(name = "{0}, line ends {1}, broken {2}")
  @CsvSource({
    "OPENAI_CHAT, LF, false",
    "OPENAI_CHAT, CRLF, true",
    "OPENAI_RESPONSES, CRLF, false",
    "OPENAI_RESPONSES, LF, true",
    "ANTHROPIC_MESSAGES, CRLF, false",
    "ANTHROPIC_MESSAGES, LF, true"
  })
  void givesWholeEventsAndOneErrorWhereverTheStreamIsCut(
      WireFormat format, String lineEnd, boolean broken) throws IOException {
    List<String> events = Streams.of(format);
    byte[] stream = Streams.bytes(events, lineEnd.equals("LF") ? "\n" : "\r\n");
    List<Integer> ends = ends(events, lineEnd.equals("LF") ? "\n" : "\r\n");
    for (int cut = 0; cut < stream.length - 4; cut++) {
      RelayFixture call = new RelayFixture(format, Streams.request());
      for (int attempt = 0; attempt < 2; attempt++) {
        MemoryResponse response = MemoryResponse.stream().piece(stream, 0, cut);
        call.answers.add(broken ? response.thenBreak() : response);
      }
      ByteArrayOutputStream client = new ByteArrayOutputStream();

      boolean begun = passed(call, client);

      String all = client.toString(UTF_8);
      String error = all.substring(Math.max(0, lastErrorIn(all)));
      byte[] before = Arrays.copyOf(client.toByteArray(), client.size() - bytes(error).length);
      if (begun) {
        assertThat(error).as("cut at %d", cut).matches(ERROR_EVENT);
        assertThat(before)
            .as("cut at %d", cut)
            .isEqualTo(Arrays.copyOf(stream, endBefore(cut, ends, stream)));
        assertThat(call.ends).isEqualTo(1);
        assertThat(call.records.get(0).status()).isEqualTo(CallStatus.ERROR);
        assertThat(call.records.get(0).error().orElseThrow().code())
            .isEqualTo("provider_interrupted");
      } else {
        assertThat(client.size()).as("cut at %d", cut).isZero();
      }
    }
  }

  private static boolean passed(RelayFixture call, OutputStream client) throws IOException {
    try {
      call.call(client);
      return true;
    } catch (GatewayException e) {
      return false;
    }
  }

  private static int lastErrorIn(String text) {
    return Math.max(
        text.lastIndexOf("data: {\"error\":"),
        Math.max(text.lastIndexOf("event: error\n"), text.lastIndexOf("event: response.failed\n")));
  }

  private static List<Integer> ends(List<String> events, String lineEnd) {
    List<Integer> ends = new ArrayList<>(List.of(0));
    for (String event : events) {
      ends.add(ends.get(ends.size() - 1) + Streams.bytes(List.of(event), lineEnd).length);
    }
    return ends;
  }

  /** A blank line or a CR ends what comes before it, and a comment ends with its line. */
  private static int endBefore(int cut, List<Integer> ends, byte[] stream) {
    int best = 0;
    for (int end : ends) {
      boolean endsInCrLf = end > 1 && stream[end - 2] == '\r';
      best = end <= cut ? end : endsInCrLf && end - 1 <= cut ? end - 1 : best;
    }
    boolean blank = cut > best && (stream[best] == '\n' || stream[best] == '\r');
    return blank ? cut : best;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GEMINI") // which no client speaks
  void passesEveryByteHoweverTheStreamArrives(WireFormat format) throws IOException {
    for (String lineEnd : List.of("\n", "\r", "\r\n")) {
      byte[] stream = Streams.bytes(Streams.of(format), lineEnd);
      for (int size = 1; size <= stream.length; size++) {
        RelayFixture call = new RelayFixture(format, Streams.request());
        call.answers.add(inPieces(stream, size));
        ByteArrayOutputStream client = new ByteArrayOutputStream();

        call.call(client);

        assertThat(client.toByteArray()).as("pieces of %d", size).isEqualTo(stream);
        assertThat(call.records).hasSize(1);
        assertThat(call.records.get(0).status()).isEqualTo(CallStatus.SUCCESS);
        assertThat(call.records.get(0).tokens().output()).isEqualTo(7);
      }
    }
  }

  @Test
  void leavesOutTheUsageChunkAndNothingElseHoweverTheStreamArrives() throws IOException {
    List<String> events = Streams.of(WireFormat.OPENAI_CHAT);
    List<String> without = new ArrayList<>(events);
    without.remove(events.size() - 2);
    for (String lineEnd : List.of("\n", "\r", "\r\n")) {
      byte[] stream = Streams.bytes(events, lineEnd);
      for (int size = 1; size <= stream.length; size++) {
        RelayFixture call =
            new RelayFixture(WireFormat.OPENAI_CHAT, "{\"model\":\"gpt-5\",\"stream\":true}");
        call.answers.add(inPieces(stream, size));
        ByteArrayOutputStream client = new ByteArrayOutputStream();

        call.call(client);

        assertThat(client.toString(UTF_8))
            .as("pieces of %d", size)
            .isEqualTo(new String(Streams.bytes(without, lineEnd), UTF_8));
      }
    }
  }

  @Test
  void sendsTheGoodEventsThatCameInOnePieceWithGarbage() throws IOException {
    RelayFixture call = new RelayFixture(WireFormat.OPENAI_CHAT, Streams.request());
    String good = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n";
    call.answers.add(MemoryResponse.stream().piece(good + "data: <html>\n\n"));
    ByteArrayOutputStream client = new ByteArrayOutputStream();

    call.call(client);

    assertThat(client.toString(UTF_8))
        .startsWith(good + "data: {\"error\":")
        .contains("provider_bad_response")
        .doesNotContain("html");
  }

  @Test
  void tellsOnceOfAFailureThatTheProviderHidInAChoice() throws IOException {
    RelayFixture call = new RelayFixture(WireFormat.OPENAI_CHAT, Streams.request());
    String good = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n";
    String bad = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}\n\n";
    String usage = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3}}\n\n";
    call.answers.add(MemoryResponse.stream().piece(good).piece(bad + usage + "data: [DONE]\n\n"));
    ByteArrayOutputStream client = new ByteArrayOutputStream();

    call.call(client);

    assertThat(client.toString(UTF_8))
        .startsWith(good + bad + "data: {\"error\":")
        .containsOnlyOnce("{\"error\":");
    assertThat(call.records).extracting(UsageRecord::status).containsExactly(CallStatus.ERROR);
  }

  @Test
  void triesAgainIfTheFirstEventHidesAFailureInAChoice() throws IOException {
    RelayFixture call = new RelayFixture(WireFormat.OPENAI_CHAT, Streams.request());
    call.answers.add(
        MemoryResponse.stream()
            .piece("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}\n\n"));
    String good = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\ndata: [DONE]\n\n";
    call.answers.add(MemoryResponse.stream().piece(good));
    ByteArrayOutputStream client = new ByteArrayOutputStream();

    call.call(client);

    assertThat(client.toString(UTF_8)).isEqualTo(good);
  }

  @Test
  void takesALastEventWithoutItsBlankLineForTheEnd() throws IOException {
    RelayFixture call = new RelayFixture(WireFormat.OPENAI_CHAT, Streams.request());
    String stream = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\ndata: [DONE]";
    call.answers.add(MemoryResponse.stream().piece(stream));
    ByteArrayOutputStream client = new ByteArrayOutputStream();

    call.call(client);

    assertThat(client.toString(UTF_8)).isEqualTo(stream);
  }

  @Test
  void understandsAStreamThatBeginsWithAByteOrderMark() throws IOException {
    RelayFixture call = new RelayFixture(WireFormat.OPENAI_CHAT, Streams.request());
    byte[] stream =
        bytes("\uFEFFdata: {\"choices\":[],\"usage\":{\"prompt_tokens\":3}}\n\ndata: [DONE]\n\n");
    call.answers.add(inPieces(stream, 1));
    ByteArrayOutputStream client = new ByteArrayOutputStream();

    call.call(client);

    assertThat(client.toByteArray()).isEqualTo(stream);
    assertThat(call.records.get(0).tokens().input()).isEqualTo(3);
  }

  @Test
  void waitsNoLongerThanASecondForTheEndOnceTheLastEventIsSent() throws IOException {
    RelayFixture call = new RelayFixture(WireFormat.OPENAI_CHAT, Streams.request());
    String stream = "data: {\"choices\":[]}\n\ndata: [DONE]\n\n";
    MemoryResponse response = MemoryResponse.stream().piece(stream).thenBreak();
    call.answers.add(response);
    ByteArrayOutputStream client = new ByteArrayOutputStream();

    call.call(client);

    assertThat(response.boundedEnd()).contains(Duration.ofSeconds(1));
    assertThat(client.toString(UTF_8)).isEqualTo(stream);
    assertThat(call.records).extracting(UsageRecord::status).containsExactly(CallStatus.SUCCESS);
  }

  @Test
  void takesAClientThatTheServerHasForgottenForGone() {
    RelayFixture call = new RelayFixture(WireFormat.OPENAI_CHAT, Streams.request());
    MemoryResponse response = MemoryResponse.stream().piece("data: {\"choices\":[]}\n\n");
    call.answers.add(response);

    assertThatThrownBy(
            () ->
                call.call(
                    new OutputStream() {
                      @Override
                      public void write(int b) {
                        throw new IllegalStateException("recycled");
                      }
                    }))
        .isInstanceOf(IOException.class);

    assertThat(call.records).extracting(UsageRecord::status).containsExactly(CallStatus.ABORTED);
    assertThat(call.ends).isEqualTo(1);
    assertThat(response.closed()).isTrue();
  }

  @Test
  void accountsACallThatFailsInAWayThatNobodyThoughtOf() {
    RelayFixture call = new RelayFixture(WireFormat.OPENAI_CHAT, Streams.request());
    MemoryResponse response = MemoryResponse.stream().piece("data: {\"choices\":[]}\n\n");
    call.answers.add(response);

    assertThatThrownBy(
            () ->
                call.call(
                    new OutputStream() {
                      @Override
                      public void write(int b) {
                        throw new StackOverflowError();
                      }
                    }))
        .isInstanceOf(StackOverflowError.class);

    assertThat(call.records.get(0).error().orElseThrow().code()).isEqualTo("internal_error");
    assertThat(call.ends).isEqualTo(1);
    assertThat(response.closed()).isTrue();
  }

  @Test
  void servesAndChargesACallThatWasUnderWayWhenTheLedgerBroke() throws IOException {
    RelayFixture call = new RelayFixture(WireFormat.OPENAI_CHAT, Streams.request());
    call.answers.add(MemoryResponse.stream().piece("data: {\"choices\":[]}\n\ndata: [DONE]\n\n"));
    call.ledgerBroken = true;
    ByteArrayOutputStream client = new ByteArrayOutputStream();

    call.call(client);

    assertThat(client.toString(UTF_8)).contains("DONE");
    assertThat(call.charged).hasSize(1).isEqualTo(call.ledger.waiting());
    assertThat(call.ends).isEqualTo(1);
  }

  @Test
  void endsTheReservationAlthoughTheLedgerTakesNothing() throws IOException {
    RelayFixture call = new RelayFixture(WireFormat.OPENAI_CHAT, Streams.request());
    call.answers.add(MemoryResponse.stream().piece("data: {\"choices\":[]}\n\ndata: [DONE]\n\n"));
    call.breakLedger();
    ByteArrayOutputStream client = new ByteArrayOutputStream();

    call.call(client);

    assertThat(client.toString(UTF_8)).contains("usage_store_unavailable").doesNotContain("DONE");
    assertThat(call.charged).isEmpty();
    assertThat(call.ends).isEqualTo(1);
  }

  @Test
  void closesTheProvidersPartOfAnAbandonedAnswerAlthoughTheLedgerTakesNothing() {
    RelayFixture call = new RelayFixture(WireFormat.OPENAI_CHAT, Streams.request());
    MemoryResponse response = MemoryResponse.stream().piece("data: {\"choices\":[]}\n\n");
    call.answers.add(response);
    var accepted = call.dispatch();
    call.breakLedger();

    assertThatThrownBy(() -> call.relay().abandon(accepted)).isInstanceOf(GatewayException.class);

    assertThat(response.closed()).isTrue();
    assertThat(call.ends).isEqualTo(1);
  }

  @Test
  void chargesWhatAFailedAttemptReportedBesideWhatTheNextOneUsed() throws IOException {
    RelayFixture call = new RelayFixture(WireFormat.OPENAI_CHAT, "{\"model\":\"gpt-5\"}");
    Optional<String> json = Optional.of("application/json");
    call.answers.add(
        new MemoryResponse(json)
            .piece("{\"error\":{\"code\":\"server_error\"},\"usage\":{\"prompt_tokens\":3}}"));
    call.answers.add(new MemoryResponse(json).piece("{\"usage\":{\"prompt_tokens\":4}}"));
    var accepted = call.dispatch();
    call.relay().begin(accepted);

    assertThat(call.charged).extracting(record -> record.tokens().input()).containsExactly(3L, 4L);
    assertThat(call.ends).isEqualTo(1);
  }

  private static MemoryResponse inPieces(byte[] stream, int size) {
    MemoryResponse response = MemoryResponse.stream();
    for (int from = 0; from < stream.length; from += size) {
      response.piece(stream, from, Math.min(stream.length, from + size));
    }
    return response;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
