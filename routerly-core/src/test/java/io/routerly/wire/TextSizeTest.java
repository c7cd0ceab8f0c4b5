package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSizeTest {
  private static final String TEXT = "Some words, and some more. ".repeat(4_000);

  @ParameterizedTest
  @ValueSource(strings = {"/", "\\/"})
  void countsAnImageAsAFlatFigure(String slash) {
    byte[] image = new byte[3_000_000];
    new Random(1).nextBytes(image);
    String uri =
        "data:image/png;base64," + Base64.getEncoder().encodeToString(image).replace("/", slash);
    String body = "{\"input\":\"%s\",\"image\":\"%s\"}";

    int without = TextSize.of(body.formatted(TEXT, "data:image/png;base64,").getBytes(UTF_8));
    int with = TextSize.of(body.formatted(TEXT, uri).getBytes(UTF_8));

    assertThat(with - without).isEqualTo(TextSize.BYTES_PER_FILE);
  }

  @Test
  void countsBase64InLinesOnce() {
    String lines = "QUJD".repeat(19).concat("\\n").repeat(1_000);
    for (String before : new String[] {"{\"data\":\"", "{\"data\" : \"", "{\"file_data\":\""}) {
      assertThat(TextSize.of((before + lines + "\"}").getBytes(UTF_8)))
          .isEqualTo(before.length() + TextSize.BYTES_PER_FILE + 2);
    }
  }

  @Test
  void countsTextThatLooksLikeBase64AsText() {
    for (String before :
        new String[] {"{\"text\":\"", "{\"text\":\"\\\"data\\\":\\\"", "{\"data\":\"A "}) {
      byte[] body = (before + "QUJD".repeat(10_000) + "\"}").getBytes(UTF_8);
      assertThat(TextSize.of(body)).isEqualTo(body.length);
    }
  }

  @Test
  void countsAllTextWhateverItIsWrittenIn() {
    for (String text : new String[] {TEXT, "\u4f60\u597d".repeat(9_000), "\\u4f60".repeat(9_000)}) {
      byte[] body = text.getBytes(UTF_8);
      assertThat(TextSize.of(body)).isEqualTo(body.length);
    }
  }

  @Test
  void takesASmallBodyAsItIs() {
    assertThat(TextSize.of("A".repeat(2_000).getBytes(UTF_8))).isEqualTo(2_000);
  }
}
