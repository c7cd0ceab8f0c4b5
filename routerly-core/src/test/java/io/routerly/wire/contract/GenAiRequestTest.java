package io.routerly.wire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.Target;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Google's own SDK finds nothing in our requests that it would not say itself. */
class GenAiRequestTest {
  private static final GenAiClient SDK = new GenAiClient();

  /** The client always sends a configuration, even if there is nothing in it. */
  private static final JsonObject NO_CONFIG = Json.object("{'generationConfig':{}}");

  private static final Target NEWER =
      new Target(
          "gemini-3-flash",
          new ApiTraits(
              Set.of(), Map.of(), Set.of(Quirk.THINKING_LEVELS, Quirk.SEALED_TOOL_CALLS)));

  /** What a client says, on its way to a Gemini model. */
  record Case(String title, Format client, JsonObject said, Target target) {
    JsonObject written() {
      Losses losses = new Losses();
      ChatRequest read = client.codec().readRequest(said, losses);
      return GenAiTypes.spelt(Format.GEMINI.codec().writeRequest(read, target, losses));
    }

    @Override
    public String toString() {
      return title + ": " + client.key() + " to " + target.model();
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Feature feature : RequestContractTest.features()) {
      feature
          .senders()
          .filter(Format.CLIENTS::contains)
          .forEach(
              client ->
                  both(feature.title(), client, client.request(feature.spelling(client)), cases));
    }
    for (Format provider : Format.values()) {
      for (Format client : Format.CLIENTS) {
        JsonObject told =
            new Translation(provider, client).whole(SecondTurnTest.answer(provider), new Losses());
        both(
            "the turn after an answer of " + provider.key(),
            client,
            SecondTurnTest.next(client, told),
            cases);
      }
    }
    return cases;
  }

  private static void both(String title, Format client, JsonObject said, List<Case> cases) {
    Stream.of(Format.GEMINI.target(), NEWER)
        .forEach(target -> cases.add(new Case(title, client, said, target)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyFieldIsKnownToTheTypesAndKept(Case it) {
    JsonObject written = it.written();

    assertThat(GenAiTypes.through(written)).isEqualTo(GenAiTypes.plain(written));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theClientSendsWhatWeSendWhenItIsToldTheSame(Case it) {
    JsonObject written = it.written();

    SDK.whole(it.target().model(), GenAiTypes.contents(written), GenAiTypes.config(written));

    JsonObject configured = Json.merge(NO_CONFIG, written);
    assertThat(GenAiTypes.plain(SDK.sent().json())).isEqualTo(GenAiTypes.plain(configured));
  }

  @AfterAll
  static void close() {
    SDK.close();
  }
}
