package io.routerly.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class VectorTest {
  @Test
  void isSimilarByItsDirectionAlone() {
    assertThat(Vector.of(1, 2).similarity(Vector.of(10, 20))).isCloseTo(1, within(1e-6));
    assertThat(Vector.of(1, 0).similarity(Vector.of(0, 5))).isZero();
    assertThat(Vector.of(1, 0).similarity(Vector.of(-3, 0))).isEqualTo(-1);
    assertThat(Vector.of(1, 0).similarity(Vector.of(1, 1))).isCloseTo(0.7071, within(1e-4));
  }

  @Test
  void isSimilarToNothingWithoutADirection() {
    assertThat(Vector.of(0, 0).similarity(Vector.of(1, 0))).isZero();
    assertThat(Vector.of(Float.NaN, 1).similarity(Vector.of(1, 0))).isZero();
  }

  @Test
  void countsEachOfSeveralAlikeWhateverItsLength() {
    Vector middle = Vector.middle(List.of(Vector.of(100, 0), Vector.of(0, 1)));

    assertThat(middle.similarity(Vector.of(1, 1))).isCloseTo(1, within(1e-6));
  }

  @Test
  void comparesNoVectorsOfDifferentModels() {
    assertThatThrownBy(() -> Vector.of(1, 0).similarity(Vector.of(1, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
