package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.Gemini.CODEC;
import static io.routerly.wire.gemini.Gemini.FOLDER;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.testkit.wire.Fixtures;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.sse.SseSplitter;
import jakarta.json.JsonObject;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Only declared exceptions leave the codec, whatever comes in. */
class GeminiFuzzTest {
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "1e400",
          "\"\"",
          "\"x\"",
          "[]",
          "{}",
          "[null]",
          "[1]",
          "[{}]",
          "{\"a\":null}",
          "99999999999999999999",
          "\"\\u0000\"",
          "1.5");

  @Provide
  Arbitrary<String> requests() {
    return damaged(
        Conversations.requests()
            .map(r -> GeminiJson.text(CODEC.writeRequest(r, Gemini.NEWER, new Losses()))));
  }

  @Provide
  Arbitrary<String> answers() {
    return damaged(
        Arbitraries.oneOf(
            Arbitraries.of(Fixtures.names(FOLDER, ".json"))
                .map(name -> GeminiJson.text(JsonTrees.object(Fixtures.bytes(FOLDER, name)))),
            Conversations.answers()
                .map(
                    answer ->
                        GeminiJson.text(
                            CODEC.writeAnswer(answer, Gemini.frame("r"), new Losses())))));
  }

  /** Puts another value in the place of a value. */
  private static Arbitrary<String> damaged(Arbitrary<String> texts) {
    return Combinators.combine(
            texts, Arbitraries.integers().between(0, 400), Arbitraries.of(VALUES))
        .as(GeminiFuzzTest::damage);
  }

  private static String damage(String json, int place, String value) {
    int colons = (int) json.chars().filter(c -> c == ':').count();
    int at = -1;
    for (int i = 0; i <= place % Math.max(1, colons); i++) {
      at = json.indexOf(':', at + 1);
    }
    int end = at + 1;
    int depth = 0;
    boolean quoted = false;
    while (end < json.length()) {
      char c = json.charAt(end);
      if (c == '"' && json.charAt(end - 1) != '\\') {
        quoted = !quoted;
      } else if (!quoted && (c == '{' || c == '[')) {
        depth++;
      } else if (!quoted && (c == '}' || c == ']' || c == ',')) {
        if (depth == 0) {
          break;
        }
        depth -= c == ',' ? 0 : 1;
      }
      end++;
    }
    return json.substring(0, at + 1) + value + json.substring(end);
  }

  @Property(tries = 2000)
  void aDamagedRequestIsReadOrRefused(@ForAll("requests") String text) {
    try {
      ChatRequest request = CODEC.readRequest(object(text), new Losses());
      CODEC.writeRequest(request, Gemini.OLDER, new Losses());
      CODEC.writeRequest(request, Gemini.NEWER, new Losses());
    } catch (GatewayException | JsonSyntaxException e) {
      // as declared
    }
  }

  @Property(tries = 2000)
  void aDamagedAnswerIsReadOrRefused(@ForAll("answers") String text) {
    try {
      ChatAnswer answer = CODEC.readAnswer(object(text));
      CODEC.writeAnswer(answer, Gemini.frame("r"), new Losses());
      Gemini.stream(answer);
    } catch (GatewayException | JsonSyntaxException e) {
      // as declared
    }
    byte[] stream = ("data: " + text + "\n\ndata: " + text + "\n\n").getBytes(UTF_8);
    try {
      Gemini.assemble(Gemini.decode(stream, stream.length / 3));
    } catch (GatewayException | JsonSyntaxException e) {
      // as declared
    }
    watch(stream);
  }

  private static void watch(byte[] stream) {
    AnswerWatch watch = CODEC.watch();
    try {
      new SseSplitter().feed(stream, 0, stream.length, watch::event);
    } catch (GatewayException | JsonSyntaxException e) {
      // as declared
    }
    watch.usage();
  }

  @Property(tries = 1000)
  void bytesThatAreNoStreamAreReadOrRefused(@ForAll byte[] bytes) {
    byte[] stream = new byte[bytes.length + 6];
    System.arraycopy("data: ".getBytes(UTF_8), 0, stream, 0, 6);
    System.arraycopy(bytes, 0, stream, 6, bytes.length);
    try {
      Gemini.decode(stream, bytes.length / 2);
    } catch (GatewayException | JsonSyntaxException e) {
      // as declared
    }
    watch(stream);
  }

  private static JsonObject object(String text) {
    return JsonTrees.object(text.getBytes(UTF_8));
  }
}
