package io.routerly.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicBetasTest {
  private static final List<Header> HEADERS =
      List.of(
          new Header("Anthropic-Version", "2023-06-01"),
          new Header("Anthropic-Beta", "context-1m-2025-08-07, interleaved-thinking-2025-05-14,"),
          new Header("anthropic-beta", "brand-new-2031-01-01,context-1m-2025-08-07"));

  @ParameterizedTest
  @ValueSource(strings = {"OPENAI_CHAT", "OPENAI_RESPONSES", "GEMINI"})
  void namesOnceWhatAnotherApiIsNotTold(WireFormat provider) {
    assertThat(AnthropicBetas.lost(HEADERS, WireFormat.ANTHROPIC_MESSAGES, provider))
        .containsExactly(
            "anthropic-beta.context-1m-2025-08-07", "anthropic-beta.brand-new-2031-01-01");
  }

  @ParameterizedTest
  @CsvSource({"ANTHROPIC_MESSAGES, ANTHROPIC_MESSAGES", "OPENAI_CHAT, GEMINI"})
  void namesNothingWhereTheHeaderGoesOnOrMeansNothing(WireFormat client, WireFormat provider) {
    assertThat(AnthropicBetas.lost(HEADERS, client, provider)).isEmpty();
  }

  @Test
  void namesNothingOfWhatTheBodySaysOrOnlyAnthropicNeeds() {
    String sent =
        "claude-code-20250219,oauth-2025-04-20,prompt-caching-2024-07-31,"
            + "fine-grained-tool-streaming-2025-05-14,Structured-Outputs-2025-11-13,effort-2025-11-24";

    assertThat(
            AnthropicBetas.lost(
                List.of(new Header("anthropic-beta", sent)),
                WireFormat.ANTHROPIC_MESSAGES,
                WireFormat.OPENAI_CHAT))
        .isEmpty();
  }
}
