package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestScannerTest {
  private static byte[] withFields(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"a\":1")
        .collect(Collectors.joining(",", "{", "}"))
        .getBytes(UTF_8);
  }

  @Test
  void refusesMoreFieldsThanAnyRequestHas() {
    assertThat(RequestScanner.scan(withFields(1000)).model()).isEmpty();

    assertThatThrownBy(() -> RequestScanner.scan(withFields(1001)))
        .hasMessage("The request has more than 1000 fields.");
  }
}
