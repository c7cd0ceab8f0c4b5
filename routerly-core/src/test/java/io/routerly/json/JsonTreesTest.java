package io.routerly.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreesTest {
  static Stream<String> notReadable() {
    return Stream.of(
        "",
        "[]",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{\"a\":01}",
        "{\"a\":[1 2]}",
        "{\"a\":\"\\x\"}",
        "{} {}",
        "{\"a\":nul}",
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

  static Stream<String> readable() {
    return Stream.of(
        "{}",
        " {\"a\" : [ ] , \"b\" : { } }\r\n",
        "{\"a\":[1,[2,{\"b\":[]}],null,true,false]}",
        "{\"a\":1,\"b\":2,\"a\":3}",
        "{\"n\":[0,-0,7,-12,2147483648,999999999999999999,9223372036854775808,-1.50,1e5,2.5E-3]}",
        "{\"s\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\\u00e9\\ud83d\\ude00 end\"}",
        "{\"s\":\"caf\u00e9 \u4f60\ud83d\ude00 \\n\u2028\",\"caf\u00e9\\n\":\"\"}",
        "{\"s\":\"half \\ud83d of a pair\"}");
  }

  @ParameterizedTest
  @MethodSource("readable")
  void whatIsReadAndWrittenIsWhatTheLibraryReadsAndWrites(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    JsonObject expected;
    try (JsonReader reader =
        JsonFactories.READERS.createReader(new ByteArrayInputStream(bytes), UTF_8)) {
      expected = reader.readObject();
    }

    JsonObject read = JsonTrees.object(bytes);

    assertThat(read).isEqualTo(expected);
    assertThat(JsonTrees.bytes(read)).isEqualTo(expected.toString().getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "\"a\\b\"",
        "\u0000\b\f\n\r\t\u001f\u007f",
        "\u00e9 \uD83D\uDC4B\u2028"
      })
  void aTextIsWrittenAsItIsInATree(String text) {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    JsonTrees.write(text, target);

    assertThat(target.toByteArray()).isEqualTo(JsonTrees.bytes(JsonTrees.string(text)));
  }

  @Test
  void longTextsAreReadAndWrittenWhole() {
    String text = "{\"a\":\"" + "0123456789\\n".repeat(100_000) + "\"}";

    assertThat(JsonTrees.bytes(JsonTrees.object(text.getBytes(UTF_8))))
        .isEqualTo(text.getBytes(UTF_8));
  }

  @Test
  void aPartOfATextIsReadWithoutWhatStandsAroundIt() {
    byte[] event = "data: {\"a\":1}\n\n".getBytes(UTF_8);

    assertThat(JsonTrees.object(event, 6, 13).getInt("a")).isEqualTo(1);
  }
}
