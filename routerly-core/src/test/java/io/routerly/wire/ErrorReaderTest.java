package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorReaderTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // OpenAI, Anthropic
        "{\"error\":{\"message\":\"No.\",\"type\":\"t\",\"param\":null,\"code\":\"c\"}}|c|No.",
        "{\"error\":{\"message\":\"No.\",\"type\":\"t\",\"code\":null}}|t|No.",
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"No.\"}}"
            + "|overloaded_error|No.",
        "{\"error\":{\"type\":\"overloaded_error\",\"message\":\"No.\"},\"type\":\"error\"}"
            + "|overloaded_error|No.",
        // Gemini, and its compatible endpoint
        "{\"error\":{\"code\":400,\"message\":\"No.\",\"status\":\"INVALID_ARGUMENT\","
            + "\"details\":[{\"message\":\"x\"}]}}|INVALID_ARGUMENT|No.",
        "[{\"error\":{\"code\":429,\"message\":\"No.\",\"status\":\"RESOURCE_EXHAUSTED\"}}]"
            + "|RESOURCE_EXHAUSTED|No.",
        // Mistral
        "{\"object\":\"error\",\"message\":\"No.\",\"type\":\"invalid_function_call\","
            + "\"code\":\"3280\"}|3280|No.",
        "{\"object\":\"error\",\"message\":{\"detail\":[{\"type\":\"extra_forbidden\","
            + "\"loc\":[\"body\",\"messages\",0,\"name\"],\"msg\":\"Extra.\"}]},"
            + "\"type\":\"invalid_request_error\",\"code\":null}"
            + "|invalid_request_error|body.messages.0.name: Extra.",
        "{\"detail\":[{\"loc\":[\"body\",\"n\"],\"msg\":\"A.\"},{\"loc\":[],\"msg\":\"B.\"}],"
            + "\"message\":[{\"loc\":[\"body\",\"n\"],\"msg\":\"A.\"}],\"code\":3001}"
            + "|3001|body.n: A.; B.",
        // FastAPI, Cohere, Azure's front door, xAI, Ollama
        "{\"detail\":\"Unauthorized\"}|error|Unauthorized",
        "{\"detail\":[\"a\",\"b\"]}|error|a",
        "{\"id\":\"1\",\"message\":\"No.\"}|error|No.",
        "{\"statusCode\":429,\"message\":\"No.\"}|error|No.",
        "{\"code\":\"invalid-argument\",\"error\":\"No.\"}|invalid-argument|No.",
        "{\"error\":\"No.\"}|error|No.",
        // OpenRouter
        "{\"error\":{\"code\":502,\"message\":\"Provider returned error\",\"metadata\":{"
            + "\"provider_name\":\"P\",\"raw\":\"{\\\"error\\\":{\\\"message\\\":\\\"No.\\\"}}\"}}}"
            + "|502|Provider returned error; No.",
        "{\"error\":{\"message\":\"Provider returned error\",\"metadata\":{\"raw\":\"down\"}}}"
            + "|error|Provider returned error; down",
      })
  void understandsTheEnvelopesThatAreInUse(String body, String code, String message) {
    assertThat(ErrorReader.readBody(body.getBytes(UTF_8)))
        .hasValueSatisfying(
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.message()).isEqualTo(message);
            });
  }

  @ParameterizedTest(name = "{0} of type {1} stands for {2}")
  @CsvSource({
    "context_length_exceeded, invalid_request_error, 400",
    "newer_than_this_release, rate_limit_error, 429",
    "insufficient_quota, insufficient_quota, 429",
    "newer_than_this_release, newer_too, 502"
  })
  void knowsTheStatusByTheCodeOrElseByTheType(String code, String type, int status) {
    String body = "{\"error\":{\"type\":\"" + type + "\",\"code\":\"" + code + "\"}}";

    assertThat(ErrorReader.readBody(body.getBytes(UTF_8)).orElseThrow().status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "[]", "{}", "\"x\"", "{\"error\":null}", "{\"error\":"})
  void findsNothingWhereNothingIsSaid(String body) {
    assertThat(ErrorReader.readBody(body.getBytes(UTF_8))).isEmpty();
  }
}
