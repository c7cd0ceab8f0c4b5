package io.routerly.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.dispatch.FailureKind.Next;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.provider.ProviderRefusal;
import io.routerly.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureKindTest {
  private static ProviderRefusal refusal(int status, String message, String body) {
    return new ProviderRefusal(
        WireFormat.OPENAI_CHAT, status, message, List.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "400, REQUEST",
    "401, KEY",
    "402, KEY",
    "403, KEY",
    "404, MODEL",
    "405, REQUEST",
    "406, REQUEST",
    "408, MODEL",
    "409, MODEL",
    "411, REQUEST",
    "413, REQUEST",
    "415, REQUEST",
    "418, MODEL",
    "422, REQUEST",
    "429, RATE_LIMIT",
    "500, PROVIDER",
    "503, PROVIDER",
    "529, PROVIDER",
  })
  void readsAStatus(int status, FailureKind kind) {
    assertThat(FailureKind.of(refusal(status, "No.", "{}"))).isEqualTo(kind);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "PROVIDER_UNREACHABLE, PROVIDER",
    "PROVIDER_INTERRUPTED, PROVIDER",
    "PROVIDER_BAD_RESPONSE, MODEL",
    "PROVIDER_ERROR, MODEL",
    "PROVIDER_TIMEOUT, TIMEOUT",
    "FIELDS_NOT_SUPPORTED, NOT_ASKED",
    "MEDIA_UNAVAILABLE, NOT_ASKED",
    "PREVIOUS_RESPONSE_NOT_FOUND, NOT_ASKED",
    "NO_MODEL_AVAILABLE, NOT_ASKED",
    "CLIENT_GONE, CLIENT",
    "INTERNAL_ERROR, GATEWAY",
    "OVERLOADED, GATEWAY",
    "INVALID_REQUEST, GATEWAY",
    "BUDGET_EXCEEDED, GATEWAY",
    "USAGE_STORE_UNAVAILABLE, GATEWAY",
  })
  void readsACode(ErrorCode code, FailureKind kind) {
    assertThat(FailureKind.of(new GatewayException(code, "No."))).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"REQUEST", "CLIENT", "GATEWAY"})
  void endsTheCall(FailureKind kind) {
    assertThat(kind.next()).isEqualTo(Next.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"Too long.\",\"code\":\"context_length_exceeded\"}}",
        "{\"error\":{\"message\":\"Too long.\",\"type\":\"exceed_context_size_error\",\"code\":400}}",
      })
  void knowsAPromptThatIsTooLongByItsCode(String body) {
    assertThat(FailureKind.of(refusal(400, "Too long.", body)))
        .isEqualTo(FailureKind.CONTEXT_OVERFLOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prompt is too long: 200251 tokens > 200000 maximum",
        "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000",
        "The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).",
        "This model's maximum context length is 65536 tokens. However, you requested 70000.",
        "This model's maximum prompt length is 131072 but the request contains 537812 tokens.",
        "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum"
            + " context length",
        "too many tokens: total number of tokens in the prompt cannot exceed 4081",
        "`inputs` tokens + `max_new_tokens` must be <= 4097",
      })
  void knowsAPromptThatIsTooLongByWhatItsProviderSays(String message) {
    assertThat(FailureKind.of(refusal(400, message, "{}"))).isEqualTo(FailureKind.CONTEXT_OVERFLOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages: maximum 3 tokens", "max_tokens is too large", "Invalid image"})
  void takesOtherRefusalsForWhatTheyAre(String message) {
    assertThat(FailureKind.of(refusal(400, message, "{}"))).isEqualTo(FailureKind.REQUEST);
  }
}
