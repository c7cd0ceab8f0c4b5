package io.routerly.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\"a\":1,\"b\":2}`, `{\"b\":2,\"a\":1}`",
        "`{\"a\":{\"c\":[1,{\"y\":1,\"x\":2}]}}`, `{ \"a\" : {\"c\" : [ 1, {\"x\":2,\"y\":1} ] } }`",
        "`{\"a\":1.0}`, `{\"a\":1}`",
        "`{\"a\":9007199254740993}`, `{\"a\":9007199254740992}`",
        "`{\"a\":\"\\u00e9\"}`, `{\"a\":\"é\"}`",
        "`{}`, `{ }`",
      })
  void whatMeansTheSameHasOneText(String one, String other) {
    assertThat(canonical(one)).isEqualTo(canonical(other));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\"a\":1}`, `{\"a\":2}`",
        "`{\"a\":[1,2]}`, `{\"a\":[2,1]}`",
        "`{\"a\":[[1],2]}`, `{\"a\":[[1,2]]}`",
        "`{\"a\":\"1\"}`, `{\"a\":1}`",
        "`{\"a\":\"true\"}`, `{\"a\":true}`",
        "`{\"a\":null}`, `{}`",
        "`{\"a\":{}}`, `{\"a\":[]}`",
        "`{\"a\":\"x\",\"b\":\"y\"}`, `{\"a\":\"x,1\\\"b:1\\\"y\"}`",
      })
  void whatDiffersHasAnother(String one, String other) {
    assertThat(canonical(one)).isNotEqualTo(canonical(other));
  }

  @Test
  void aNumberBeyondADoubleIsWrittenToo() {
    assertThat(canonical("{\"a\":1e999}")).contains("Infinity");
  }

  private static String canonical(String json) {
    return CanonicalJson.of(JsonTrees.object(json.getBytes(UTF_8)));
  }
}
