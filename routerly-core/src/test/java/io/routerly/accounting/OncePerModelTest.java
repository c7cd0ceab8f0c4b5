package io.routerly.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class OncePerModelTest {
  private final OncePerModel once = new OncePerModel();

  @Test
  void isFirstOnceForEachModel() {
    assertThat(once.isFirst("a")).isTrue();
    assertThat(once.isFirst("a")).isFalse();
    assertThat(once.isFirst("b")).isTrue();
  }

  @Test
  void takesAModelThatComesAgainForANewOne() {
    once.isFirst("a");
    once.isFirst("b");

    once.keepOnly(Set.of("b"));

    assertThat(once.isFirst("a")).isTrue();
    assertThat(once.isFirst("b")).isFalse();
  }
}
