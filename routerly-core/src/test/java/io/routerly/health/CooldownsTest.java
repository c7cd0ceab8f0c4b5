package io.routerly.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Models;
import io.routerly.health.Cooldowns.Cooldown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CooldownsTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Cooldowns cooldowns = new Cooldowns(now::get, model -> List.of(""));

  private void refuse(Duration retryAfter) {
    cooldowns.ended(Ends.of("a", Ending.RATE_LIMITED, Optional.of(retryAfter)));
  }

  /** Each call begins when the one before has ended. */
  private void refuse() {
    now.addAndGet(Ends.TOOK.toNanos());
    end(Ending.RATE_LIMITED);
  }

  private void end(Ending ending) {
    cooldowns.ended(Ends.of("a", ending, Optional.empty()));
  }

  private Optional<Cooldown> cooldown() {
    return cooldowns.of(Models.named("a"));
  }

  private static Optional<Cooldown> told(int seconds) {
    return Optional.of(new Cooldown(Duration.ofSeconds(seconds), true));
  }

  private static Optional<Cooldown> guessed(int seconds) {
    return Optional.of(new Cooldown(Duration.ofSeconds(seconds), false));
  }

  @Test
  void leavesAModelAloneForAsLongAsItsProviderSays() {
    refuse(Duration.ofSeconds(30));
    assertThat(cooldown()).isEqualTo(told(30));

    now.addAndGet(Duration.ofSeconds(29).toNanos());
    assertThat(cooldown()).isEqualTo(told(1));

    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(cooldown()).isEmpty();
    assertThat(cooldowns.of(Models.named("b"))).isEmpty();
  }

  @Test
  void believesNoProviderForLongerThanFiveMinutes() {
    refuse(Duration.ofDays(2));

    assertThat(cooldown()).isEqualTo(told(300));
  }

  @Test
  void guessesTwiceAsLongAfterEachRefusalInARow() {
    refuse();
    assertThat(cooldown()).isEqualTo(guessed(1));
    refuse();
    assertThat(cooldown()).isEqualTo(guessed(2));
    for (int i = 0; i < 40; i++) {
      refuse();
    }
    assertThat(cooldown()).isEqualTo(guessed(60));
  }

  @Test
  void takesRefusalsOfCallsThatWereUnderWayTogetherForOne() {
    refuse();
    for (int i = 0; i < 7; i++) {
      now.addAndGet(1_000_000);
      end(Ending.RATE_LIMITED);
    }
    assertThat(cooldown())
        .hasValue(new Cooldown(Duration.ofSeconds(1).minus(Duration.ofMillis(7)), false));

    now.addAndGet(Duration.ofSeconds(1).toNanos());
    refuse();

    assertThat(cooldown()).isEqualTo(guessed(2));
  }

  @Test
  void believesTheProviderThatTellsACallThatWasUnderWayHowLong() {
    refuse();
    now.addAndGet(1_000_000);

    refuse(Duration.ofSeconds(30));

    assertThat(cooldown()).isEqualTo(told(30));
  }

  @Test
  void beginsAnewAfterASuccess() {
    refuse();
    refuse();
    end(Ending.SUCCESS);
    assertThat(cooldown()).isEmpty();

    refuse();

    assertThat(cooldown()).isEqualTo(guessed(1));
  }

  @Test
  void keepsToWhatAProviderSaidThoughAnEarlierCallSucceeds() {
    refuse(Duration.ofSeconds(30));

    end(Ending.SUCCESS);

    assertThat(cooldown()).isEqualTo(told(30));
  }

  @Test
  void isNotShortenedByALaterRefusal() {
    refuse(Duration.ofSeconds(30));

    refuse(Duration.ofSeconds(2));

    assertThat(cooldown()).isEqualTo(told(30));
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {
        "FAILURE",
        "KEY_REFUSED",
        "ONE_KEY_REFUSED",
        "REQUEST_REFUSED",
        "OVERTAKEN",
        "NOTHING"
      })
  void isNotBegunByOtherEndingsOfAModelWithOneKey(Ending ending) {
    end(ending);

    assertThat(cooldown()).isEmpty();
  }
}
