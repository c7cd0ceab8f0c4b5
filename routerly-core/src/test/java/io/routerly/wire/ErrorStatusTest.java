package io.routerly.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorStatusTest {
  @ParameterizedTest
  @CsvSource({
    "invalid_request_error, 400",
    "overloaded_error, 529",
    "RESOURCE_EXHAUSTED, 429",
    "429, 429",
    "599, 599",
    "200, 502",
    "3001, 502",
    "error, 502"
  })
  void findsTheStatusThatACodeStandsFor(String code, int status) {
    assertThat(ErrorStatus.of(code)).isEqualTo(status);
  }
}
