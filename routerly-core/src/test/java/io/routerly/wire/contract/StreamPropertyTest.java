package io.routerly.wire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.Losses;
import io.routerly.testkit.wire.Fixtures;
import io.routerly.wire.sse.SseSplitter;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream says what the whole answer says, however it is cut. */
class StreamPropertyTest {
  static Stream<Arguments> fixtures() {
    return Stream.of("openai-chat", "openai-responses", "anthropic-messages", "gemini-generate")
        .flatMap(
            folder -> Fixtures.names(folder, ".sse").stream().map(it -> Arguments.of(folder, it)));
  }

  @ParameterizedTest(name = "{0}/{1}")
  @MethodSource("fixtures")
  void aStreamThatIsCutAnywhereHasTheSameEvents(String folder, String name) {
    byte[] stream = Fixtures.bytes(folder, name);
    List<String> whole = events(stream, stream.length);

    for (int cut = 1; cut < stream.length; cut++) {
      assertThat(events(stream, cut)).as("cut at %s", cut).isEqualTo(whole);
    }
  }

  private static List<String> events(byte[] stream, int cut) {
    List<String> events = new ArrayList<>();
    SseSplitter splitter = new SseSplitter();
    splitter.feed(stream, 0, cut, it -> events.add(it.name() + ' ' + it.dataText()));
    splitter.feed(stream, cut, stream.length, it -> events.add(it.name() + ' ' + it.dataText()));
    splitter.finish(it -> events.add(it.name() + ' ' + it.dataText()));
    events.removeIf(String::isBlank);
    return events;
  }

  /** What a model says: it thinks, speaks, and calls a tool with each of some arguments. */
  record Script(String thought, String text, List<String> arguments, int input, int output) {}

  @Provide
  Arbitrary<Script> scripts() {
    Arbitrary<String> words =
        Arbitraries.strings().withChars("ab \n\"\\/'<{é你").ofMaxLength(12).map(text -> text + "👋");
    Arbitrary<String> arguments =
        words.map(text -> "{\"a\":" + ProviderStream.quote(text) + ",\"b\":[1,{}]}");
    return Combinators.combine(
            words,
            words,
            arguments.list().ofMaxSize(3),
            Arbitraries.integers().between(0, 100_000),
            Arbitraries.integers().between(0, 100_000))
        .as(Script::new);
  }

  @Property(seed = "42", tries = 150)
  void aStreamThatIsPutTogetherIsTheWholeAnswer(
      @ForAll("scripts") Script script, @ForAll("sizes") int pieces, @ForAll("sizes") int reads) {
    for (Format provider : Format.values()) {
      JsonObject answer = provider.answer(answer(provider, script));
      byte[] stream = ProviderStream.of(provider, answer, pieces);
      for (Format client : Format.CLIENTS) {
        Translation pair = new Translation(provider, client);
        assertThat(ClientStream.read(client, pair.stream(stream, reads)))
            .as("%s to %s: %s", provider, client, new String(stream, UTF_8))
            .isEqualTo(pair.whole(answer, new Losses()));
      }
    }
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.integers().between(1, 40);
  }

  private static JsonObject answer(Format provider, Script script) {
    String thought = ProviderStream.quote(script.thought());
    String text = ProviderStream.quote(script.text());
    int total = script.input() + script.output();
    boolean calls = !script.arguments().isEmpty();
    String answer =
        switch (provider) {
          case CHAT ->
              """
              {"choices":[{"index":0,"message":{"role":"assistant","reasoning_content":%s,"content":%s%s},
              "finish_reason":"%s"}],"usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}
              """
                  .formatted(
                      thought,
                      text,
                      calls ? ",\"tool_calls\":[" + calls(CHAT_CALL, script, true) + "]" : "",
                      calls ? "tool_calls" : "stop",
                      script.input(),
                      script.output(),
                      total);
          case RESPONSES ->
              """
              {"output":[{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":%s}],
              "encrypted_content":"gAAAA"},{"id":"msg_1","type":"message","status":"completed","role":"assistant",
              "content":[{"type":"output_text","text":%s,"annotations":[],"logprobs":[]}]}%s],
              "usage":{"input_tokens":%d,"output_tokens":%d,"total_tokens":%d}}
              """
                  .formatted(
                      thought,
                      text,
                      (calls ? "," : "") + calls(RESPONSES_CALL, script, true),
                      script.input(),
                      script.output(),
                      total);
          case MESSAGES ->
              """
              {"content":[{"type":"thinking","thinking":%s,"signature":"EqQBCg=="},{"type":"text","text":%s}%s],
              "stop_reason":"%s","usage":{"input_tokens":%d,"output_tokens":%d}}
              """
                  .formatted(
                      thought,
                      text,
                      (calls ? "," : "") + calls(MESSAGES_CALL, script, false),
                      calls ? "tool_use" : "end_turn",
                      script.input(),
                      script.output());
          case GEMINI ->
              """
              {"candidates":[{"content":{"parts":[{"text":%s,"thought":true},{"text":%s}%s],"role":"model"},
              "finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":%d,
              "candidatesTokenCount":%d,"totalTokenCount":%d}}
              """
                  .formatted(
                      thought,
                      text,
                      (calls ? "," : "") + calls(GEMINI_CALL, script, false),
                      script.input(),
                      script.output(),
                      total);
        };
    return Json.raw(answer).asJsonObject();
  }

  private static final String CHAT_CALL =
      "{\"id\":\"call_%d\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":%s}}";
  private static final String RESPONSES_CALL =
      "{\"id\":\"fc_%1$d\",\"type\":\"function_call\",\"status\":\"completed\","
          + "\"call_id\":\"call_%1$d\",\"name\":\"f\",\"arguments\":%2$s}";
  private static final String MESSAGES_CALL =
      "{\"type\":\"tool_use\",\"id\":\"call_%d\",\"name\":\"f\",\"input\":%s}";
  private static final String GEMINI_CALL =
      "{\"functionCall\":{\"id\":\"call_%d\",\"name\":\"f\",\"args\":%s}}";

  private static String calls(String template, Script script, boolean asText) {
    return String.join(
        ",",
        IntStream.range(0, script.arguments().size())
            .mapToObj(
                i -> {
                  String arguments = script.arguments().get(i);
                  return String.format(
                      template, i, asText ? ProviderStream.quote(arguments) : arguments);
                })
            .toList());
  }
}
