package io.routerly.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultValuesTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "n|1|true",
        "n|2|false",
        "temperature|1.00|true",
        "temperature|10|false",
        "temperature|1.01|false",
        "temperature|0|false",
        "presence_penalty|0.000|true",
        "presence_penalty|0.5|false",
        "top_p|1.|true",
        "user|null|true",
        "user|\"a.0\"|false",
        "metadata|{ }|true",
        "modalities|[ \"text\" ]|true",
        "modalities|[\"text\",\"audio\"]|false",
        "service_tier|\"auto\"|true",
        "seed|0|false",
      })
  void knowsWhatSaysNoMoreThanItsAbsence(String field, String value, boolean nothing) {
    assertThat(DefaultValues.saysNothing(field, value)).isEqualTo(nothing);
  }
}
