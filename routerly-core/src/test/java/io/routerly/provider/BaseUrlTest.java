package io.routerly.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseUrlTest {
  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({
    "https://api.openai.com, /v1, https://api.openai.com/v1",
    "https://api.openai.com/v1, /v1, https://api.openai.com/v1",
    "https://api.openai.com/v1//, /v1, https://api.openai.com/v1",
    "http://10.0.0.1:8000/llm, /v1, http://10.0.0.1:8000/llm/v1",
    "https://host/api/paas/v4/, /v1, https://host/api/paas/v4",
    "https://g.example, /v1beta/openai, https://g.example/v1beta/openai",
    "https://g.example/v1beta, /v1beta/openai, https://g.example/v1beta/openai",
    "https://g.example/v1beta/openai/, /v1beta/openai, https://g.example/v1beta/openai",
    "https://api.cohere.ai, /compatibility/v1, https://api.cohere.ai/compatibility/v1",
    "https://api.cohere.ai/compatibility, /compatibility/v1, https://api.cohere.ai/compatibility/v1",
  })
  void understandsBaseUrlsHoweverTheyAreWritten(String base, String version, String expected) {
    assertThat(BaseUrl.withVersion(base, version)).isEqualTo(expected);
  }
}
