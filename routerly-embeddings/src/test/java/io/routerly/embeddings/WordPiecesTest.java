package io.routerly.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPiecesTest {
  private static final List<String> KNOWN =
      List.of(
          "[PAD]", "[UNK]", "[CLS]", "[SEP]", "hello", "world", "un", "##aff", "##able", "deja",
          "vu", ",", "!", "$", "5", "中", "文", "##5", "it", "'", "s", "“", "”", "i", "##i");

  private final WordPieces pieces = new WordPieces(numbered());

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Hello World | hello world",
        "unaffable | un ##aff ##able",
        "Déjà  vu! | deja vu !",
        "hello,world | hello , world",
        "it's | it ' s",
        "$55 | $ 5 ##5",
        "中文 | 中 文",
        "hello中 | hello 中",
        "hello\u00a0world\u200b | hello world",
        "hel\u0000lo | hello",
        "“hello” | “ hello ”",
        "unknown hello | [UNK] hello",
        "unhello | [UNK]",
        "II | i ##i"
      })
  void cutsAsTheModelWasTrained(String text, String expected) {
    assertThat(words(pieces.of(text, 256))).isEqualTo("[CLS] " + expected + " [SEP]");
  }

  @Test
  void takesNoMoreThanItIsTo() {
    assertThat(words(pieces.of("hello world hello world", 5)))
        .isEqualTo("[CLS] hello world hello [SEP]");
    assertThat(words(pieces.of("hello unaffable", 5))).isEqualTo("[CLS] hello un ##aff [SEP]");
  }

  @Test
  void takesNoWordThatIsNone() {
    assertThat(words(pieces.of("un".repeat(60), 256))).isEqualTo("[CLS] [UNK] [SEP]");
    assertThat(words(pieces.of("", 256))).isEqualTo("[CLS] [SEP]");
  }

  private static String words(long[] numbers) {
    StringBuilder words = new StringBuilder();
    for (long number : numbers) {
      words.append(words.isEmpty() ? "" : " ").append(KNOWN.get((int) number));
    }
    return words.toString();
  }

  private static Map<String, Integer> numbered() {
    Map<String, Integer> numbered = new HashMap<>();
    for (String piece : KNOWN) {
      numbered.put(piece, numbered.size());
    }
    return numbered;
  }
}
