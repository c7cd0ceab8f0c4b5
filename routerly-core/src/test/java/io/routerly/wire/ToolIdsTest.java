package io.routerly.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolIdsTest {
  @ParameterizedTest(name = "{1} takes {0} as it is")
  @CsvSource({"call_AbC-1, WORD", "D681PevKs, NINE", "functions.find:0, SHORT"})
  void anIdThatFitsStays(String id, ToolIds api) {
    assertThat(api.fit(id)).isEqualTo(id);
  }

  @ParameterizedTest(name = "{0} becomes {2} for {1}")
  @CsvSource({
    "functions.find:0, WORD, toolu_[0-9A-Za-z]{24}",
    "call_1, NINE, [0-9A-Za-z]{9}",
    "'', WORD, toolu_[0-9A-Za-z]{24}",
    "1234567890123456789012345678901234567890-, SHORT, call_[0-9A-Za-z]{24}"
  })
  void anotherBecomesOneThatFits(String id, ToolIds api, String shape) {
    assertThat(api.fit(id)).matches(shape).isEqualTo(api.fit(id));
  }

  @Test
  void twoCallsNeverGetTheSameId() {
    Set<String> fitted = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      fitted.add(ToolIds.NINE.fit("call_" + i));
    }

    assertThat(fitted).hasSize(10_000);
  }
}
