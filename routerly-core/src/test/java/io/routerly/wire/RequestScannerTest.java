package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestScannerTest {
  private static byte[] withFields(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"a\":1")
        .collect(Collectors.joining(",", "{", "}"))
        .getBytes(UTF_8);
  }

  @Test
  void refusesMoreFieldsThanAnyRequestHas() {
    assertThat(RequestScanner.scan(WireFormat.OPENAI_CHAT, withFields(1000)).model()).isEmpty();

    assertThatThrownBy(() -> RequestScanner.scan(WireFormat.OPENAI_CHAT, withFields(1001)))
        .hasMessage("The request has more than 1000 fields.");
  }

  @ParameterizedTest
  @CsvSource({
    "{}, 1",
    "'{\"n\":5}', 5",
    "'{\"n\":null}', 1",
    "'{\"n\":\"5\"}', 1",
    "'{\"n\":0}', 1",
    "'{\"n\":-5}', 1",
    "'{\"n\":2,\"best_of\":4}', 4",
    "'{\"n\":99999999999999999999}', 1000"
  })
  void findsHowManyAnswersAreWanted(String body, int answers) {
    assertThat(RequestScanner.scan(WireFormat.OPENAI_CHAT, body.getBytes(UTF_8)).answers())
        .isEqualTo(answers);
  }
}
