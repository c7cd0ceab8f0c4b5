package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.Script;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reasoning that a provider has sealed comes back to it with the results of the tools that it led
 * to, whether the client's format has a place for it or not.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TranslatedThinkingTest {
  private static final String WAYS = "io.routerly.api.proxy.TranslationBench#ways";
  private static final Part[] ASKS = {
    new Part.Thinking("Hm, so."),
    new Part.ToolCall("weather", "{\"city\":\"Lima\"}"),
    new Part.ToolCall("weather", "{\"city\":\"Quito\"}")
  };

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
  void bringsSealedReasoningBackFromWhatTheClientKept(
      ClientApi client, Backend provider, boolean streamed) {
    Transcript told = twoTurns(client, provider, streamed, turn -> turn);

    assertSealed(provider, told);
  }

  @ParameterizedTest(name = "{0} client, {1} provider, streamed: {2}")
  @MethodSource(WAYS)
  void bringsSealedReasoningBackToAProviderThoughTheClientKeptTheCallsAlone(
      ClientApi client, Backend provider, boolean streamed) {
    if (client.name().equals(provider.name())) {
      return; // between the same formats nothing is added to what the client sends
    }
    Transcript told =
        twoTurns(client, provider, streamed, turn -> bench.sdk(client).callsOnly(turn));

    assertSealed(provider, told);
  }

  @ParameterizedTest(name = "{0} client")
  @EnumSource
  void leavesReasoningOutTowardsAnotherVendor(ClientApi client) {
    SdkClient sdk = bench.sdk(client);
    for (Backend first : Backend.values()) {
      for (Backend second : Backend.values()) {
        if (first != second) {
          List<JsonObject> conversation = firstTurn(sdk, first, true, turn -> turn);
          Heard heard = sdk.ask(thinking(sdk, second, conversation), false);

          assertThat(heard.text()).as(first + " then " + second).isNotEmpty();
          assertThat(bench.told(second).seals())
              .as(first + " then " + second)
              .allMatch(seal -> seal.equals("skip_thought_signature_validator"));
        }
      }
    }
  }

  private static void assertSealed(Backend provider, Transcript told) {
    switch (provider) {
      case CHAT -> assertThat(told.seals()).isEmpty();
      case RESPONSES ->
          assertThat(told.seals()).containsExactly("RmFrZSBlbmNyeXB0ZWQgcmVhc29uaW5n");
      case MESSAGES ->
          assertThat(told.seals()).containsExactly("RmFrZSBzaWduYXR1cmUgb2YgYSBmYWtlIHRob3VnaHQ=");
      case GEMINI ->
          assertThat(told.seals())
              .containsExactly(
                  "RmFrZSB0aG91Z2h0IHNpZ25hdHVyZQ==", "RmFrZSB0aG91Z2h0IHNpZ25hdHVyZQ==");
    }
    int thought = told.lines().indexOf("thinking: Hm, so.");
    int call = told.lines().indexOf("call 1 weather {\"city\":\"Lima\"}");
    assertThat(call).isPositive();
    if (provider == Backend.MESSAGES || provider == Backend.RESPONSES) {
      assertThat(thought).isEqualTo(call - 1);
    }
  }

  private Transcript twoTurns(
      ClientApi client, Backend provider, boolean streamed, UnaryOperator<List<JsonObject>> kept) {
    SdkClient sdk = bench.sdk(client);
    List<JsonObject> conversation = firstTurn(sdk, provider, streamed, kept);
    bench.fake(provider).next(Script.text("18 and 12."));
    assertThat(sdk.ask(thinking(sdk, provider, conversation), streamed).text())
        .isEqualTo("18 and 12.");
    return bench.told(provider);
  }

  private List<JsonObject> firstTurn(
      SdkClient sdk, Backend provider, boolean streamed, UnaryOperator<List<JsonObject>> kept) {
    bench.fake(provider).next(Script.say(ASKS));
    List<JsonObject> conversation = new ArrayList<>(List.of(sdk.user("How warm?")));
    Heard asks = sdk.ask(thinking(sdk, provider, conversation), streamed);
    assertThat(asks.calls()).hasSize(2);
    conversation.addAll(kept.apply(asks.turn()));
    conversation.addAll(sdk.results(asks.calls(), List.of("18", "12")));
    return conversation;
  }

  private static JsonObject thinking(
      SdkClient sdk, Backend provider, List<JsonObject> conversation) {
    return sdk.withThinking(sdk.withWeather(sdk.request(provider.id(), "Be brief.", conversation)));
  }
}
