package io.routerly.wire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.testkit.wire.Fixtures;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.EventEncoder;
import io.routerly.wire.openai.OrderCheck;
import io.routerly.wire.sse.SseSplitter;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sends damaged requests, answers and streams through every codec: whatever comes in, nothing but
 * the declared exceptions comes out, no more work is done than the input is worth, and what a
 * client is told is in order. {@code -Drouterly.fuzz.rounds=100000} looks for longer, {@code
 * -Drouterly.fuzz.seed=N} elsewhere.
 */
class CodecFuzzTest {
  private static final int ROUNDS = Integer.getInteger("routerly.fuzz.rounds", 400);
  private static final long SEED = Long.getLong("routerly.fuzz.seed", 1);
  private static final int MOST_PER_BYTE = 200;
  private static final int MOST_ANYWAY = 200_000;

  /** What to do with one damaged input. */
  private interface Step {
    /** Returns how many bytes came of it. */
    int run(Mutations mutations);
  }

  private static void fuzz(Format format, Step step) {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = SEED * 1_000_003 + round;
      try {
        step.run(new Mutations(seed));
      } catch (GatewayException | JsonSyntaxException e) {
        assertThat(e.getMessage()).isNotNull();
      } catch (RuntimeException | Error e) {
        throw new AssertionError(format + " fails with seed " + seed + ": " + e, e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "GEMINI", mode = EnumSource.Mode.EXCLUDE)
  void damagedRequests(Format client) {
    List<JsonObject> requests =
        RequestContractTest.features().stream()
            .filter(feature -> feature.spellings().containsKey(client))
            .map(feature -> client.request(feature.spelling(client)))
            .toList();
    fuzz(
        client,
        mutations -> {
          JsonObject said = mutations.object(mutations.one(requests));
          ChatRequest read = client.codec().readRequest(said, new Losses());
          int bytes = 0;
          for (Format provider : Format.values()) {
            bytes += written(read, provider);
          }
          return bounded(bytes, JsonTrees.bytes(said).length);
        });
  }

  /** Writing may refuse what was read, for one provider; the others are tried all the same. */
  private static int written(ChatRequest request, Format provider) {
    try {
      return JsonTrees.bytes(
              provider.codec().writeRequest(request, provider.target(), new Losses()))
          .length;
    } catch (GatewayException e) {
      return 0;
    }
  }

  private static int bounded(int bytes, int input) {
    assertThat(bytes).isLessThanOrEqualTo(MOST_ANYWAY + MOST_PER_BYTE * input);
    return bytes;
  }

  private static Stream<byte[]> fixtures(Format format, String extension) {
    String folder =
        switch (format) {
          case CHAT -> "openai-chat";
          case RESPONSES -> "openai-responses";
          case MESSAGES -> "anthropic-messages";
          case GEMINI -> "gemini-generate";
        };
    return Fixtures.names(folder, extension).stream().map(name -> Fixtures.bytes(folder, name));
  }

  private static Stream<JsonObject> answers(Format provider) {
    return AnswerContractTest.features().stream()
        .filter(feature -> feature.spellings().containsKey(provider))
        .map(feature -> provider.answer(feature.spelling(provider)));
  }

  @ParameterizedTest
  @EnumSource
  void damagedAnswers(Format provider) {
    List<JsonObject> answers =
        Stream.concat(fixtures(provider, ".json").map(JsonTrees::object), answers(provider))
            .toList();
    fuzz(
        provider,
        mutations -> {
          byte[] body = JsonTrees.bytes(mutations.object(mutations.one(answers)));
          byte[] damaged = mutations.below(4) == 0 ? mutations.bytes(body) : body;
          watch(provider, damaged);
          ChatAnswer read = provider.codec().readAnswer(JsonTrees.object(damaged));
          int bytes = 0;
          for (Format client : Format.CLIENTS) {
            Translation pair = new Translation(provider, client);
            bytes +=
                JsonTrees.bytes(client.codec().writeAnswer(read, pair.frame(), new Losses()))
                    .length;
          }
          return bounded(bytes, damaged.length);
        });
  }

  private static void watch(Format provider, byte[] body) {
    try {
      provider.codec().watch().body(body);
    } catch (JsonSyntaxException e) {
      assertThat(e.getMessage()).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void damagedStreams(Format provider) {
    List<byte[]> streams =
        Stream.concat(
                fixtures(provider, ".sse"),
                answers(provider).map(answer -> ProviderStream.of(provider, answer, 4)))
            .toList();
    fuzz(
        provider,
        mutations -> {
          byte[] damaged = mutations.stream(mutations.one(streams));
          Format client = mutations.one(Format.CLIENTS);
          byte[] told = told(new Translation(provider, client), damaged);
          ClientStream.read(client, told);
          return bounded(told.length, damaged.length);
        });
  }

  private static byte[] told(Translation pair, byte[] stream) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    EventDecoder decoder = pair.provider().codec().decoder();
    EventEncoder encoder = pair.client().codec().encoder(pair.frame());
    AnswerWatch watch = pair.provider().codec().watch();
    List<ChatEvent> events = new ArrayList<>();
    OrderCheck check = new OrderCheck();
    Consumer<ChatEvent> sink =
        event -> {
          check.accept(event);
          events.add(event);
          encoder.write(event, told);
        };
    SseSplitter splitter = new SseSplitter();
    splitter.feed(
        stream,
        0,
        stream.length,
        event -> {
          if (!event.isIdle()) {
            watch.event(event);
          }
          decoder.event(event, sink);
        });
    splitter.finish(event -> decoder.event(event, sink));
    decoder.finish(sink);
    check.end();
    assertThat(events.size()).isLessThanOrEqualTo(stream.length + 100);
    return told.toByteArray();
  }
}
