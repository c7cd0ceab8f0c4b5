package io.routerly.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTreesTest {
  static Stream<String> notReadable() {
    return Stream.of(
        "",
        "[]",
        "{\"a\":}",
        "{\"a\":1e99999999999}",
        "{\"a\":" + "1".repeat(5_000) + "}",
        "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}");
  }

  @ParameterizedTest
  @MethodSource("notReadable")
  void whatCannotBeReadIsToldInOneWay(String text) {
    assertThatThrownBy(() -> JsonTrees.object(text.getBytes(UTF_8)))
        .isInstanceOf(JsonSyntaxException.class);
  }
}
