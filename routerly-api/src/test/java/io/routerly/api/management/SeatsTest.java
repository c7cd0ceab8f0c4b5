package io.routerly.api.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeatsTest {
  private final Seats seats = new Seats(4, 2);

  @Test
  void onePersonKeepsNobodyElseOut() {
    assertThat(seats.take("ann")).isTrue();
    assertThat(seats.take("ann")).isTrue();

    assertThat(seats.take("ann")).isFalse();
    assertThat(seats.take("bob")).isTrue();
  }

  @Test
  void aPlaceThatIsGivenBackIsFreeAgain() {
    assertThat(seats.take("ann")).isTrue();
    assertThat(seats.take("ann")).isTrue();
    assertThat(seats.take("ann")).isFalse();

    seats.giveBack("ann");

    assertThat(seats.take("ann")).isTrue();
    assertThat(seats.take("ann")).isFalse();
  }

  @Test
  void allTogetherHaveNoMoreThanThereAre() {
    assertThat(seats.take("ann")).isTrue();
    assertThat(seats.take("bob")).isTrue();
    assertThat(seats.take("cat")).isTrue();
    assertThat(seats.take("dan")).isTrue();

    assertThat(seats.take("eve")).isFalse();
    seats.giveBack("ann");
    assertThat(seats.take("eve")).isTrue();
  }
}
