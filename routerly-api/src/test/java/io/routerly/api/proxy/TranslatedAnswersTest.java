package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.Script;
import io.routerly.testkit.script.TokenCounts;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every official SDK takes the answers of every provider for those of its own API. */
@TestInstance(Lifecycle.PER_CLASS)
class TranslatedAnswersTest {
  private static final String WAYS = "io.routerly.api.proxy.TranslationBench#ways";
  private static final String PAIRS = "io.routerly.api.proxy.TranslationBench#pairs";
  private static final Part LIMA = new Part.ToolCall("weather", "{\"city\":\"Lima\"}");
  private static final Part KRAKOW = new Part.ToolCall("weather", "{\"city\":\"Kraków\"}");

  private TranslationBench bench;

  @BeforeAll
  void start(@TempDir Path home) {
    bench = new TranslationBench(home);
  }

  @AfterAll
  void close() {
    bench.close();
  }

  @ParameterizedTest(name = "{0} client, {1} provider, streamed: {2}")
  @MethodSource(WAYS)
  void bringsTextAndUsageToTheClient(ClientApi client, Backend provider, boolean streamed) {
    bench
        .fake(provider)
        .next(
            Script.text("Lima – ¿déjà vu? 👋")
                .counting(TokenCounts.of(1000, 200).withCacheRead(400).withReasoning(50)));
    SdkClient sdk = bench.sdk(client);

    Heard heard =
        sdk.ask(sdk.request(provider.id(), "Be brief.", List.of(sdk.user("Where?"))), streamed);

    assertThat(heard.text()).isEqualTo("Lima – ¿déjà vu? 👋");
    assertThat(heard.calls()).isEmpty();
    assertThat(heard.end()).isIn("stop", "completed", "end_turn");
    assertThat(heard.used()).isEqualTo(new Heard.Used(1000, 400, 200, 50));
    assertThat(bench.told(provider).lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("(system|developer): Be brief\\."),
            line -> assertThat(line).isEqualTo("user: Where?"));
  }

  @ParameterizedTest(name = "{0} client, {1} provider, streamed: {2}")
  @MethodSource(WAYS)
  void bringsParallelCallsToTheClientAndTheirResultsBack(
      ClientApi client, Backend provider, boolean streamed) {
    bench.fake(provider).next(Script.say(LIMA, KRAKOW), Script.text("18 and 3."));
    SdkClient sdk = bench.sdk(client);
    List<JsonObject> conversation = new ArrayList<>(List.of(sdk.user("How warm?")));

    Heard asks = sdk.ask(weather(sdk, provider, conversation), streamed);
    conversation.addAll(asks.turn());
    conversation.addAll(sdk.results(asks.calls(), List.of("18 °C", "3 °C")));
    Heard heard = sdk.ask(weather(sdk, provider, conversation), streamed);

    assertThat(asks.callsWithoutIds())
        .containsExactly("weather{\"city\":\"Lima\"}", "weather{\"city\":\"Kraków\"}");
    assertThat(asks.calls()).extracting(Heard.Called::id).doesNotHaveDuplicates();
    assertThat(asks.end()).isIn("tool_calls", "completed", "tool_use");
    assertThat(heard.text()).isEqualTo("18 and 3.");
    assertThat(bench.told(provider).lines().subList(1, 6))
        .containsExactly(
            "user: How warm?",
            "call 1 weather {\"city\":\"Lima\"}",
            "call 2 weather {\"city\":\"Kraków\"}",
            "result 1 18 °C",
            "result 2 3 °C");
  }

  @ParameterizedTest(name = "{0} client, {1} provider")
  @MethodSource(PAIRS)
  void streamsWhatItWouldAnswerWhole(ClientApi client, Backend provider) {
    Script script =
        Script.say(new Part.Thinking("Hm, so."), new Part.Text("Let me see."), LIMA, KRAKOW)
            .counting(TokenCounts.of(1000, 200).withCacheRead(400).withReasoning(50));
    bench.fake(provider).next(script, script);
    SdkClient sdk = bench.sdk(client);
    JsonObject request = sdk.withThinking(weather(sdk, provider, List.of(sdk.user("How warm?"))));

    Heard whole = sdk.ask(request, false);
    Heard streamed = sdk.ask(request, true);

    assertThat(streamed.text()).isEqualTo(whole.text()).isEqualTo("Let me see.");
    assertThat(streamed.callsWithoutIds()).isEqualTo(whole.callsWithoutIds()).hasSize(2);
    assertThat(streamed.thinking()).isEqualTo(whole.thinking());
    assertThat(streamed.end()).isEqualTo(whole.end());
    assertThat(streamed.usage()).isEqualTo(whole.usage());
    assertThat(streamed.used()).isEqualTo(whole.used());
  }

  private static JsonObject weather(
      SdkClient sdk, Backend provider, List<JsonObject> conversation) {
    return sdk.withWeather(sdk.request(provider.id(), "Be brief.", conversation));
  }
}
