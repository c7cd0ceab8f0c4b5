package io.routerly.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.wire.WireFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "OPENAI_CHAT, m, true, /chat/completions, ''",
    "OPENAI_RESPONSES, m, false, /responses, ''",
    "ANTHROPIC_MESSAGES, m, true, /messages, ''",
    "GEMINI, gemini-3-pro, false, /models/gemini-3-pro:generateContent, ''",
    "GEMINI, gemini-3-pro, true, /models/gemini-3-pro:streamGenerateContent, alt=sse",
    "GEMINI, models/gemini-3-pro, false, /models/gemini-3-pro:generateContent, ''",
    "GEMINI, tunedModels/a b:c?, false, /tunedModels/a%20b%3Ac%3F:generateContent, ''",
  })
  void isWhereTheFormatHasIt(
      WireFormat format, String model, boolean stream, String path, String query) {
    assertThat(Endpoint.of(format, model, stream)).isEqualTo(new Endpoint(path, query));
  }

  @Test
  void countsWhereTheFormatCounts() {
    assertThat(Endpoint.counting(WireFormat.GEMINI, "g").path()).isEqualTo("/models/g:countTokens");
    assertThat(Endpoint.counting(WireFormat.ANTHROPIC_MESSAGES, "c").path())
        .isEqualTo("/messages/count_tokens");
    assertThatThrownBy(() -> Endpoint.counting(WireFormat.OPENAI_CHAT, "c"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
