package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.json.JsonTrees;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void wholeCharactersStandAsTheyAre() {
    assertThat(JsonText.quote("Ol\u00e1 \uD83D\uDC4B\uD83D\uDE80"))
        .isEqualTo("\"Ol\u00e1 \uD83D\uDC4B\uD83D\uDE80\"");
  }

  @Test
  void halvesOfCharactersAndControlsAreWrittenByTheirNumbers() {
    assertThat(JsonText.quote("a\uD83D")).isEqualTo("\"a\\ud83d\"");
    assertThat(JsonText.quote("\uDC4Ba\uD83Db")).isEqualTo("\"\\udc4ba\\ud83db\"");
    assertThat(JsonText.quote("\uD83D\uD83D\uDC4B")).isEqualTo("\"\\ud83d\uD83D\uDC4B\"");
    assertThat(JsonText.quote("\u0000\u001f\n\"\\")).isEqualTo("\"\\u0000\\u001f\\n\\\"\\\\\"");
  }

  @Property(seed = "42", tries = 500)
  void whatIsWrittenIsReadAgain(@ForAll("texts") String text) {
    byte[] json = ("{\"t\":" + JsonText.quote(text) + "}").getBytes(UTF_8);

    assertThat(JsonTrees.object(json).getString("t")).isEqualTo(text);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("a\"\\\n\t\u0001\u00e9\uD83D\uDC4B").ofMaxLength(8);
  }
}
