package io.routerly.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Models;
import io.routerly.health.Cooldowns.Cooldown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cooldowns of a model with two keys. */
class KeyCooldownsTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final List<String> keys = new ArrayList<>(List.of("x", "y"));
  private final Cooldowns cooldowns = new Cooldowns(now::get, model -> List.copyOf(keys));

  /** Each call begins when the one before has ended. */
  private void end(String key, Ending ending) {
    now.addAndGet(Ends.TOOK.toNanos());
    cooldowns.ended(Ends.of("a", key, ending, Optional.empty()));
  }

  private Optional<Cooldown> cooldown() {
    return cooldowns.of(Models.named("a"));
  }

  private Optional<Cooldown> cooldown(String key) {
    return cooldowns.of(Models.named("a"), key);
  }

  private static Optional<Cooldown> told(int seconds) {
    return Optional.of(new Cooldown(Duration.ofSeconds(seconds), true));
  }

  private static Optional<Cooldown> guessed(int seconds) {
    return Optional.of(new Cooldown(Duration.ofSeconds(seconds), false));
  }

  private void refuse(String key, Duration retryAfter) {
    cooldowns.ended(Ends.of("a", key, Ending.RATE_LIMITED, Optional.of(retryAfter)));
  }

  @Test
  void leavesTheModelAloneOnlyWhenBothKeysAre() {
    refuse("x", Duration.ofSeconds(30));
    assertThat(cooldown()).isEmpty();
    assertThat(cooldown("x")).isEqualTo(told(30));
    assertThat(cooldown("y")).isEmpty();

    refuse("y", Duration.ofSeconds(20));

    assertThat(cooldown()).isEqualTo(told(20));
  }

  @Test
  void isToldOnlyIfBothWere() {
    refuse("x", Duration.ofSeconds(30));
    end("y", Ending.RATE_LIMITED);

    assertThat(cooldown()).isEqualTo(guessed(1));
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"KEY_REFUSED", "ONE_KEY_REFUSED"})
  void leavesARefusedKeyAloneForAMinuteAndThenForLonger(Ending refused) {
    end("x", refused);
    assertThat(cooldown("x")).isEqualTo(guessed(60));
    end("x", refused);
    assertThat(cooldown("x")).isEqualTo(guessed(120));
    for (int i = 0; i < 10; i++) {
      end("x", refused);
    }

    assertThat(cooldown("x")).isEqualTo(guessed(600));
  }

  @Test
  void countsRefusalsOfBothKindsForThemselves() {
    for (int i = 0; i < 10; i++) {
      end("x", Ending.RATE_LIMITED);
    }

    end("x", Ending.KEY_REFUSED);
    now.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(cooldown("x")).isEqualTo(guessed(59));
  }

  @Test
  void endsTheCooldownOfTheKeyThatSucceeds() {
    end("x", Ending.KEY_REFUSED);
    end("y", Ending.KEY_REFUSED);

    end("y", Ending.SUCCESS);

    assertThat(cooldown("x")).isPresent();
    assertThat(cooldown("y")).isEmpty();
    assertThat(cooldown()).isEmpty();
  }

  @Test
  void handsNothingDownToAKeyThatTakesAnothersPlace() {
    refuse("x", Duration.ofSeconds(30));
    refuse("y", Duration.ofSeconds(30));

    keys.set(1, "y2");

    assertThat(cooldown()).isEmpty();
    assertThat(cooldown("y2")).isEmpty();
  }

  private boolean take(String key) {
    return cooldowns.take(Models.named("a"), key);
  }

  private void restIsOver() {
    now.addAndGet(Duration.ofMinutes(1).toNanos());
  }

  @Test
  void aKeyThatWasNeverRefusedIsForAll() {
    assertThat(take("x")).isTrue();
    assertThat(take("x")).isTrue();
  }

  @Test
  void aKeyThatIsLeftAloneIsForNobody() {
    end("x", Ending.ONE_KEY_REFUSED);

    assertThat(take("x")).isFalse();
    assertThat(take("y")).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"ONE_KEY_REFUSED", "KEY_REFUSED", "RATE_LIMITED"})
  void aKeyThatWasLeftAloneIsTriedOutByOneAttemptAtATime(Ending refusal) {
    end("x", refusal);
    restIsOver();
    assertThat(take("x")).isTrue();
    assertThat(take("x")).isFalse();

    end("x", refusal);
    assertThat(take("x")).as("as it was refused again").isFalse();

    restIsOver();
    restIsOver();
    assertThat(take("x")).isTrue();
    cooldowns.accepted(Models.named("a"), "x");
    assertThat(take("x")).isTrue();
    assertThat(take("x")).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"FAILURE", "REQUEST_REFUSED", "OVERTAKEN", "NOTHING"})
  void anAttemptThatFindsNothingOutGivesThePlaceToTheNext(Ending ending) {
    end("x", Ending.ONE_KEY_REFUSED);
    restIsOver();
    take("x");

    end("x", ending);

    assertThat(take("x")).isTrue();
    assertThat(take("x")).isFalse();
  }

  @Test
  void anAttemptThatBeganBeforeTheKeyWasFreeAgainTakesNoPlaceAway() {
    end("x", Ending.ONE_KEY_REFUSED);
    restIsOver();
    take("x");

    cooldowns.ended(Ends.of("a", "x", Ending.FAILURE, Optional.empty()));

    assertThat(take("x")).isFalse();
  }

  @Test
  void anAttemptThatSaysNothingForHalfAMinuteKeepsNoOtherAway() {
    end("x", Ending.ONE_KEY_REFUSED);
    restIsOver();
    take("x");
    now.addAndGet(Duration.ofSeconds(30).toNanos() - 1);
    assertThat(take("x")).isFalse();

    now.addAndGet(1);

    assertThat(take("x")).isTrue();
    assertThat(take("x")).isFalse();
  }

  @Test
  void whatIsAcceptedWithAKeyThatIsLeftAloneByNowFreesItNot() {
    end("x", Ending.ONE_KEY_REFUSED);

    cooldowns.accepted(Models.named("a"), "x");

    assertThat(take("x")).isFalse();
  }
}
