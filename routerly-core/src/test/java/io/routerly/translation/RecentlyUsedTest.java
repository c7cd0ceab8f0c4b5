package io.routerly.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentlyUsedTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10); // a clock that overflows
  private final RecentlyUsed<String, String> memory =
      new RecentlyUsed<>(10, Duration.ofNanos(100), (key, value) -> value.length(), now::get);

  @Test
  void whatWasUsedLongestAgoMakesRoomForTheNew() {
    memory.put("a", "xxxx");
    memory.put("b", "xxxx");
    assertThat(memory.get("a")).hasValue("xxxx");
    memory.put("c", "xxxx");

    assertThat(memory.get("b")).isEmpty();
    assertThat(memory.get("a")).hasValue("xxxx");
    assertThat(memory.get("c")).hasValue("xxxx");
  }

  @Test
  void whatIsOftenUsedKeepsNothingNewOut() {
    memory.put("a", "xxxxxxxxxx");
    for (int i = 0; i < 1000; i++) {
      memory.get("a");
    }
    memory.put("b", "xxxxxxxxxx");

    assertThat(memory.get("b")).isPresent();
    assertThat(memory.get("a")).isEmpty();
  }

  @Test
  void whatIsTooHeavyIsNotKeptAndPushesNothingOut() {
    memory.put("a", "x");
    memory.put("b", "xxxxxxxxxxx");

    assertThat(memory.get("a")).isPresent();
    assertThat(memory.get("b")).isEmpty();
  }

  @Test
  void aNewValueTakesThePlaceAndTheWeightOfTheOld() {
    memory.put("a", "xxxxxxxxxx");
    memory.put("a", "y");
    memory.put("b", "xxxxxxxxx");

    assertThat(memory.get("a")).hasValue("y");
    assertThat(memory.size()).isEqualTo(2);
  }

  @Test
  void whatIsNotUsedForTooLongIsForgotten() {
    memory.put("a", "x");
    now.addAndGet(60);
    memory.put("b", "x");
    assertThat(memory.get("b")).isPresent();
    now.addAndGet(60);

    assertThat(memory.get("a")).isEmpty();
    assertThat(memory.get("b")).isPresent();
    assertThat(memory.size()).isEqualTo(1);
  }
}
