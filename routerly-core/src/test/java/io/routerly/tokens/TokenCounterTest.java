package io.routerly.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCounterTest {
  private static final int PIECE = 8 * 1024;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "gpt-4o-mini, o200k_base",
    "gpt-4.1, o200k_base",
    "gpt-5.4, o200k_base",
    "o3, o200k_base",
    "llama-3.3-70b, o200k_base",
    "gpt-4, cl100k_base",
    "gpt-4-turbo-2024-04-09, cl100k_base",
    "openai/gpt-4-32k, cl100k_base",
    "gpt-3.5-turbo, cl100k_base",
    "gpt-35-turbo, cl100k_base",
    "text-embedding-3-small, cl100k_base"
  })
  void knowsTheEncodingOfAModel(String model, String encoding) {
    assertThat(TokenCounter.of(model).encoding()).isEqualTo(encoding);
  }

  /** The figures are those of OpenAI's own description of its encodings. */
  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource({
    "antidisestablishmentarianism, gpt-4, 6",
    "2 + 2 = 4, gpt-4, 7",
    "お誕生日おめでとう, gpt-4, 9",
    "お誕生日おめでとう, gpt-4o, 8"
  })
  void countsAsOpenAiDoes(String text, String model, long tokens) {
    assertThat(TokenCounter.of(model).count(text)).isEqualTo(tokens);
  }

  @Test
  void countsNothingInAnEmptyText() {
    assertThat(TokenCounter.of("gpt-4o").count("")).isZero();
  }

  @Test
  void takesTheMarksOfTheEncodingForText() {
    assertThat(TokenCounter.of("gpt-4o").count("<|endoftext|>")).isGreaterThan(1);
  }

  @Test
  void cutsALongTextWhereTokensBeginAnyway() {
    String sentence = "The quick brown fox jumps over the lazy dog.";
    TokenCounter counter = TokenCounter.of("gpt-4o");
    long first = counter.count(sentence);
    long next = counter.count(" " + sentence);

    assertThat(counter.count(sentence + (" " + sentence).repeat(9_999)))
        .isEqualTo(first + 9_999 * next);
  }

  @Test
  void cutsNoCharacterInTwo() {
    TokenCounter counter = TokenCounter.of("gpt-4o");

    assertThat(counter.count("a" + "\uD83D\uDE00".repeat(10_000)))
        .isEqualTo(1 + 10_000 * counter.count("\uD83D\uDE00"));
  }

  /** In one go the work for such a run would grow with the square of its length. */
  @ParameterizedTest(name = "a million of <{0}>")
  @ValueSource(strings = {"a", " ", "\n", "!", "漢"})
  void countsARunOfOneCharacterPieceByPiece(String character) {
    TokenCounter counter = TokenCounter.of("gpt-4o");

    assertThat(counter.count(character.repeat(122 * PIECE)))
        .isEqualTo(122 * counter.count(character.repeat(PIECE)));
  }
}
