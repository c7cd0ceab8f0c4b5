package io.routerly.wire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.Losses;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.Target;
import jakarta.json.JsonObject;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The most tokens of an answer: what the client asks for, and what the model gives. */
class OutputLimitTest {
  private final Losses losses = new Losses();

  @ParameterizedTest(name = "{0}, {2} asked for")
  @CsvSource({
    "CHAT,      /max_completion_tokens,            32000, 8192",
    "CHAT,      /max_completion_tokens,            4000,  4000",
    "RESPONSES, /max_output_tokens,                32000, 8192",
    "RESPONSES, /max_output_tokens,                4000,  4000",
    "MESSAGES,  /max_tokens,                       32000, 8192",
    "MESSAGES,  /max_tokens,                       4000,  4000",
    "GEMINI,    /generationConfig/maxOutputTokens, 32000, 8192",
    "GEMINI,    /generationConfig/maxOutputTokens, 4000,  4000",
  })
  void noModelIsAskedForMoreThanItGives(Format provider, String place, long asked, String written) {
    JsonObject body = write(provider, "{'max_tokens':" + asked + "}", limits(8_192, 100_000));

    assertThat(Json.at(body, place).map(String::valueOf)).hasValue(written);
    assertThat(losses.names(Format.MESSAGES.codec()::nameOf).contains("max_tokens"))
        .isEqualTo(asked > 8_192);
  }

  @Test
  void aModelOfWhichNoLimitIsKnownIsAskedForWhatTheClientWants() {
    Target unknown = new Target("m", ApiTraits.PLAIN);

    JsonObject body = write(Format.CHAT, "{'max_tokens':1000000}", unknown);

    assertThat(body.getInt("max_completion_tokens")).isEqualTo(1_000_000);
    assertThat(losses.isEmpty()).isTrue();
  }

  @ParameterizedTest(name = "{0} tokens of answer, {1} of window")
  @CsvSource({
    "64000, 200000, 32000",
    "8192,  200000, 8192",
    "64000, 16384,  8192",
    "4096,  16384,  4096"
  })
  void whereTheClientNamesNoneMessagesAsksForWhatTheModelGivesAndTheWindowHolds(
      int most, int window, int written) {
    JsonObject body =
        Format.MESSAGES
            .codec()
            .writeRequest(
                Format.CHAT.codec().readRequest(Format.CHAT.request(Json.object("{}")), losses),
                limits(most, window),
                losses);

    assertThat(body.getInt("max_tokens")).isEqualTo(written);
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void thinkingStaysWithinWhatTheModelGives() {
    JsonObject body =
        write(
            Format.MESSAGES,
            "{'max_tokens':32000,'thinking':{'type':'enabled','budget_tokens':31999}}",
            limits(8_192, 100_000));

    assertThat(body.getJsonObject("thinking").getInt("budget_tokens")).isEqualTo(6_144);
  }

  private JsonObject write(Format provider, String fields, Target target) {
    JsonObject request = Format.MESSAGES.request(Json.object(fields));
    return provider
        .codec()
        .writeRequest(Format.MESSAGES.codec().readRequest(request, losses), target, losses);
  }

  private static Target limits(int most, int window) {
    return new Target("m", ApiTraits.PLAIN, OptionalLong.of(most), OptionalLong.of(window));
  }
}
