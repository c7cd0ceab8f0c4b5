package io.routerly.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossesTest {
  private final Losses losses = new Losses();

  @Test
  void namesWhatWasLostOnceAndInTheClientsWords() {
    losses.drop(ChatField.TOP_K);
    losses.drop(ChatField.TOP_K);
    losses.drop("logit_bias");

    assertThat(losses.names(field -> "generation." + field.plainName()))
        .containsExactly("generation.top_k", "logit_bias");
  }

  @Test
  void aNameCannotBreakOutOfAHeader() {
    losses.drop("a\r\nx-evil: 1, b" + "y".repeat(500));

    assertThat(losses.names(ChatField::plainName))
        .singleElement()
        .satisfies(name -> assertThat(name).matches("[A-Za-z0-9_.$-]{1,100}"));
  }

  @Test
  void aThousandUnknownFieldsDoNotFillTheHeader() {
    for (int i = 0; i < 1_000; i++) {
      losses.drop("field" + i);
    }

    assertThat(losses.names(ChatField::plainName)).hasSize(65).endsWith("and_more");
  }

  @Test
  void whatDoesNotFitIntoAHeaderIsToldAsMore() {
    for (int i = 0; i < 40; i++) {
      losses.drop("f" + i + "x".repeat(97));
    }

    assertThat(String.join(", ", losses.names(ChatField::plainName)))
        .hasSizeLessThan(2_100)
        .endsWith(", and_more");
  }
}
